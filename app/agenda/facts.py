"""What Today consists of: lines with their reason, their day and the step that does them, under headings."""

from datetime import date

import msgspec


class AgendaLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do: ``action`` is the step of the case's workflow, or a door of the window (``notice-cases``, …).

    ``subject`` is ``case`` or the key of a month's step, ``number`` and ``id`` are the case's; ``until`` is the last
    day on time, ``late`` tells that it has gone by, ``estimated`` that it rests on a year that was not announced.
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


class AgendaGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One heading with its lines, the most urgent first; ``total`` counts also those beyond the lines shown."""

    key: str
    label: str
    empty: str
    total: int
    lines: tuple[AgendaLine, ...]


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of Today on one day; every group is there, also an empty one."""

    day: date
    working_day: bool
    groups: tuple[AgendaGroup, ...]

    @property
    def total(self) -> int:
        """Count everything there is to do."""
        return sum(group.total for group in self.groups)

    def group(self, key: str) -> AgendaGroup:
        """Give one heading."""
        return next(group for group in self.groups if group.key == key)
