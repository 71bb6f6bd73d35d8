"""How many entries the packages of each village brought into the ledgers of a township."""

from typing import TYPE_CHECKING

from db.connection import identifier
from db.ledger_tables import has_table, table_of
from db.writing import PROGRAM

if TYPE_CHECKING:
    from db.store import Store


def entries_by_owner(store: "Store", ledger: str, day: str, first: str, last: str) -> dict[int, int]:
    """Count the entries that stand in a span of (stored) days, by office; a correction is none of its own."""
    if not has_table(store, ledger):
        return {}
    days = identifier(day)
    rows = store.rows(
        f"SELECT owner, count(*) AS entries FROM {table_of(ledger)} WHERE owner IN (SELECT n FROM offices WHERE n > ?)"
        f" AND deleted = 0 AND {days} BETWEEN ? AND ? AND corrects = '' GROUP BY owner",
        (PROGRAM, first, last),
    )
    return {int(row["owner"]): int(row["entries"]) for row in rows}
