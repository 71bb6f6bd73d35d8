"""What Today consists of: lines with their reason, their day and the step that does them, under headings."""

from datetime import date
from typing import NamedTuple

import msgspec


class AgendaLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do: ``action`` is the step of the case's workflow, or a door of the window (``notice-cases``, …).

    ``subject`` is ``case``, ``ledger`` (``id`` is then the ledger's key, or ``key/id`` of an entry, ``action`` what to
    do there, ``known`` what a new entry begins with), ``resident`` or the key of a month's step; ``until`` is the last
    day on time, ``late`` tells that it has gone by, ``estimated`` that it rests on a year that was not announced.
    ``due`` is the key under which it can be closed with a reason; ``by`` are those who have to do it. ``done`` is a
    step that is ticked, or a due that a reason closed. ``posted`` is the title for where everybody reads it, empty
    where the title itself may be read.
    """

    group: str
    subject: str
    title: str
    why: str
    action: str
    verb: str
    id: str = ""
    number: str = ""
    detail: str = ""
    until: date | None = None
    late: bool = False
    estimated: bool = False
    done: bool = False
    due: str = ""
    by: tuple[str, ...] = ()
    known: tuple[tuple[str, str], ...] = ()
    posted: str = ""


class DueCount(NamedTuple):
    """How many things are asked for, and how many of them are late."""

    due: int
    late: int


class AgendaGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One heading with its lines, the most urgent first, what is done last.

    ``total`` counts what is to be done, also beyond the lines shown; ``span`` is today, week or month.
    """

    key: str
    label: str
    empty: str
    total: int
    lines: tuple[AgendaLine, ...]
    span: str = "today"


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of Today on one day; every group is there, also an empty one.

    ``people`` are those who have something to do; ``person`` is the one whom it was narrowed to, empty for all. What
    comes after the first sight (duties of ledgers, birthdays) is in it where it is ``whole``.
    """

    day: date
    working_day: bool
    groups: tuple[AgendaGroup, ...]
    people: tuple[str, ...] = ()
    person: str = ""
    whole: bool = True

    @property
    def total(self) -> int:
        """Count everything there is to do."""
        return sum(group.total for group in self.groups)

    def group(self, key: str) -> AgendaGroup:
        """Give one heading."""
        return next(group for group in self.groups if group.key == key)
