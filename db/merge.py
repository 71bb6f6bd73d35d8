"""The fast road of a merge: many rows of another office at once, each journalled, none of them changed on the way.

Only ``Writing.insert`` and its kin may touch rows of our own; only this module touches rows of others.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import identifier
from db.journal import EMPTY, Entry

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored
    from db.writing import Writing

ACTION = "merge"

_json = msgspec.json.Encoder().encode


class Known(NamedTuple):
    """What is stored of a row already: whose it is, its epoch's number, its revision."""

    owner: int
    epoch: int
    revision: int


def known_rows(write: "Writing", table: str, ids: Sequence[str]) -> dict[str, Known]:
    """Look up which of these rows are here already."""
    found = write.store.writer.execute(
        f"SELECT id, owner, epoch, revision FROM {identifier(table)} WHERE id IN (SELECT value FROM json_each(?))",
        (_json(ids).decode(),),
    )
    return {row_id: Known(owner, epoch, revision) for row_id, owner, epoch, revision in found}


def whole_rows(store: "Store", table: str, columns: Sequence[str], ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read rows with those of the columns that travel which the table has, their epoch as its id."""
    names = "".join(f", r.{identifier(name)}" for name in columns if name in store.tables[table].columns)
    found = store.rows(
        f"SELECT r.id, e.id AS epoch, r.revision, r.deleted, r.removed_reason{names} FROM {identifier(table)} AS r"
        " JOIN epochs AS e ON e.n = r.epoch WHERE r.id IN (SELECT value FROM json_each(?))",
        (_json(list(ids)).decode(),),
    )
    return {row["id"]: row for row in found}


class MergedTable:
    """Writes one table's rows for one sender; ``fields`` begin with id, epoch, revision, in the order of the values."""

    def __init__(self, write: "Writing", table: str, fields: Sequence[str], owner: int) -> None:
        """Prepare both statements."""
        self._write, self._table, self._owner = write, table, owner
        names = [identifier(name) for name in fields]
        marks = ", ".join("?" * (len(names) + 1))
        self._insert = f"INSERT INTO {identifier(table)} ({', '.join(names)}, owner) VALUES ({marks})"
        settings = ", ".join(f"{name} = ?" for name in names[1:])
        self._update = f"UPDATE {table} SET {settings} WHERE id = ? AND owner = ?"

    def add(self, rows: Sequence[tuple["Stored", ...]], lines: Sequence[bytes]) -> None:
        """Add rows that are not here; ``lines`` are their journal values."""
        owner, reason, table = self._owner, self._write.reason, self._table
        self._write.store.writer.executemany(self._insert, [(*row, owner) for row in rows])
        self._journal(
            Entry(table, row[0], owner, row[1], row[2], ACTION, reason, EMPTY, line.decode())  # type: ignore[arg-type]
            for row, line in zip(rows, lines, strict=True)
        )

    def replace(self, row: tuple["Stored", ...], before: dict[str, Any], after: dict[str, Any]) -> None:
        """Put a newer state in the place of a row; ``before`` and ``after`` are the columns that differ."""
        self._write.store.writer.execute(self._update, (*row[1:], row[0], self._owner))
        self._journal(
            (
                Entry(
                    self._table,
                    str(row[0]),
                    self._owner,
                    row[1],  # type: ignore[arg-type]
                    row[2],  # type: ignore[arg-type]
                    ACTION,
                    self._write.reason,
                    _json(before).decode(),
                    _json(after).decode(),
                ),
            )
        )

    def _journal(self, entries: Iterable[Entry]) -> None:
        self._write.store.journal.append(entries, self._write.operator, self._write.at)


def forget_merged(write: "Writing", table: str, owner: int, ids: Sequence[str], before: int) -> None:
    """Remove what the journal up to number ``before`` and the twins hold of merged rows that were erased by law."""
    listed = _json(list(ids)).decode()
    write.local(
        "DELETE FROM journal_values WHERE seq IN (SELECT seq FROM journal"
        " WHERE row_id IN (SELECT value FROM json_each(?)) AND tbl = ? AND owner = ? AND seq <= ?)",
        (listed, table, owner, before),
    )
    write.local(
        "DELETE FROM twins WHERE row_id IN (SELECT value FROM json_each(?)) AND tbl = ? AND owner = ?",
        (listed, table, owner),
    )


def merged_ids(store: "Store", owner: int, first: int, last: int, after: float) -> dict[str, list[str]]:
    """Give, by table, the rows merged between two numbers of our journal, changed past an entry of the sender's."""
    found: dict[str, list[str]] = {}
    for row in store.rows(
        "SELECT DISTINCT j.tbl, j.row_id FROM journal AS j LEFT JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.seq BETWEEN ? AND ? AND j.action = ? AND j.owner = ?"
        " AND coalesce(json_extract(v.after, '$.entry'), 9e15) > ?",
        (first, last, ACTION, owner, after),
    ):
        found.setdefault(row["tbl"], []).append(row["row_id"])
    return found
