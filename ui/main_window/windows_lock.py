"""Windows says that its screen is locked, or that it goes to sleep, by messages to the window (not run on Linux)."""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND, WTS_SESSION_LOCK = 0x4, 0x7
MESSAGES = frozenset({(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK), (WM_POWERBROADCAST, PBT_APMSUSPEND)})


class Message(ctypes.Structure):
    """The head of Windows' MSG, as far as it is read here."""

    _fields_ = (("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("wide", ctypes.c_size_t))


class WindowsLock(QAbstractNativeEventFilter):
    """Calls ``heard`` for each such message to a window that was announced with :func:`listen`."""

    def __init__(self, heard: Callable[[], None]) -> None:
        """Hear from now on."""
        super().__init__()
        self._heard = heard

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at one message and let it pass."""
        if QByteArray(kind) == b"windows_generic_MSG" and is_lock(Message.from_address(int(message))):
            self._heard()
        return False, 0


def is_lock(message: Message) -> bool:
    """Tell whether a message says that the screen is locked or the PC goes to sleep."""
    return (message.message, message.wide) in MESSAGES


def listen(window: int, heard: Callable[[], None]) -> WindowsLock:
    """Announce a window to Windows and hear its messages; keep what is given back."""
    made = WindowsLock(heard)
    if sys.platform == "win32":
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), 0)
        QCoreApplication.instance().installNativeEventFilter(made)
    return made
