"""What the write-ahead log holds before anybody opens the file: how far it is whole, and what stands behind a break.

SQLite ends its reading at the first frame that does not fit and says nothing. Every commit here is synced before the
next begins, so two commits behind a break mean that something was lost that had been reported as saved; one commit may
be the action that a power cut tore (format: sqlite.org/fileformat2, "The Write-Ahead Log").
"""

import struct
from pathlib import Path
from typing import NamedTuple

from db.disk_words import disk_words
from db.errors import FileDamaged

HEADER, FRAME_HEADER = 32, 24
MAGIC = (0x377F0682, 0x377F0683)
PAGE = 4096
LARGEST = 256 << 20
"""A log longer than this is not walked: none of ours grows so far."""


class LogState(NamedTuple):
    """``exists``: whether there is one; ``commits`` that are whole, ``torn`` commits behind the first break."""

    exists: bool = False
    bytes: int = 0
    commits: int = 0
    torn: int = 0

    @property
    def lost(self) -> int:
        """How many actions that had been reported as saved are unreadable, at least."""
        return max(0, self.torn - 1)


def log_path(path: Path) -> Path:
    """Give where the write-ahead log of a file lies."""
    return path.with_name(f"{path.name}-wal")


def read_log(path: Path) -> LogState:
    """Walk the log of a file that nobody has open; raises ``FileDamaged`` where the disk does not give it back."""
    log = log_path(path)
    if not log.is_file():
        return LogState()
    size = log.stat().st_size
    if size <= HEADER + FRAME_HEADER or size > LARGEST:
        return LogState(exists=True, bytes=size)
    try:
        return _walk(log.read_bytes())
    except OSError as trouble:
        raise FileDamaged(f"{log.name} 读不出来（{disk_words(trouble)}），最近保存的都在里面") from trouble


def _walk(content: bytes) -> LogState:
    magic, _, page, _, *salts = struct.unpack(">6I", content[:24])
    whole_header = magic in MAGIC and page == PAGE
    order = ">" if magic == MAGIC[1] else "<"
    sums = _checksum(content[:24], order, (0, 0))
    whole_header = whole_header and sums == struct.unpack(">2I", content[24:HEADER])
    commits = torn = 0
    broken = not whole_header
    salt = tuple(salts) if whole_header else _commonest_salt(content)
    for at in range(HEADER, len(content) - FRAME_HEADER - PAGE + 1, FRAME_HEADER + PAGE):
        head = content[at : at + FRAME_HEADER]
        _, is_commit, *rest = struct.unpack(">6I", head)
        same = tuple(rest[:2]) == salt
        if not broken:
            sums = _checksum(head[:8], order, sums)
            sums = _checksum(content[at + FRAME_HEADER : at + FRAME_HEADER + PAGE], order, sums)
            broken = not same or sums != tuple(rest[2:])
        if broken and not same:
            continue
        torn += broken and bool(is_commit)
        commits += not broken and bool(is_commit)
    if not whole_header:
        torn += 1  # a header is written before the first commit: nothing behind it is one that was only torn
    return LogState(exists=True, bytes=len(content), commits=commits, torn=torn)


def _commonest_salt(content: bytes) -> tuple[int, int]:
    """Give the salt that most frames carry; without the header nothing else tells which of them belong together."""
    counted: dict[tuple[int, int], int] = {}
    for at in range(HEADER, len(content) - FRAME_HEADER + 1, FRAME_HEADER + PAGE):
        first, second = struct.unpack(">2I", content[at + 8 : at + 16])
        counted[first, second] = counted.get((first, second), 0) + 1
    return max(counted, key=lambda salt: counted[salt]) if counted else (0, 0)


def _checksum(content: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    for one, two in struct.iter_unpack(f"{order}2I", content):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
