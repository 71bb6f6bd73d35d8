"""Setting right what is kept beside the rows and can be computed from them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from db.connection import identifier
from db.journal import EMPTY, Entry
from db.tables import SYSTEM

if TYPE_CHECKING:
    from db.check import BehindNumber
    from db.store import Store
    from db.writing import Writing


def raise_counter(write: "Writing", behind: "BehindNumber") -> None:
    """Let a series of numbers go on after the highest one in use."""
    write.local(
        "INSERT INTO number_series (series, year, letter, last) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (series, year, letter) DO UPDATE SET last = max(last, excluded.last)",
        (behind.series, behind.year, behind.letter, behind.used),
    )


def forget_actions(write: "Writing") -> None:
    """Drop the list of actions; it is gathered anew from the journal when it is asked for next."""
    write.local("DELETE FROM actions")


def row_as_written(store: "Store", table: str, row_id: str, action: str, reason: str) -> Entry:
    """Give a journal entry that says of a row, whoever owns it, that it was found as it stands."""
    row = store.row(f"SELECT * FROM {identifier(table)} WHERE id = ?", (row_id,)) or {}
    kept = {name: value for name, value in row.items() if name not in SYSTEM or name in {"deleted", "removed_reason"}}
    after = msgspec.json.encode(kept).decode()
    return Entry(table, row_id, row["owner"], row["epoch"], row["revision"], action, reason, EMPTY, after)


def missing_operators(store: "Store", wanted: Iterable[str]) -> list[str]:
    """Give those of these ids that no operator's row has."""
    there = {row["id"] for row in store.rows("SELECT id FROM operators")}
    return [operator for operator in wanted if operator not in there]
