"""A Windows Job Object around this process: the limits of memory and processor time that POSIX calls rlimits."""

import ctypes
from ctypes import wintypes

PROCESS_TIME = 0x0000_0002
ACTIVE_PROCESS = 0x0000_0008
PROCESS_MEMORY = 0x0000_0100
DIE_ON_UNHANDLED_EXCEPTION = 0x0000_0400
KILL_ON_JOB_CLOSE = 0x0000_2000
EXTENDED_LIMIT_INFORMATION = 9
TICKS_PER_SECOND = 10_000_000


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION; times in ticks of 100 ns."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; memory in bytes."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def job_limits(memory: int, seconds: int) -> ExtendedLimits:
    """Describe a job of one process with so many bytes and processor seconds, ended with its last handle."""
    wanted = ExtendedLimits()
    basic = wanted.BasicLimitInformation
    basic.LimitFlags = PROCESS_TIME | ACTIVE_PROCESS | PROCESS_MEMORY | DIE_ON_UNHANDLED_EXCEPTION | KILL_ON_JOB_CLOSE
    basic.PerProcessUserTimeLimit = seconds * TICKS_PER_SECOND
    basic.ActiveProcessLimit = 1
    wanted.ProcessMemoryLimit = memory
    return wanted


def limit_by_job(memory: int, seconds: int) -> None:
    """Put this process into a job of its own; raises ``OSError`` where Windows refuses (never run elsewhere)."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    job = kernel.CreateJobObjectW(None, None)
    limits = job_limits(memory, seconds)
    done = (
        job
        and kernel.SetInformationJobObject(job, EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
    if not done:
        raise OSError(ctypes.get_last_error(), "job object")  # type: ignore[attr-defined, unused-ignore]
