"""A consistent copy of an office's file while it is in use: VACUUM INTO, reopened with the key, checked, synced.

Never a copy of the live file's bytes (FAULTS §2.3, §2.5): other connections go on writing meanwhile.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.connection import connect, identifier, quick_check
from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, FileDamaged, Stopped
from db.log_state import log_path
from db.migrations import schema_of
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

STEPS_BETWEEN_ASKING = 2_000
"""Instructions of SQLite between two looks whether the copy is still wanted (well below a millisecond)."""


class Copied(NamedTuple):
    """What a copy holds; ``rows`` counts each table, ``epoch`` is the id of the office's newest epoch."""

    rows: dict[str, int]
    journal_seq: int
    journal_digest: str
    schema: int
    epoch: str
    office: str
    unit: str
    kind: str


def copy_office(path: Path, key: bytes, target: Path, *, stopped: Callable[[], bool] | None = None) -> Copied:
    """Copy the office's file to ``target``, which must not exist, and give what the copy holds.

    Raises ``DiskTrouble``, ``FileDamaged`` (the copy or its source does not pass its check) or ``Stopped``; nothing
    is left at ``target`` then.
    """
    if target.exists():
        raise FileExistsError(target)
    try:
        _vacuum_into(path, key, target, stopped)
        copied = read_copy(target, key)
        _sync(target)
    except BaseException:
        for name in (target.name, f"{target.name}-wal", f"{target.name}-shm", f"{target.name}-journal"):
            with suppress(OSError):
                target.with_name(name).unlink(missing_ok=True)
        raise
    return copied


def read_copy(target: Path, key: bytes) -> Copied:
    """Open a file that nobody else has open, check it, and give what it holds; raises ``FileDamaged``."""
    connection = connect(target, key)
    try:
        if found := quick_check(connection):
            raise FileDamaged(found[0])
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise FileDamaged("有的记录指向不存在的记录")
        held = _what_it_holds(connection)
    except Trouble as trouble:
        raise as_refusal(trouble) or FileDamaged("复制出来的文件读不出来") from trouble
    finally:
        connection.close()
    if log_path(target).exists():  # it could not be folded, and the file is to be renamed without it
        raise DiskTrouble("复制出来的文件没有写完")
    return held


def _vacuum_into(path: Path, key: bytes, target: Path, stopped: Callable[[], bool] | None) -> None:
    if stopped is not None and stopped():
        raise Stopped
    connection = connect(path, key)
    try:
        if stopped is not None:
            connection.set_progress_handler(lambda: int(stopped()), STEPS_BETWEEN_ASKING)
        connection.execute("VACUUM INTO ?", (str(target),))
    except Trouble as trouble:
        if stopped is not None and stopped():
            raise Stopped from trouble
        raise as_refusal(trouble) or DiskTrouble("复制没有做成") from trouble
    finally:
        connection.close()


def _what_it_holds(connection: "Connection") -> Copied:
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not name.startswith(("sqlite_", "_sqlite", "search_words"))
    ]
    rows = {name: connection.execute(f"SELECT count(*) FROM {identifier(name)}").fetchone()[0] for name in tables}
    seq, digest = connection.execute("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1").fetchone() or (0, b"")
    (epoch,) = connection.execute("SELECT id FROM epochs WHERE owner = 1 ORDER BY ordinal DESC LIMIT 1").fetchone()
    office = connection.execute("SELECT id, unit, kind FROM offices WHERE n = 1").fetchone()
    return Copied(rows, seq, bytes(digest).hex(), schema_of(connection), epoch, *office)


def _sync(target: Path) -> None:
    try:
        with target.open("rb+") as stream:
            os.fsync(stream.fileno())
        sync_folder(target.parent)
    except OSError as trouble:
        raise DiskTrouble(f"备份文件写不进去（{disk_words(trouble)}）") from trouble
