"""Entries that came from cases: which row of a ledger belongs to which case."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier
from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store


def entries_of_cases(store: "Store", ledger: str, case_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read the rows that came from these cases, removed ones too, by case."""
    if f"entries_{ledger}" not in store.tables:
        return {}
    table = identifier(f"entries_{ledger}")
    found = store.rows(
        f"SELECT * FROM {table} WHERE owner = ? AND from_case IN (SELECT value FROM json_each(?)) AND from_case <> ''",
        (SELF, msgspec.json.encode(list(case_ids)).decode()),
    )
    return {row["from_case"]: row for row in found}


def case_numbers(store: "Store", case_ids: Iterable[str]) -> dict[str, str]:
    """Give the numbers of these cases by id, removed ones too."""
    found = store.rows(
        "SELECT id, number FROM cases WHERE id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(case_ids)).decode(),),
    )
    return {row["id"]: row["number"] for row in found}


def case_row(store: "Store", case_id: str) -> dict[str, Any] | None:
    """Read one case as it is kept, unless it was removed."""
    return store.row("SELECT * FROM cases WHERE id = ? AND deleted = 0", (case_id,))


def cases_to_fill(store: "Store", category: str, channel: str) -> list[dict[str, Any]]:
    """Read our own cases of a category, or of a channel, in the order of their registering."""
    column, value = ("category", category) if category else ("channel", channel)
    sql = f"SELECT * FROM cases WHERE owner = ? AND deleted = 0 AND {column} = ? ORDER BY n"
    return store.rows(sql, (SELF, value))
