"""The few things that are done to files on a stick, in one place, so that tests can let each of them fail."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from db.disk_words import disk_words
from db.durable import sync_folder

CHUNK = 1 << 18
FULL = "盘满了"

_WORDS = {
    errno.ENOSPC: FULL,
    errno.EFBIG: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: "盘是只读的（写保护）",
    errno.EACCES: "没有写这个盘的权限",
    errno.EPERM: "没有写这个盘的权限",
    errno.EIO: "盘读写出错",
    errno.ENOENT: "盘不见了，可能被拔掉",
    errno.ENODEV: "盘不见了，可能被拔掉",
    errno.ENXIO: "盘不见了，可能被拔掉",
    errno.ENOTDIR: "选的不是一个文件夹",
    errno.ENOTCONN: "盘不见了，可能被拔掉",
}


def in_words(trouble: OSError) -> str:
    """Say what the disk answered, as the clerk would."""
    return _WORDS.get(trouble.errno or 0, disk_words(trouble))


class Files(Protocol):
    """A file layer: every call may raise ``OSError``, as sticks do."""

    def is_folder(self, folder: Path) -> bool:
        """Tell whether the folder is there."""
        ...

    def free_bytes(self, folder: Path) -> int:
        """Give the free space in bytes."""
        ...

    def exists(self, path: Path) -> bool:
        """Tell whether anything of this name is there (file, folder, link)."""
        ...

    def create(self, path: Path) -> IO[bytes]:
        """Open a new file for writing; fails where the name is taken."""
        ...

    def sync(self, stream: IO[bytes]) -> None:
        """Have the open file's content reach the medium."""
        ...

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name in its folder."""
        ...

    def sync_file(self, path: Path) -> None:
        """Open a finished file anew and have it reach the medium (FAT32 loses it otherwise)."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Have the names in the folder reach the medium."""
        ...

    def read_from_medium(self, path: Path) -> Iterator[bytes]:
        """Read a file in pieces, past the cache as far as the system lets us."""
        ...

    def remove(self, path: Path) -> None:
        """Remove an unfinished file."""
        ...


class SystemFiles:
    """The file layer of the operating system."""

    def is_folder(self, folder: Path) -> bool:
        """Tell whether the folder is there."""
        return folder.is_dir()

    def free_bytes(self, folder: Path) -> int:
        """Give the free space in bytes."""
        return shutil.disk_usage(folder).free

    def exists(self, path: Path) -> bool:
        """Tell whether anything of this name is there."""
        return os.path.lexists(path)

    def create(self, path: Path) -> IO[bytes]:
        """Open a new file for writing."""
        return path.open("xb")

    def sync(self, stream: IO[bytes]) -> None:
        """Have the open file reach the medium."""
        os.fsync(stream.fileno())

    def rename(self, old: Path, new: Path) -> None:
        """Rename; the caller has looked that the new name is free."""
        old.rename(new)

    def sync_file(self, path: Path) -> None:
        """Open for reading and writing, and sync."""
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())

    def sync_folder(self, folder: Path) -> None:
        """Sync the folder where the system can."""
        sync_folder(folder)

    def read_from_medium(self, path: Path) -> Iterator[bytes]:
        """Drop what is cached of the file, then read it."""
        with path.open("rb", buffering=0) as stream:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while chunk := stream.read(CHUNK):
                yield chunk

    def remove(self, path: Path) -> None:
        """Remove the file."""
        path.unlink()


SYSTEM_FILES = SystemFiles()
