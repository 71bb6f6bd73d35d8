"""Putting a file on a stick so that it is really there (FAULTS §0.7, §4.4, measured on FAT32 and exFAT).

Free space, a new unique name ending in ``.part``, write and sync, rename, sync the *final* file again, sync the folder,
drop the cache, read back, compare. An older file is never written over; whatever is not finished keeps ``.part``.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.core.errors import Refused
from app.core.progress import SILENT, Progress, go_on
from app.packages.files import CHUNK, FULL, SYSTEM_FILES, Files, in_words
from app.packages.layout import UNFINISHED

SPARE = 10  # one part in ten stays free beyond the file
ATTEMPTS = 1_000
UNTOUCHED = "这个包不算写成，编号没有用掉；盘上原有的文件没有动。"
AGAIN = "请换一个盘或检查后再写一次。"


class StickTrouble(Refused):
    """The stick did not keep the file."""

    def __init__(self, what: str, advice: str = AGAIN) -> None:
        """Say in words what happened."""
        super().__init__(f"没有写成：{what}。", untouched=UNTOUCHED, advice=advice)


@dataclass(frozen=True)
class Carried:
    """A file that lies on the stick and was read back."""

    path: Path
    sha256: str
    size: int


def carry(
    source: IO[bytes],
    folder: Path,
    name_of: Callable[[int], str],
    *,
    files: Files = SYSTEM_FILES,
    progress: Progress = SILENT,
) -> Carried:
    """Copy ``source`` into ``folder`` under the first free name of ``name_of(1)``, ``name_of(2)`` … and prove it.

    Raises ``StickTrouble`` with what happened, ``Cancelled``; then nothing but a ``.part`` may be left.
    """
    size = source.seek(0, 2)
    source.seek(0)
    try:
        if not files.is_folder(folder):
            raise StickTrouble(f"找不到文件夹 {folder.name}", "请插好盘、选对文件夹再写一次。")
        if files.free_bytes(folder) < size + size // SPARE:
            raise StickTrouble(FULL, f"需要约 {(size + size // SPARE) // 1024 + 1} KB，请换一个盘。")
        final = _free_name(folder, name_of, files)
        return _carry_to(final, source, size, files, progress)
    except OSError as trouble:
        raise StickTrouble(in_words(trouble)) from trouble


def _carry_to(final: Path, source: IO[bytes], size: int, files: Files, progress: Progress) -> Carried:
    part = final.with_name(final.name + UNFINISHED)
    try:
        wanted = _write(part, source, size, files, progress)
    except BaseException:
        with suppress(OSError):
            files.remove(part)
        raise
    if files.exists(final):
        raise StickTrouble(f"盘上刚刚出现了同名的 {final.name}")
    files.rename(part, final)
    try:
        files.sync_file(final)
        files.sync_folder(final.parent)
        _compare(wanted, _read_back(final, size, files, progress))
    except BaseException:
        unfinish(final, files)
        raise
    return Carried(final, wanted, size)


def _compare(wanted: str, found: str) -> None:
    if found != wanted:
        raise StickTrouble("读回来的内容和写的不一样，这个盘不可靠", "请换一个盘再写一次。")


def unfinish(final: Path, files: Files = SYSTEM_FILES) -> None:
    """Give a file that must not count its ``.part`` again; the stick may be gone, then nothing can be done."""
    with suppress(OSError):
        files.rename(final, final.with_name(final.name + UNFINISHED))


def _write(part: Path, source: IO[bytes], size: int, files: Files, progress: Progress) -> str:
    digest, done = hashlib.sha256(), 0
    with files.create(part) as stream:
        while chunk := source.read(CHUNK):
            go_on(progress, done, 2 * size, "正在写盘")
            stream.write(chunk)
            digest.update(chunk)
            done += len(chunk)
        stream.flush()
        files.sync(stream)
    return digest.hexdigest()


def _read_back(final: Path, size: int, files: Files, progress: Progress) -> str:
    digest, done = hashlib.sha256(), size
    for chunk in files.read_from_medium(final):
        go_on(progress, done, 2 * size, "正在读回核对")
        digest.update(chunk)
        done += len(chunk)
    return digest.hexdigest()


def _free_name(folder: Path, name_of: Callable[[int], str], files: Files) -> Path:
    for attempt in range(1, ATTEMPTS):
        final = folder / name_of(attempt)
        if not files.exists(final) and not files.exists(final.with_name(final.name + UNFINISHED)):
            return final
    raise StickTrouble("盘上同名的文件太多", "请清理后再写一次。")
