"""What backups ask of an office's file, on connections of their own: nothing at the desk waits for it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import connect, quick_check
from db.copying import STEPS_BETWEEN_ASKING
from db.errors import FileDamaged, Stopped
from db.journal import chain_breaks
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection
    from db.store import Store


_REHEARSALS = "SELECT at, subject, rows, findings FROM checkups WHERE kind = 'rehearsal' ORDER BY n DESC LIMIT ?"
_SETTINGS = "SELECT key, value FROM settings WHERE deleted = 0 AND owner = 1 AND substr(key, 1, ?) = ?"


class Kept(NamedTuple):
    """What the file remembers of its backups: rehearsals (newest first), the last carrying, where they go."""

    founded_at: str
    rehearsals: list[dict[str, Any]]
    carried_at: str
    settings: dict[str, Any]


class End(NamedTuple):
    """Where the office's file stands: last entry of its journal, its newest epoch, the moment of its first epoch."""

    seq: int
    epoch: str
    office: str
    unit: str
    founded_at: str


def end_of(store: "Store") -> End:
    """Read where the file stands now."""
    (row,) = _read(
        store,
        "SELECT (SELECT coalesce(max(seq), 0) FROM journal) AS seq,"
        " (SELECT id FROM epochs WHERE owner = 1 ORDER BY ordinal DESC LIMIT 1) AS epoch, id AS office, unit,"
        " (SELECT min(started_at) FROM epochs WHERE owner = 1) AS founded_at FROM offices WHERE n = 1",
    )
    return End(**row)


def glance(store: "Store", prefix: str) -> Kept:
    """Read at the desk, on the reader of the window, all that its home page asks for; ``prefix`` as in settings_of."""
    return Kept(
        str(store.value("SELECT min(started_at) FROM epochs WHERE owner = 1")),
        store.rows(_REHEARSALS, (200,)),
        str(store.value("SELECT at FROM second_copies ORDER BY n DESC LIMIT 1") or ""),
        _decoded(store.rows(_SETTINGS, (len(prefix), prefix))),
    )


def faults_of(path: Path, key: bytes, stopped: Callable[[], bool] | None = None) -> list[str]:
    """Give what the quick check finds in a file that may be in use; an empty list is a sound file.

    Raises ``Stopped`` where it was asked to stop.
    """
    with _looking(path, key, stopped) as connection:
        try:
            return quick_check(connection)
        except Trouble as trouble:
            if isinstance(as_refusal(trouble), FileDamaged):
                return ["数据页读不出来"]
            raise


def chain_fault(path: Path, key: bytes, stopped: Callable[[], bool] | None = None) -> str:
    """Walk the journal of a file that nobody else has open; give its first break in words, or nothing.

    Raises ``Stopped`` where it was asked to stop.
    """
    with _looking(path, key, stopped) as connection:
        broken = next(chain_breaks(connection), None)
    return "" if broken is None else f"流水第 {broken.seq} 条：{broken.what}"


@contextmanager
def _looking(path: Path, key: bytes, stopped: Callable[[], bool] | None) -> "Iterator[Connection]":
    connection = connect(path, key, read_only=True)
    try:
        if stopped is not None:
            connection.set_progress_handler(lambda: int(stopped()), STEPS_BETWEEN_ASKING)
        yield connection
    except Trouble as trouble:
        if stopped is not None and stopped():
            raise Stopped from trouble
        raise as_refusal(trouble) or trouble from trouble
    finally:
        connection.close()


def keep_rehearsal(store: "Store", at: str, subject: str, rows: int, findings: Sequence[str]) -> None:
    """Remember what came of rehearsing one backup; a local row, not journalled."""
    with store.writing() as write:
        write.local(
            "INSERT INTO checkups (at, kind, subject, rows, findings) VALUES (?, 'rehearsal', ?, ?, ?)",
            (at, subject, rows, msgspec.json.encode(list(findings)).decode()),
        )


def rehearsals(store: "Store", limit: int = 200) -> list[dict[str, Any]]:
    """Give the rehearsals, the newest first."""
    return _read(store, _REHEARSALS, (limit,))


def keep_second_copy(store: "Store", at: str, place: str, name: str, journal_seq: int) -> None:
    """Remember that a backup was carried to the second place; a local row, not journalled."""
    with store.writing() as write:
        write.local(
            "INSERT INTO second_copies (at, place, name, journal_seq) VALUES (?, ?, ?, ?)",
            (at, place, name, journal_seq),
        )


def second_copies(store: "Store", limit: int = 200) -> list[dict[str, Any]]:
    """Give what was carried to the second place, the newest first."""
    return list(
        store.stream("SELECT at, place, name, journal_seq FROM second_copies ORDER BY n DESC LIMIT ?", (limit,))
    )


def settings_of(store: "Store", prefix: str) -> dict[str, Any]:
    """Read the stored settings whose key begins so."""
    return _decoded(_read(store, _SETTINGS, (len(prefix), prefix)))


def _decoded(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {row["key"]: msgspec.json.decode(row["value"]) for row in rows}


def _read(store: "Store", sql: str, parameters: Sequence[int | str] = ()) -> list[dict[str, Any]]:
    """Read on a connection of its own, which no dropped task of the window interrupts."""
    try:
        return list(store.stream(sql, parameters))
    except Trouble as trouble:
        raise as_refusal(trouble) or trouble from trouble
