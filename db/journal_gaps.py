"""Gaps that a salvage left in the journal, as the journal itself declares them: a break stays visible, and has a name.

What could not be read is declared by one entry (``repair`` on the table ``journal``) of the chain that goes on after
it. The chain is followed over a declared gap and nowhere else; each gap is told whenever the chain is looked at.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from db.connection import Connection

TABLE, ACTION = "journal", "repair"


class Gap(msgspec.Struct, frozen=True):
    """Entries ``first`` to ``last`` are missing; ``resume`` is the digest (hex) of the entry behind them.

    An empty ``resume`` means that the entry behind is chained to the one before the gap.
    """

    first: int
    last: int
    resume: str = ""


class Declared(msgspec.Struct, frozen=True):
    """What one salvage declares missing: entries, old and new values of entries, and rows (table and id)."""

    gaps: tuple[Gap, ...] = ()
    values: tuple[tuple[int, int], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


class Told(NamedTuple):
    """One declaration and the day (ISO, UTC) of its entry."""

    day: str
    declared: Declared


def declared_gaps(connection: "Connection") -> list[Told]:
    """Read every declaration; one whose values were erased or changed is none."""
    rows = connection.execute(
        "SELECT substr(j.at, 1, 10), v.after FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.tbl = ? AND j.action = ? ORDER BY j.seq",
        (TABLE, ACTION),
    )
    found = []
    for day, after in rows:
        try:
            found.append(Told(str(day), msgspec.json.decode(after, type=Declared)))
        except msgspec.MsgspecError:
            continue
    return found


def spans(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Put numbers together into spans of neighbours."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)
