"""A file that is taken away while it is open: seen before and after every write, and put back from what is still open.

On Linux an open file can be deleted, renamed or replaced, and SQLite goes on writing into the one that has no name any
more (howtocorrupt §2): every save would be reported and none kept.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, Refused
from db.exchange import put_in_place
from db.log_state import log_path
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

SUFFIX = ".back"


class FileMoved(Refused):
    """Another file stands where ours was opened; nothing was written."""

    def __init__(self, kept: str) -> None:
        """Name the file in which everything saved so far stands."""
        super().__init__(
            "数据文件在程序开着的时候被换成了另一个文件，没有保存。",
            untouched=f"以前保存的都在，另外存成了 {kept}。" if kept else "换上去的文件没有动。",
            advice="请关掉程序，看看是谁换的文件，把原来的放回去再打开。",
        )


class Standing(NamedTuple):
    """What stands at a name: device and number of the file; zeros for nothing."""

    device: int = 0
    number: int = 0


class Place:
    """The names of an open file and its log, and what stood there when it was opened."""

    def __init__(self, path: Path) -> None:
        """Remember what stands there now."""
        self.path = path
        self._names = (str(path), str(log_path(path)))
        self._file, self._log = _standing(path), _standing(log_path(path))
        self._both = (*self._file, *self._log)
        self._kept = ""

    def is_ours(self) -> bool:
        """Tell whether the file and its log still stand where they were opened."""
        try:
            file, log = map(os.stat, self._names)
        except OSError:  # one of them stands there no more, or never did
            return (_standing(self.path), _standing(log_path(self.path))) == (self._file, self._log)
        return (file.st_dev, file.st_ino, log.st_dev, log.st_ino) == self._both

    def mend(self, connections: "tuple[Connection, Connection]", moment: str) -> None:
        """Put back what was taken away, from the open writer (the first of both); they are then to be opened anew.

        Raises :class:`FileMoved` where another file stands there, ``DiskTrouble`` where it cannot be put back.
        """
        writer = connections[0]
        there = _standing(self.path)
        if there not in {self._file, Standing()}:
            raise FileMoved(self._keep_beside(writer, moment))
        if there == self._file:
            fold(writer)
            return
        write_out(writer, back := self.path.with_name(f"{self.path.name}.new"))
        for connection in connections:
            connection.close()
        forget_log(self.path)
        put_in_place(back, self.path)

    def _keep_beside(self, writer: "Connection", moment: str) -> str:
        """Write what the open connection reads beside the file that took its place, once; gives the name."""
        if not self._kept:
            kept = self.path.with_name(f"{self.path.stem}-kept-{moment}{self.path.suffix}")
            write_out(writer, kept)
            fold(writer)  # a log that is left would be taken for that of the other file
            self._kept = kept.name
        return self._kept


def fold(connection: "Connection") -> None:
    """Fold the log into the file."""
    with suppress(Trouble):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def write_out(connection: "Connection", target: Path) -> None:
    """Write everything that the open connection still reads to ``target``, durably; raises ``DiskTrouble``."""
    part = target.with_name(f"{target.name}{SUFFIX}")
    try:
        part.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(target)
        sync_folder(target.parent)
    except (OSError, Trouble) as trouble:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(trouble, OSError):
            raise DiskTrouble(f"数据文件不见了，放不回去（{disk_words(trouble)}）") from trouble
        raise as_refusal(trouble) or DiskTrouble("数据文件不见了，放不回去") from trouble


def forget_log(path: Path) -> None:
    """Remove the log of a file that has no name any more; the file put back would take it for its own.

    Raises ``DiskTrouble``.
    """
    try:
        for name in (log_path(path), path.with_name(f"{path.name}-shm")):
            name.unlink(missing_ok=True)
    except OSError as trouble:
        raise DiskTrouble(f"数据文件不见了，放不回去（{disk_words(trouble)}）") from trouble


def _standing(path: Path) -> Standing:
    try:
        found = path.stat()
    except OSError:
        return Standing()
    return Standing(found.st_dev, found.st_ino)
