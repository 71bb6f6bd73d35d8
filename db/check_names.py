"""What names a row: some columns of rows by id or row number, and what the journal remembers of a lost one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier

if TYPE_CHECKING:
    from db.connection import Connection


def rows_by_id(
    connection: "Connection", table: str, columns: Sequence[str], ids: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Read some columns of rows by their ids."""
    names = ("id", *(identifier(name) for name in columns))
    cursor = connection.execute(
        f"SELECT {', '.join(names)} FROM {identifier(table)} WHERE id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(ids)).decode(),),
    )
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def rows_by_number(connection: "Connection", table: str, row: int) -> list[str]:
    """Give the id of a row by its row number; none where the table has no ids or the row is gone."""
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({identifier(table)})")]
    if "id" not in columns:
        return []
    found = connection.execute(f"SELECT id FROM {identifier(table)} WHERE rowid = ?", (row,)).fetchone()
    return [str(found[0])] if found else []


def remembered(connection: "Connection", table: str, row_id: str) -> dict[str, Any]:
    """Give the values that the journal remembers of a row that is gone."""
    values: dict[str, Any] = {}
    for (after,) in connection.execute(
        "SELECT v.after FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.row_id = ? AND j.tbl = ? AND j.revision > 0 ORDER BY j.seq",
        (row_id, table),
    ):
        values.update(msgspec.json.decode(after, type=dict[str, Any]))
    return values


def texts_of_ledgers(connection: "Connection") -> dict[str, str]:
    """Give the texts of the declarations that this office published, by key."""
    return dict(connection.execute("SELECT key, text FROM ledger_declarations WHERE owner = 1 AND text <> ''"))
