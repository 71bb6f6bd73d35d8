"""Which periods of which ledgers are closed, and the stored rows that a book is reckoned from."""

from typing import TYPE_CHECKING, Any

from db.connection import identifier
from db.writing import SELF

if TYPE_CHECKING:
    from datetime import date

    from db.store import Store
    from db.writing import Writing

CLOSE, OPEN = "close-period", "open-period"
TABLE = "closed_periods"


def closed_periods(store: "Store") -> list[dict[str, Any]]:
    """Read what is closed now: ``id``, ``period``, ``ledger`` (empty: all), ``closed_on``."""
    return store.rows(
        "SELECT id, period, ledger, closed_on FROM closed_periods"
        " WHERE owner = ? AND deleted = 0 AND opened_on IS NULL ORDER BY period, ledger",
        (SELF,),
    )


def period_row(store: "Store", row_id: str) -> dict[str, Any] | None:
    """Read one row, also where it was taken back or opened again."""
    return store.row("SELECT * FROM closed_periods WHERE id = ?", (row_id,))


def close_period(write: "Writing", period: str, ledger: str, day: "date") -> str:
    """Note that a period is closed from this day on; gives the row's id."""
    values = {"period": period, "ledger": ledger, "closed_on": day, "opened_on": None, "reason": write.reason}
    return write.insert(TABLE, values, action=CLOSE)


def open_period(write: "Writing", row_id: str, day: "date", reason: str) -> None:
    """Note that a closed period was opened again, and why."""
    write.update(TABLE, row_id, {"opened_on": day, "reason": reason}, action=OPEN)


def book_rows(store: "Store", ledger: str, columns: tuple[str, ...], *, owner: int = SELF) -> list[dict[str, Any]]:
    """Read some columns of every entry of a ledger that stands; a table is there from its first entry on."""
    if f"entries_{ledger}" not in store.tables:
        return []
    listed = ", ".join(identifier(column) for column in columns)
    table = identifier(f"entries_{ledger}")
    return store.rows(f"SELECT {listed} FROM {table} WHERE owner = ? AND deleted = 0 ORDER BY n", (owner,))


def entry_row(store: "Store", ledger: str, row_id: str) -> dict[str, Any]:
    """Read one entry whole, also a removed one."""
    return store.row(f"SELECT * FROM {identifier(f'entries_{ledger}')} WHERE id = ?", (row_id,)) or {}


def row_before(store: "Store", row_id: str) -> dict[str, Any]:
    """Give what the last journal entry of a row changed, as it was before (JSON text under ``before``)."""
    return store.row(
        "SELECT v.before FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.row_id = ? AND j.revision > 0 ORDER BY j.seq DESC LIMIT 1",
        (row_id,),
    ) or {"before": "{}"}
