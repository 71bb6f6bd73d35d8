"""No image of this process on the disk when it dies: it would hold names, numbers and keys in the clear (FAULTS 40)."""

import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Have the system write no core file of this process, and let no other program of this user read its memory.

    On Windows the system's own reports hold no full image unless somebody asks for them; nothing is done there.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
