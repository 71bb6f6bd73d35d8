"""Each row against what the journal says was last written to it, column by column."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import identifier
from db.tables import SYSTEM, owned_tables

if TYPE_CHECKING:
    from db.connection import Connection

BATCH = 500
WRITTEN_BY_ROWS = frozenset(SYSTEM) - {"deleted", "removed_reason"}

_ENTRIES = """
    SELECT j.row_id, j.tbl, j.revision, v.after FROM journal AS j LEFT JOIN journal_values AS v ON v.seq = j.seq
    WHERE j.revision > 0 ORDER BY j.row_id, j.seq
"""
_values = msgspec.json.Decoder(dict[str, Any]).decode


class RowOff(NamedTuple):
    """A row that does not fit its journal; ``what`` is ``lost``, ``revision``, ``value`` or ``unwritten``.

    ``columns`` are those whose value differs.
    """

    what: str
    table: str
    row_id: str
    columns: tuple[str, ...] = ()


class LastWritten(NamedTuple):
    """What the journal says of one row: its revision, and the columns that were written (unless erased)."""

    table: str
    row_id: str
    revision: int
    values: dict[str, Any]


def rows_off(connection: "Connection", tell: Callable[[int], None]) -> Iterator[RowOff]:
    """Walk the journal row by row and compare; ``tell`` hears how many rows are done and may raise to stop."""
    tables = owned_tables(connection)
    batch: list[LastWritten] = []
    for done, last in enumerate(last_written(connection)):
        if last.table not in tables:
            continue
        batch.append(last)
        if len(batch) == BATCH:
            tell(done)
            yield from _compare(connection, batch)
            batch = []
    yield from _compare(connection, batch)
    for table in tables:
        yield from _unwritten(connection, table)


def last_written(connection: "Connection") -> Iterator[LastWritten]:
    """Fold the journal by rows: what was written last to every column; what an erasure removed is not told."""
    entries = connection.execute(_ENTRIES)
    for (row_id, table), changes in groupby(entries, key=itemgetter(0, 1)):
        values: dict[str, Any] = {}
        revision = 0
        for _, _, number, after in changes:
            revision = number
            if after is None:
                values.clear()
            else:
                values.update(_values(after))
        yield LastWritten(table, row_id, revision, values)


def _compare(connection: "Connection", batch: list[LastWritten]) -> Iterator[RowOff]:
    by_table = sorted(batch, key=itemgetter(0))
    for table, group in groupby(by_table, key=itemgetter(0)):
        wanted = list(group)
        ids = msgspec.json.encode([last.row_id for last in wanted]).decode()
        cursor = connection.execute(
            f"SELECT * FROM {identifier(table)} WHERE id IN (SELECT value FROM json_each(?))", (ids,)
        )
        names = [column[0] for column in cursor.description]
        stored = {row["id"]: row for row in (dict(zip(names, values, strict=True)) for values in cursor)}
        for last in wanted:
            if (off := _off(last, stored.get(last.row_id))) is not None:
                yield off


def _off(last: LastWritten, row: dict[str, Any] | None) -> RowOff | None:
    if row is None:
        return RowOff("lost", last.table, last.row_id)
    if row["revision"] != last.revision:
        return RowOff("revision", last.table, last.row_id)
    differ = tuple(
        name
        for name, value in last.values.items()
        if name in row and name not in WRITTEN_BY_ROWS and row[name] != value
    )
    return RowOff("value", last.table, last.row_id, differ) if differ else None


def _unwritten(connection: "Connection", table: str) -> Iterator[RowOff]:
    rows = connection.execute(
        f"SELECT r.id FROM {identifier(table)} AS r WHERE NOT EXISTS"
        " (SELECT 1 FROM journal AS j WHERE j.row_id = r.id AND j.tbl = ? AND j.revision > 0)",
        (table,),
    )
    for (row_id,) in rows:
        yield RowOff("unwritten", table, row_id)
