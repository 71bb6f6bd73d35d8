"""Files that are whole after a power cut: temp → sync → rename → sync the folder (for the internal disk)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from db.disk_words import disk_words
from db.errors import DiskTrouble


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, so that their names last like what is put into them; one there is left alone.

    A folder whose own name was not synced takes every synced file in it along. Raises ``OSError``.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def write_durably(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step: afterwards the old or the new file is there, never a part.

    Raises ``DiskTrouble`` where the disk is full, read-only or failing; the old file is then as it was.
    """
    with written_durably(path) as stream:
        stream.write(content)


@contextmanager
def written_durably(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream whose whole content takes the place of ``path`` at the end; any exception leaves all as it was.

    The file is synced under its final name once more, because a stick's rename may come before its data. Raises
    ``DiskTrouble`` as :func:`write_durably` does.
    """
    if not path.name:
        raise DiskTrouble("没有写文件名")
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
        sync_folder(path.parent)
    except OSError as trouble:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise DiskTrouble(f"文件写不进去（{disk_words(trouble)}）") from trouble
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
