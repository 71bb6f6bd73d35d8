"""Whether the month's registers were printed: a line at the turn of a month, told from what was noted when printing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.agenda.declared import declared
from app.agenda.facts import AgendaLine
from app.agenda.month_lines import month_line, turn_of
from app.core.day_text import shown_month
from app.ledgers.standing import CLOSED, Standing
from db import ledger_dues as rows

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar
    from db.store import Store

MOST_TITLES = 3
VOLUME_OF_ALL = "offices"
"""Under this name it is noted that a volume of all ledgers was printed."""


class RegisterLines:
    """A source of the agenda: one line a month, ticked when every ledger with an entry in it is on paper."""

    def __init__(
        self,
        store: "Store",
        standings: Callable[[], Mapping[str, Standing]],
        calendar: "Callable[[], WorkingCalendar]",
        package_day: int,
    ) -> None:
        """``standings`` gives every ledger of the office."""
        self._store, self._standings, self._calendar, self._package_day = store, standings, calendar, package_day

    def __call__(self, today: date) -> Iterator[AgendaLine]:
        """Give the lines of a day; nothing of registers is asked after the package has been brought."""
        known = declared()
        turn = turn_of(today, self._calendar(), known, self._package_day)
        if not turn.is_near or not (kept := rows.kept_ledgers(self._store)):
            return
        step = next(one for one in known.month_steps if one.key == "register")
        ledgers = [
            one.declaration for key, one in self._standings().items() if key in kept and one.status != CLOSED
        ]
        for first, whole in turn.months:
            month = f"{first:%Y-%m}"
            written = [one for one in ledgers if rows.has_entry_in(self._store, one.key, one.day, month)]
            if not whole or not written:
                continue
            printed = rows.printed_registers(self._store, f"（{shown_month(month)}）", f"（{first.year}年）")
            open_ones = [one for one in written if one.key not in printed and VOLUME_OF_ALL not in printed]
            more = "等" if len(open_ones) > MOST_TITLES else ""
            titles = "、".join(one.title for one in open_ones[:MOST_TITLES]) + more
            line = month_line(step, first, turn, done=not open_ones, n=len(open_ones), what=titles)
            yield msgspec.structs.replace(line, id=open_ones[0].key if open_ones else "")
