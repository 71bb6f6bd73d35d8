"""One program per office: a lock file beside the data that the system releases when its owner dies.

The lock is the operating system's (flock, or a locked byte on Windows), so a killed owner never blocks the next
start; what stands in the file is only told to the second program.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from db.disk_words import disk_words
from db.errors import DiskTrouble, OfficeLocked

if sys.platform == "win32":
    import msvcrt

    def _take(stream: IO[bytes]) -> None:
        stream.seek(4096)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(stream: IO[bytes]) -> None:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class OfficeLock:
    """The right to be the only program on one office; held until :meth:`release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock, or raise ``OfficeLocked`` with the number of the program that holds it."""
        try:
            self._stream = path.open("r+b" if path.exists() else "w+b")
        except OSError as trouble:
            raise DiskTrouble(f"文件夹不能写（{disk_words(trouble)}）") from trouble
        try:
            _take(self._stream)
        except OSError:
            self._stream.seek(0)
            owner = self._stream.read(64).decode("ascii", "replace").strip()
            self._stream.close()
            raise OfficeLocked(owner or "进程号不明") from None
        try:
            self._stream.seek(0)
            self._stream.truncate()
            self._stream.write(f"PID {os.getpid()}\n".encode())
            self._stream.flush()
        except OSError as trouble:
            with suppress(OSError):  # what could not be written is tried again when the stream is closed
                self._stream.close()
            raise DiskTrouble(f"文件夹不能写（{disk_words(trouble)}）") from trouble

    def release(self) -> None:
        """Give the office back; the file stays, it means nothing without its lock."""
        self._stream.close()
