"""The declared duties of all ledgers as lines of the agenda: what, why, until when, by whom, and what does it.

What is read of the entries is kept until the journal tells that a ledger was written to; what is due is reckoned anew
when anything was written, so that it follows the day, the calendar, the people and the reasons given.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.agenda.asked import Asking, Rooms, entries_of
from app.agenda.declared import Ledgers, declared
from app.agenda.due_entries import Bounds, DutyEntries, LedgerEntries
from app.agenda.due_line import LineOf
from app.agenda.facts import AgendaLine
from app.ledgers.declaration import Declaration
from app.ledgers.duties.duty import Duty
from app.ledgers.duties.facts import Circumstances, Due, Person, Who
from app.ledgers.duties.reckoning import dues
from app.ledgers.standing import CLOSED, OPEN, Standing
from db import ledger_dues as rows
from db.ledger_tables import PREFIX

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar
    from app.ledgers.duties.reasons import DueReasons, Given
    from db.store import Store

NEW_ENTRIES = frozenset({"at_least_sum", "at_least_count", "once_in_years", "within_first_days"})
"""Kinds that are answered by a new entry: nothing is asked of a ledger that takes none."""
ONCE = frozenset({"reply_within", "window", "expires"})
"""Kinds that ask for one thing once: what should have been done long ago is not asked for any more."""
ITS_OWN_TIME = frozenset({"window", "expires"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of one ledger: since when it is kept, its duties with their entries."""

    ledger: Declaration
    begin: date
    duties: tuple[DutyEntries, ...]


class LedgerLines:
    """A source of the agenda; an office without entries costs one look, a ledger without entries nothing."""

    def __init__(
        self,
        store: "Store",
        standings: Callable[[], Mapping[str, Standing]],
        calendar: "Callable[[], WorkingCalendar]",
        reasons: "DueReasons",
        rooms: Rooms,
    ) -> None:
        """``standings`` gives every ledger of the office, ``rooms`` who is asked by post or unit."""
        self._store, self._standings, self._calendar = store, standings, calendar
        self._reasons, self._rooms = reasons, rooms
        self._kept: dict[str, Kept] = {}
        self._seq, self._day = 0, date.min
        self._reckoned: tuple[int, date, WorkingCalendar | None] = (-1, date.min, None)
        self._lines: tuple[AgendaLine, ...] = ()

    def __call__(self, today: date) -> Iterator[AgendaLine]:
        """Give the lines of a day: Today and the front page of the ledgers ask for the same ones."""
        rests_on = (rows.last_written(self._store), today, self._calendar())
        if self._reckoned != rests_on:
            self._lines = tuple(self._reckon(today))
            self._reckoned = rests_on
        return iter(self._lines)

    def _reckon(self, today: date) -> Iterator[AgendaLine]:
        there = rows.kept_ledgers(self._store)
        if not there:
            return
        self._forget(today)
        known = self._standings()
        asking = Asking(self._store, self._rooms, known, today)
        kept = [one for key in known if key in there and (one := self._read(known[key], today)) is not None]
        left = rows.gone(self._store, {who.id for one in kept for who in _everybody(one) if who.id})
        gone = {key: Person(left=date.fromisoformat(day) if day else date.min) for key, day in left.items()}
        reasons = self._reasons.all()
        for one in kept:
            for entries in one.duties:
                yield from self._of_duty(one, entries, gone, asking.of(entries.duty.asked), reasons, today)

    def _of_duty(
        self,
        kept: Kept,
        read: DutyEntries,
        gone: Mapping[str, Person],
        asked: Mapping[Who, Person],
        reasons: "Mapping[str, Mapping[str, Given]]",
        today: date,
    ) -> Iterator[AgendaLine]:
        given = reasons.get(kept.ledger.key, {})
        people = {**{who.key: person for who, person in asked.items()}, **gone}
        at = Circumstances(
            today,
            self._calendar(),
            kept.begin,
            people,
            tuple(asked),
            {key: one.reason for key, one in given.items()},
        )
        line_of, known = LineOf(kept.ledger, read, today), declared().ledgers
        entries = entries_of(read, asked) if asked else read.entries
        for due in dues(read.duty, entries, at):
            if is_shown(due, read.duty, today, known):
                yield line_of(due)

    def _read(self, standing: Standing, today: date) -> Kept | None:
        """Give what is kept of a ledger, read anew where that was forgotten."""
        ledger = standing.declaration
        if standing.status == CLOSED or not ledger.duty:
            return None
        known = self._kept.get(ledger.key)
        if known is None or known.ledger is not ledger:
            said = declared().ledgers
            entries = LedgerEntries(
                *(self._store, ledger, today, Bounds(said.longest_late_days, said.most_entries, said.responsible))
            )
            begin = entries.begin()
            duties = tuple(entries.of(duty) for duty in ledger.duty) if begin is not None else ()
            known = self._kept[ledger.key] = Kept(ledger, begin or date.max, duties)
        if standing.status == OPEN:
            return known
        return Kept(ledger, known.begin, tuple(one for one in known.duties if one.duty.kind not in NEW_ENTRIES))

    def _forget(self, today: date) -> None:
        """Forget what something was written to since it was read, and everything on another day."""
        if today != self._day:
            self._kept.clear()
        if not self._kept:
            self._seq, self._day = rows.last_written(self._store), today
            return
        last, written = rows.written_since(self._store, self._seq)
        for table in written:
            self._kept.pop(table.removeprefix(PREFIX), None)
        self._seq, self._day = last, today


def is_shown(due: Due, duty: Duty, today: date, known: Ledgers) -> bool:
    """Tell whether a due stands in the agenda: open, near enough, and not long past; a reason for a while."""
    if due.reason:
        return due.opens <= today <= due.until + timedelta(days=known.reason_shown_days)
    if due.state == "done" or due.opens > today:
        return False
    if duty.kind in ONCE and (today - due.until).days > known.longest_late_days:
        return False
    if duty.kind in ITS_OWN_TIME:
        return True
    span = duty.in_ if duty.kind.startswith("at_least") else None
    ahead: int = getattr(known.ahead, span or duty.kind)
    return (due.until - today).days <= ahead


def _everybody(kept: Kept) -> Iterator[Who]:
    for read in kept.duties:
        for entry in read.entries:
            yield from entry.about
            yield from entry.persons(read.duty.per) if read.duty.per else ()
