"""The cases of one office: registering and every step as one transaction, each with its event and journal entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.cases.facts import Actor, Case, CaseEvent, Given, NewCase
from app.cases.items import Catalogue
from app.cases.log_book import FROM_THE_BOOK, LogEntry, Problem, played_entry, problems_of
from app.cases.play import begin, play
from app.cases.reading import OURS, CaseReading
from app.cases.stored import case_of, case_values, event_values
from app.core.changes import Changes
from app.core.errors import Refused
from db import cases as rows
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from db.store import Store
    from db.writing import Writing

SERIES = "case"
BATCH = 500
SEARCHED = frozenset({"applicant_name", "applicant_id_number", "applicant_phone"})


class Index(Protocol):
    """The search tables as a case sees them."""

    def index_cases(self, write: "Writing", ids: Iterable[str]) -> None:
        """Make these cases findable, inside the same transaction."""
        ...


class Ledgers(Protocol):
    """The ledgers that cases fill, as a case sees them; both work inside the same transaction."""

    def follow(self, write: "Writing", cases: Sequence[Case], before: Mapping[str, Case] | None = None) -> None:
        """Bring the lines of these cases to what they are now; ``before`` gives them as they were, by id."""
        ...

    def leave(self, write: "Writing", case_ids: Iterable[str]) -> None:
        """Take the lines of removed cases out."""
        ...


class Cases(CaseReading):
    """Registering cases and moving them through their life; reading them is inherited from :class:`CaseReading`.

    Every writing method takes who is at the desk and gives the case as it stands then, with what changed. What the
    workflow, the day or a rule forbids raises ``Refused`` and leaves everything as it was.
    """

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        calendar: "WorkingCalendar",
        catalogue: Catalogue,
        settings: "Settings",
        search: Index,
        ledgers: Ledgers | None = None,
    ) -> None:
        """Work on one open office; ``ledgers`` are those that cases fill."""
        super().__init__(store, clock, calendar, settings)
        self._catalogue = catalogue
        self._search = search
        self._ledgers = ledgers

    def register(self, new: NewCase, operator: Actor) -> tuple[Case, Changes]:
        """Register a request at the first contact; a day before today marks it as brought over (补录).

        Raises ``Refused`` for an unknown item, a certificate that a village must not issue, or a day in the future.
        """
        version = self._catalogue.current(new.item_code)
        self._catalogue.refuse_certificate(new.content)
        wall = self.clock.wall().time()
        played = begin(self._with_posts(new), version, self.clock.today(), wall, operator.name, self.board)
        with self.store.writing(operator.id, new.reason or "登记") as write:
            number = write.number_text(SERIES, played.event.day.year)
            case_id = write.insert("cases", {**played.values, "number": number})
            self._write_event(write, case_id, played.event, operator)
            self._search.index_cases(write, [case_id])
            case = self.with_id(case_id)
            self._fill(write, [case])
            return case, Changes.of(write.changed)

    def take(self, key: str, number: str, given: Given, operator: Actor) -> tuple[Case, Changes]:
        """Take one step of the workflow (``key`` as declared: accept, pause, conclude, …) on one of our own cases."""
        with self.store.writing(operator.id, given.reason or self.declared.transition(key).verb) as write:
            case = self.find(number)
            version = self._catalogue.current(case.item_code) if key == "accept" else None
            played = play(case, self.events(case), key, given, self.clock.today(), operator.name, self.board, version)
            write.update("cases", case.id, played.values, action=played.event.what)
            seq = rows.next_event_seq(self.store, case.id)
            self._write_event(write, case.id, msgspec.structs.replace(played.event, seq=seq), operator)
            if SEARCHED & played.values.keys():
                self._search.index_cases(write, [case.id])
            now = self.with_id(case.id)
            self._fill(write, [now], {case.id: case})
            return now, Changes.of(write.changed)

    def problems_of(self, entry: LogEntry) -> list[Problem]:
        """Name everything that keeps a line of the old log book from being taken; empty where it is sound."""
        found = problems_of(entry, self.clock.today(), self.declared)
        try:
            self._catalogue.current(entry.item_code)
        except Refused as refusal:
            found.append(Problem("item", refusal.sentence))
        return found

    def bring_over(
        self, entries: Iterable[LogEntry], operator: Actor, reason: str = FROM_THE_BOOK
    ) -> tuple[list[str], Changes]:
        """Take the old log book in, all in one transaction; gives the new numbers in the order of the book.

        Entries must be without problems (:meth:`problems_of`); whatever still does not fit raises ``Refused`` and takes
        nothing.
        """
        today, on = self.clock.today(), self.board
        numbers: list[str] = []
        with self.store.writing(operator.id, reason) as write:
            for batch in _batches(entries):
                stories = [
                    (new_id(), *played_entry(entry, self._catalogue.current(entry.item_code), today, operator.name, on))
                    for entry in batch
                ]
                drawn = [write.number_text(SERIES, event.day.year) for _, _, (event, *_) in stories]
                write.insert_many(
                    "cases",
                    (
                        {**case_values(case), "id": key, "number": number}
                        for (key, case, _), number in zip(stories, drawn, strict=True)
                    ),
                )
                write.insert_many(
                    "case_events",
                    (event_values(key, event, write.at, operator) for key, _, events in stories for event in events),
                )
                self._search.index_cases(write, [key for key, _, _ in stories])
                self._fill(
                    write,
                    [
                        msgspec.structs.replace(case, id=key, number=number)
                        for (key, case, _), number in zip(stories, drawn, strict=True)
                    ],
                )
                numbers += drawn
            return numbers, Changes.of(write.changed)

    def look_at(self, number: str, operator: Actor, why: str = "查看申请人的证件号和电话") -> Case:
        """Give a case whose applicant's numbers are shown in full, and note in the journal that they were looked at."""
        case = self.find(number)
        with self.store.writing(operator.id, why) as write:
            write.note("look", "cases", case.id, why)
        return case

    def remove(self, number: str, reason: str, operator: Actor) -> Changes:
        """Remove a case that was registered by mistake, with the reason; its number is never used again."""
        if not reason.strip():
            raise Refused("删除要写明原因。", untouched="这个件没有改动。", advice="请写上为什么删除。")
        with self.store.writing(operator.id, reason) as write:
            case = self.find(number)
            write.remove("cases", case.id, reason)
            self._search.index_cases(write, [case.id])
            if self._ledgers is not None:
                self._ledgers.leave(write, [case.id])
            return Changes.of(write.changed)

    def recompute_due_days(self, calendar: "WorkingCalendar", operator: Actor) -> Changes:
        """Take a new calendar and count every open due day that was only estimated anew."""
        before, self.calendar = self.calendar, calendar
        with self.store.writing(operator.id, "放假安排公布，重新计算到期日") as write:
            for case in self.estimated():
                due = self.counted_due(case)
                if due is not None:
                    values = {"due_day": due.day, "due_estimated": due.estimated}
                    moved = {
                        name: _moved(since, until, before, calendar)
                        for name, since, until in (
                            ("village_due_day", case.accepted_on, case.village_due_day),
                            ("paused_until", case.paused_since, case.paused_until),
                            ("correction_due", case.rated_on, case.correction_due),
                        )
                    }
                    write.update("cases", case.id, {**values, **moved}, action="recompute")
            return Changes.of(write.changed)

    def follow(self, write: "Writing", case_ids: Sequence[str]) -> None:
        """Bring the ledgers to what these cases of ours are now, however they came to it: taken back, brought back."""
        found = [case_of(row) for row_id in case_ids if (row := rows.case_with_id(self.store, row_id)) is not None]
        ours = [case for case in found if case.owner == OURS]
        self._fill(write, ours)
        if self._ledgers is not None:
            self._ledgers.leave(write, sorted(set(case_ids) - {case.id for case in found}))

    def _fill(self, write: "Writing", cases: Sequence[Case], before: Mapping[str, Case] | None = None) -> None:
        if self._ledgers is not None and cases:
            self._ledgers.follow(write, cases, before)

    def _with_posts(self, new: NewCase) -> NewCase:
        """Fill the A and B posts in from the settings where nobody named them."""
        post_a, post_b = (self._settings.text(key) for key in ("station.post_a", "station.post_b"))
        return msgspec.structs.replace(new, post_a=new.post_a or post_a, post_b=new.post_b or post_b)

    def _write_event(self, write: "Writing", case_id: str, event: CaseEvent, operator: Actor) -> None:
        write.insert("case_events", event_values(case_id, event, write.at, operator))


def _batches(entries: Iterable[LogEntry]) -> Iterator[list[LogEntry]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _moved(since: date | None, until: date | None, before: "WorkingCalendar", after: "WorkingCalendar") -> date | None:
    """Give the day that lies as many working days after ``since`` as ``until`` did in the calendar before."""
    if since is None or until is None:
        return until
    return after.working_days_after(since, before.working_days_between(since, until)).day
