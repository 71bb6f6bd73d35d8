"""Whether the month's ledgers are closed: a line at the turn of a month, ticked when nothing of it can be written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from app.agenda.declared import declared
from app.agenda.facts import AgendaLine
from app.agenda.month_lines import month_line, turn_of
from app.ledgers.closing import Closed, days_of, locked_by
from app.ledgers.measures import span_texts
from app.ledgers.standing import Standing
from db.ledger_counts import Count, counted

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar
    from db.store import Store

MOST_TITLES = 3


class ClosingLines:
    """A source of the agenda: one line a month for the ledgers that are closed by months and have an entry in it."""

    def __init__(
        self,
        store: "Store",
        standings: Callable[[], Mapping[str, Standing]],
        calendar: "Callable[[], WorkingCalendar]",
        closed: Callable[[], Iterable[Closed]],
        package_day: int,
    ) -> None:
        """``standings`` gives every ledger of the office, ``closed`` what is closed now."""
        self._store, self._standings, self._calendar = store, standings, calendar
        self._closed, self._package_day = closed, package_day

    def __call__(self, today: date) -> Iterator[AgendaLine]:
        """Give the lines of a day: a month that nobody closed is asked for until the package has been brought."""
        known = declared()
        turn = turn_of(today, self._calendar(), known, self._package_day)
        if not turn.is_near:
            return
        step = next(one for one in known.month_steps if one.key == "close")
        ledgers = [one.declaration for one in self._standings().values() if one.declaration.close == "month"]
        closed = tuple(self._closed())
        for first in (first for first, whole in turn.months if whole):
            month = f"{first:%Y-%m}"
            spans = [span_texts(one, *days_of(month)) for one in ledgers]
            counts = counted(
                self._store, [Count(one.key, one.day, *span) for one, span in zip(ledgers, spans, strict=True)]
            )
            written = [one for one, count in zip(ledgers, counts, strict=True) if count]
            if not written:
                continue
            open_ones = [one for one in written if locked_by(one, month, closed) is None]
            more = "等" if len(open_ones) > MOST_TITLES else ""
            titles = "、".join(one.title for one in open_ones[:MOST_TITLES]) + more
            yield month_line(step, first, turn, done=not open_ones, n=len(open_ones), what=titles)
