"""Counting entries of many ledgers in one reading, and finding where the oldest of them lies."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from db.connection import identifier
from db.ledger_dues import kept_ledgers
from db.ledger_tables import table_of
from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored

MOST_AT_ONCE = 200
"""SQLite joins at most 500 selects into one."""


class Count(NamedTuple):
    """What to count: entries of a ledger with a day (its column ``day``) from ``first`` to ``last``, both stored texts.

    With ``states`` only those in one of them that no later entry corrects.
    """

    ledger: str
    day: str
    first: str
    last: str
    states: tuple[str, ...] = ()


def counted(store: "Store", wanted: Sequence[Count]) -> list[int]:
    """Count what is wanted, in its order; nothing where a ledger has had no entry."""
    there = kept_ledgers(store)
    known = [at for at, one in enumerate(wanted) if one.ledger in there]
    found = [0] * len(wanted)
    for begin in range(0, len(known), MOST_AT_ONCE):
        some = known[begin : begin + MOST_AT_ONCE]
        parts = [_select(wanted[at]) for at in some]
        values: list[Stored] = [value for at in some for value in (at, *_values(wanted[at]))]
        for row in store.rows(" UNION ALL ".join(parts), values):
            found[row["place"]] = row["count"]
    return found


def earliest_day(store: "Store", ledgers: Iterable[tuple[str, str]]) -> str:
    """Give the first day or month in any of some ledgers (key and column of the day), empty where there is none."""
    there = kept_ledgers(store)
    parts = [
        f"SELECT min({identifier(day)}) AS day FROM {table_of(key)} WHERE owner = ? AND deleted = 0"
        for key, day in ledgers
        if key in there
    ]
    found = [
        str(store.value(f"SELECT min(day) FROM ({' UNION ALL '.join(some)})", (SELF,) * len(some)) or "")
        for some in (parts[at : at + MOST_AT_ONCE] for at in range(0, len(parts), MOST_AT_ONCE))
    ]
    return min(filter(None, found), default="")


def _select(one: Count) -> str:
    table, day = table_of(one.ledger), identifier(one.day)
    narrowed = ""
    if one.states:
        narrowed = (
            " AND t.state IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
            f" (SELECT 1 FROM {table} AS c WHERE c.corrects = t.id AND c.corrects <> '' AND c.deleted = 0)"
        )
    return (
        f"SELECT ? AS place, count(*) AS count FROM {table} AS t"
        f" WHERE t.owner = ? AND t.deleted = 0 AND t.{day} >= ? AND t.{day} <= ?{narrowed}"
    )


def _values(one: Count) -> "Iterable[Stored]":
    yield from (SELF, one.first, one.last)
    if one.states:
        yield msgspec.json.encode(one.states).decode()
