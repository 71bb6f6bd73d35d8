"""Adding up a ledger's entries inside SQLite: the same figures as ``app.ledgers.measures``, for books of any length.

Rows are grouped by their columns as they are kept; what a kept value stands for is known above. Whole numbers are added
in two halves, so that no sum leaves 64 bits; decimals are kept as text and are therefore counted by value.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from db.connection import identifier

if TYPE_CHECKING:
    from db.store import Store

HALF = 1_000_000


class Wanted(NamedTuple):
    """Which entries: a ledger's table, the column of its day, and the stored span with both ends."""

    table: str
    day: str
    first: str
    last: str
    owner: int = 1


def counts(store: "Store", wanted: Wanted, *columns: str) -> list[dict[str, Any]]:
    """Count lines by the kept values of these columns: each under its own name, and ``weight``."""
    return _grouped(store, wanted, columns, "sum(weight) AS weight")


def sums(store: "Store", wanted: Wanted, column: str, *by: str) -> list[dict[str, Any]]:
    """Add whole numbers up by kept values: ``weight`` and the sum as ``high`` · 1,000,000 + ``low``."""
    name = identifier(column)
    high, low = (f"coalesce(sum(weight * ({name} {sign} {HALF})), 0)" for sign in "/%")
    return _grouped(store, wanted, by, f"sum(weight) AS weight, {high} AS high, {low} AS low", column)


def _grouped(store: "Store", wanted: Wanted, columns: tuple[str, ...], asked: str, *also: str) -> list[dict[str, Any]]:
    """Group what stands in the span, less what its corrections take back."""
    if wanted.table not in store.tables:
        return []
    table, day, by = identifier(wanted.table), identifier(wanted.day), [identifier(one) for one in columns]
    needed = dict.fromkeys([*by, *(identifier(one) for one in also)])
    within = f"owner = ? AND deleted = 0 AND {day} BETWEEN ? AND ?"
    counted = f"SELECT {', '.join(['1 AS weight', *needed])} FROM {table} WHERE {within}"
    span = (wanted.owner, wanted.first, wanted.last)
    corrected = f"SELECT corrects FROM {table} WHERE {within} AND corrects <> ''"
    parameters: tuple[str | int, ...] = span
    if store.value(f"{corrected} LIMIT 1", span):
        taken_back = ", ".join(["-1", *(f"former.{one}" for one in needed)])
        counted += (
            f" UNION ALL SELECT {taken_back} FROM ({corrected}) AS newer"
            f" JOIN {table} AS former ON former.id = newer.corrects AND former.deleted = 0"
        )
        parameters = (*span, *span)
    listed, grouping = ", ".join([*by, asked]), f" GROUP BY {', '.join(by)}" if by else ""
    return store.rows(f"SELECT {listed} FROM ({counted}){grouping}", parameters)
