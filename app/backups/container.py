"""One backup is one file: what it is in plain words, the ways to its key, the encrypted database, one digest over all.

Layout: magic · 8 bytes length of the about-part (big-endian) · about-part (JSON) · database · SHA-256 of all before.
Nothing personal stands in the about-part; the database is encrypted as the live file is.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from app.core.errors import DiskTrouble, FileDamaged, NewerFile
from app.core.progress import SILENT, Progress, go_on
from app.operators.slots import Slots
from db.disk_words import disk_words

MAGIC = b"CZZT-BACKUP\r\n\x1a\n"
SUFFIX = ".czbak"
FORMAT = 1
LARGEST_ABOUT = 1 << 20
CHUNK = 1 << 20
DIGEST = 32
_LENGTH = 8


class About(msgspec.Struct, frozen=True):
    """What a backup is; moments in UTC, sizes in bytes, ``rows`` by table, ``blobs`` the increments beside it."""

    office: str
    unit: str
    kind: str
    made_at: str
    reason: str
    schema: int
    key_id: str
    epoch: str
    journal_seq: int
    journal_digest: str
    rows: dict[str, int]
    database_bytes: int
    database_sha256: str
    slots: Slots
    blobs: tuple[str, ...] = ()
    format: int = FORMAT


def write_container(part: Path, about: About, database: Path) -> str:
    """Write a backup under a passing name and sync it; gives the SHA-256 of the whole file in hexadecimal digits.

    The caller verifies and renames it. Raises ``DiskTrouble``; the part is then to be removed.
    """
    body = msgspec.json.encode(about)
    whole = hashlib.sha256()
    try:
        with part.open("xb") as target, database.open("rb") as source:
            for piece in _pieces((MAGIC, len(body).to_bytes(_LENGTH, "big"), body), source):
                target.write(piece)
                whole.update(piece)
            target.write(whole.digest())
            target.flush()
            os.fsync(target.fileno())
    except OSError as trouble:
        raise DiskTrouble(f"备份文件写不进去（{disk_words(trouble)}）") from trouble
    return whole.hexdigest()


def read_about(path: Path) -> About:
    """Read what a backup says of itself, without reading its database; raises ``FileDamaged`` or ``NewerFile``."""
    try:
        with path.open("rb") as source:
            about, start = _about(source)
            expected = start + about.database_bytes + DIGEST
            if path.stat().st_size != expected:
                raise FileDamaged(f"备份 {path.name} 不完整")
            return about
    except OSError as trouble:
        raise FileDamaged(f"备份 {path.name} 读不出来（{disk_words(trouble)}）") from trouble


def verify_container(path: Path, progress: Progress = SILENT) -> About:
    """Read a backup whole and compare its digests; raises ``FileDamaged``."""
    about, pieces = _database(path, progress)
    for _ in pieces:
        pass
    return about


def extract(path: Path, target: Path, progress: Progress = SILENT) -> About:
    """Take the database out to ``target``, which must not exist, verify and sync it; nothing is left on a fault."""
    about, pieces = _database(path, progress)
    try:
        with target.open("xb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException as trouble:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        if isinstance(trouble, OSError):
            raise DiskTrouble(f"备份取不出来（{disk_words(trouble)}）") from trouble
        raise
    return about


def _about(source: IO[bytes]) -> tuple[About, int]:
    magic, length = source.read(len(MAGIC)), int.from_bytes(source.read(_LENGTH), "big")
    if magic != MAGIC or not 0 < length <= LARGEST_ABOUT:
        raise FileDamaged("它不是村站通的备份")
    try:
        stamp = msgspec.json.decode(body := source.read(length), type=_Stamp)
        if stamp.format > FORMAT:
            raise NewerFile(stamp.format, FORMAT)
        about = msgspec.json.decode(body, type=About)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise FileDamaged("备份的说明部分读不出来") from trouble
    return about, len(MAGIC) + _LENGTH + length


class _Stamp(msgspec.Struct):
    format: int = FORMAT


def _database(path: Path, progress: Progress) -> tuple[About, Iterator[bytes]]:
    about = read_about(path)
    return about, _checked_pieces(path, about, progress)


def _checked_pieces(path: Path, about: About, progress: Progress) -> Iterator[bytes]:
    """Give the database piece by piece; the digests are compared after the last one."""
    whole, own, left = hashlib.sha256(), hashlib.sha256(), about.database_bytes
    try:
        with path.open("rb") as source:
            _, start = _about(source)
            source.seek(0)
            whole.update(source.read(start))
            while left:
                go_on(progress, about.database_bytes - left, about.database_bytes, "读备份")
                piece = source.read(min(CHUNK, left))
                if not piece:
                    raise FileDamaged(f"备份 {path.name} 不完整")
                left -= len(piece)
                whole.update(piece)
                own.update(piece)
                yield piece
            digest = source.read(DIGEST)
    except OSError as trouble:
        raise FileDamaged(f"备份 {path.name} 读不出来（{disk_words(trouble)}）") from trouble
    if digest != whole.digest() or own.hexdigest() != about.database_sha256:
        raise FileDamaged(f"备份 {path.name} 的内容和校验码不符")


def _pieces(head: tuple[bytes, ...], source: IO[bytes]) -> Iterator[bytes]:
    yield from head
    while piece := source.read(CHUNK):
        yield piece
