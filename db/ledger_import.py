"""What bringing a table of entries in needs of the file: which numbers stand there, and none of them given again."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from db.ledger_tables import has_table, table_of
from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def rows_with_numbers(store: "Store", ledger: str, numbers: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read our own entries of these numbers, by number; one that stands before one that was removed."""
    if not has_table(store, ledger):
        return {}
    rows = store.rows(
        f"SELECT t.* FROM json_each(?) AS w CROSS JOIN {table_of(ledger)} AS t ON t.number = w.value"
        " WHERE t.owner = ? AND t.deleted IN (0, 1) ORDER BY t.deleted DESC, t.n",
        (msgspec.json.encode(list(dict.fromkeys(numbers))).decode(), SELF),
    )
    return {row["number"]: row for row in rows}


def never_again(write: "Writing", series: str, numbers: Sequence[tuple[int, str, int]]) -> None:
    """Let a series go on after numbers that were brought in, each as (year, letter, sequence)."""
    last: dict[tuple[int, str], int] = {}
    for year, letter, sequence in numbers:
        last[year, letter] = max(sequence, last.get((year, letter), 0))
    write.local_many(
        "INSERT INTO number_series (series, year, letter, last) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (series, year, letter) DO UPDATE SET last = max(last, excluded.last)",
        ((series, year, letter, sequence) for (year, letter), sequence in last.items()),
    )
