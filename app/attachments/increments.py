"""Incremental backups of the attachments: files ``blobs-KEY-SEQUENCE-MARK.czblobs`` beside the backups.

``KEY`` names the file key that they are under (:func:`app.operators.slots.key_id`), ``MARK`` what they hold, so that
two of the same name hold the same. One is never written again. After a change of the file key a new line begins, so
that a backup needs one key only.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from app.core.errors import DiskTrouble, FileDamaged, WrongKey
from app.operators.slots import key_id
from db.blob_format import create_blobs, give_name, remove_with_log
from db.blob_increments import PART, contents_of, held_in, write_increment
from db.blobs import Blobs
from db.disk_words import disk_words

SUFFIX = ".czblobs"
_NAME = re.compile(r"blobs-(?P<key>[0-9a-f]{16})-(?P<sequence>\d{6,})-[0-9a-f]{8}\.czblobs\Z")


class Brought(msgspec.Struct, frozen=True):
    """What came back from increments; ``damaged`` are digests, ``unread`` names of increments."""

    contents: int
    damaged: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


class Lines:
    """The increments of one file key in one folder, read anew only where a file is new or other."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[tuple[str, int, int], frozenset[bytes]] = {}

    def held(self, folder: Path, key: bytes) -> dict[str, frozenset[bytes]]:
        """Give each readable increment by name, in the order of writing, with the digests that it holds."""
        found = {}
        for path in sorted(folder.glob(f"blobs-{key_id(key)}-*{SUFFIX}"), key=lambda path: _sequence(path.name)):
            stat = path.stat()
            stamp = (str(path), stat.st_size, stat.st_mtime_ns)
            if not _NAME.match(path.name):
                continue
            if stamp not in self._known:
                try:
                    self._known[stamp] = held_in(path, key)
                except (FileDamaged, WrongKey):
                    continue
            found[path.name] = self._known[stamp]
        return found


def back_up(
    blobs: Blobs, folder: Path, key: bytes, wanted: set[bytes], *, at: str, largest: int, lines: Lines
) -> tuple[str, ...]:
    """Write what no increment in ``folder`` holds, about ``largest`` bytes a file; give the names that hold all.

    An increment that holds something no longer wanted (an erased attachment) is not used again, so that it goes with
    the backups that still name it. Raises ``DiskTrouble``; what was written whole before stays and counts next time.
    """
    _clear_parts(folder)
    usable = {name: held for name, held in lines.held(folder, key).items() if held <= wanted}
    chosen, covered = [], set[bytes]()
    for name, held in usable.items():
        if held - covered:
            chosen.append(name)
            covered |= held
    sequence = max((_sequence(path.name) for path in folder.glob(f"blobs-*{SUFFIX}")), default=0)
    sound = {digest: size for digest, size in blobs.sizes(wanted - covered).items() if blobs.is_sound(digest)}
    for portion in _portions(sound, largest):
        sequence += 1
        name = f"blobs-{key_id(key)}-{sequence:06d}-{_mark(portion)}{SUFFIX}"
        write_increment(folder / name, key, ((digest, blobs.read(digest)) for digest in portion), at)
        chosen.append(name)
    return tuple(chosen)


def bring_back(folder: Path, names: Iterable[str], key: bytes, target: Path, *, into_key: bytes, at: str) -> Brought:
    """Put everything of increments under ``key`` into the attachments file at ``target`` under ``into_key``.

    Nobody may have it open. Where there is none, it takes its name when all is in it; one that is there gets what it
    lacks, and one that cannot be opened is kept aside. Damaged contents are listed. Raises ``DiskTrouble``.
    """
    _put_aside(target, into_key, at)
    part = target if target.exists() else target.with_name(f"{target.name}.back")
    try:
        if part != target:
            remove_with_log(part)
            create_blobs(part, into_key)
        into = Blobs(part, lambda: into_key)
        try:
            brought = fill(into, folder, names, key, at=at)
        finally:
            into.close()
        if part != target:
            give_name(part, target)
    except BaseException:
        if part != target:
            with suppress(DiskTrouble):
                remove_with_log(part)
        raise
    return brought


def fill(into: Blobs, folder: Path, names: Iterable[str], key: bytes, *, at: str) -> Brought:
    """Put everything of increments under ``key`` into an attachments file, each content in a durable step."""
    came, damaged, unread = set[bytes](), set[bytes](), list[str]()
    for name in names:
        try:
            for digest, content in _contents(folder, name, key):
                if content is None:
                    damaged.add(digest)
                else:
                    came.add(into.put(content, at))
        except (FileDamaged, WrongKey):
            unread.append(name)
    damaged -= into.digests()
    return Brought(len(came), tuple(sorted(digest.hex() for digest in damaged)), tuple(unread))


def _put_aside(target: Path, key: bytes, at: str) -> None:
    """Keep a file that cannot be opened under another name: perhaps somebody can read it one day."""
    there = Blobs(target, lambda: key)
    try:
        there.digests()
    except FileDamaged:
        moment = "".join(sign for sign in at if sign.isdigit())[:14]
        try:
            target.replace(target.with_name(f"{target.stem}-kept-{moment}{target.suffix}"))
            remove_with_log(target)
        except OSError as trouble:
            raise DiskTrouble(f"坏了的附件文件移不开（{disk_words(trouble)}）") from trouble
    finally:
        there.close()


def _contents(folder: Path, name: str, key: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Read an increment that a backup names; a name that is none of ours leads nowhere."""
    if not _NAME.match(name):
        raise FileDamaged(f"“{name}”不是附件备份的名字")
    return contents_of(folder / name, key)


def verify(folder: Path, names: Iterable[str], key: bytes) -> list[str]:
    """Read increments whole and compare every content with its digest; gives each finding in words."""
    found = []
    for name in names:
        try:
            bad = sum(content is None for _, content in _contents(folder, name, key))
        except (FileDamaged, WrongKey):
            found.append(f"附件备份 {name}：读不出来")
            continue
        if bad:
            found.append(f"附件备份 {name}：有 {bad} 份内容坏了")
    return found


def unneeded(folder: Path, needed: Iterable[str]) -> list[Path]:
    """Give the increments in a folder that none of ``needed`` names: no backup that is kept rests on them."""
    kept = set(needed)
    return [
        path for path in sorted(folder.glob(f"blobs-*{SUFFIX}")) if _NAME.match(path.name) and path.name not in kept
    ]


def _portions(sizes: dict[bytes, int], largest: int) -> list[list[bytes]]:
    portions: list[list[bytes]] = []
    room = 0
    for digest, size in sizes.items():
        if not portions or size > room:
            portions.append([])
            room = largest
        portions[-1].append(digest)
        room -= size
    return portions


def _mark(portion: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(sorted(portion))).hexdigest()[:8]


def _sequence(name: str) -> int:
    found = _NAME.match(name)
    return int(found["sequence"]) if found else 0


def _clear_parts(folder: Path) -> None:
    """Remove what a power cut left of increments that never took their name."""
    for path in folder.glob(f"blobs-*{SUFFIX}{PART}*"):
        with suppress(OSError):
            path.unlink(missing_ok=True)
