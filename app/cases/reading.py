"""Reading the cases of an office: one by its number, lists, the page of a case, what is open, the month's figures."""

from datetime import date, time
from typing import TYPE_CHECKING, Any

from app.cases.clock_effects import due_now
from app.cases.due import CaseDue, same_day_due
from app.cases.facts import Case, CaseEvent
from app.cases.figures import MonthFigures, month_days, month_figures
from app.cases.listing import CaseFilter, conditions
from app.cases.play import Board
from app.cases.rules import CaseRules, case_rules
from app.cases.shown import CaseFile, CaseLine, file_of, line_of
from app.cases.stored import case_of, event_of
from app.cases.timeline import clock_facts
from app.cases.verdict import Verdict, verdict
from app.cases.workflow import workflow
from app.core.errors import Refused
from app.core.numbering import read_number
from db import cases as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.settings import Settings
    from app.core.working_calendar import WorkingCalendar
    from db.store import Store

OURS = 1
MOST_OPEN = 5_000


class CaseReading:
    """What may be asked about cases; ``owner`` 1 is our own office, others are the stations of a township."""

    def __init__(self, store: "Store", clock: "Clock", calendar: "WorkingCalendar", settings: "Settings") -> None:
        """Read one open office; ``calendar`` is replaced when a year's table is imported."""
        self.store = store
        self.clock = clock
        self.calendar = calendar
        self.declared = workflow()
        self._settings = settings

    @property
    def rules(self) -> CaseRules:
        """The limits as they are set now."""
        return case_rules(self._settings.all())

    @property
    def board(self) -> Board:
        """Calendar, limits and workflow, as every step rests on them."""
        return Board(self.calendar, self.rules, self.declared)

    def find(self, number: str, owner: int = OURS) -> Case:
        """Give a case by its number as typed (``2026-17``, ``17``, full-width); raises ``Refused`` for none."""
        known = read_number(number, self.clock.today().year).text
        row = rows.case_numbered(self.store, known, owner)
        if row is None:
            raise Refused(f"没有编号为 {known} 的件。", untouched="什么也没有做。", advice="请核对编号，或用姓名查找。")
        return case_of(row)

    def with_id(self, case_id: str) -> Case:
        """Give a case by its id; raises ``Refused`` for one that is gone."""
        row = rows.case_with_id(self.store, case_id)
        if row is None:
            raise Refused("这个件已经不在了。", untouched="什么也没有做。", advice="请刷新后再看。")
        return case_of(row)

    def events(self, case: Case) -> tuple[CaseEvent, ...]:
        """Give the steps that were taken, in order."""
        return tuple(event_of(row) for row in rows.events_of(self.store, case.id))

    def show(self, number: str, owner: int = OURS) -> CaseFile:
        """Give everything about one case by its number."""
        return self.file(self.find(number, owner))

    def file(self, case: Case) -> CaseFile:
        """Give everything about one case that is at hand."""
        return file_of(case, self.events(case), self.clock.today(), self.calendar, self.rules, self.declared)

    def lines(self, wanted: CaseFilter | None = None) -> list[CaseLine]:
        """Give one page of the cases that fit, each with its badge."""
        wanted = wanted or CaseFilter()
        found = rows.listed_cases(
            self.store,
            wanted.owner,
            self._conditions(wanted),
            wanted.sort,
            falling=wanted.falling,
            limit=wanted.limit,
            offset=wanted.offset,
        )
        rules, today = self.rules, self.clock.today()
        return [line_of(case_of(row), today, self.calendar, rules, self.declared) for row in found]

    def line(self, case: Case) -> CaseLine:
        """Give one case as a line with its badge."""
        return line_of(case, self.clock.today(), self.calendar, self.rules, self.declared)

    def count(self, wanted: CaseFilter | None = None) -> int:
        """Count the cases that fit, over all pages."""
        wanted = wanted or CaseFilter()
        return rows.counted_cases(self.store, wanted.owner, self._conditions(wanted))

    def counts_by_state(self, owner: int = OURS) -> dict[str, int]:
        """Count the open cases, and those that ended but are not delivered, by state."""
        states = (*self.declared.keys(group="open"), "concluded")
        return rows.counted_by_state(self.store, owner, states)

    def open_cases(self, states: tuple[str, ...] = (), owner: int = OURS) -> list[Case]:
        """Give the open cases (or those of the named states), the earliest due day first; at most 5,000."""
        wanted = states or self.declared.keys(group="open")
        return [case_of(row) for row in rows.cases_in_states(self.store, owner, wanted, MOST_OPEN)]

    def to_correct(self, owner: int = OURS) -> list[Case]:
        """Give the cases whose low rating waits for its correction, the most urgent first."""
        return [case_of(row) for row in rows.cases_to_correct(self.store, owner)]

    def late_unexplained(self, since: date, owner: int = OURS) -> list[Case]:
        """Give the cases that ended late since a day and whose reason nobody has given."""
        return [case_of(row) for row in rows.cases_late_unexplained(self.store, owner, since.isoformat())]

    def unrated(self, since: date, until: date, owner: int = OURS) -> list[Case]:
        """Give the cases that were delivered in a span of days and have not been rated."""
        found = rows.cases_unrated(self.store, owner, since.isoformat(), until.isoformat())
        return [case_of(row) for row in found]

    def in_month(self, month: str, what: str = "concluded", owner: int = OURS) -> list[Case]:
        """Give a month's cases by the day they were ``registered``, ``accepted``, ``handed_over`` or ``concluded``."""
        first, last = month_days(month)
        return self.in_days(first, last, what, owner)

    def in_days(self, first: date, last: date, what: str, owner: int = OURS) -> list[Case]:
        """Give the cases of a span of days, both ends included, in the order of their numbers."""
        found = rows.cases_of_days(self.store, owner, f"{what}_on", first.isoformat(), last.isoformat())
        return sorted((case_of(row) for row in found), key=lambda case: case.number)

    def handed_over(self, day: date, department_code: str = "") -> list[Case]:
        """Give what was handed to the window on a day, for the hand-over list."""
        found = self.in_days(day, day, "handed_over")
        return [case for case in found if department_code in ("", case.department_code)]

    def figures(self, month: str, owner: int = OURS) -> MonthFigures:
        """Add one month (``2026-10``) up; delays are judged as of today, or of the month's end where it is over."""
        first, last = month_days(month)
        span = {"accepted_from": first.isoformat(), "accepted_to": last.isoformat()}
        today, rules = self.clock.today(), self.rules

        def judge(case: Case) -> Verdict:
            return verdict(case, today, self.calendar, rules, self.declared)

        late = [case for case in self.open_cases(owner=owner) if judge(case).counts] if today <= last else []
        return month_figures(
            month,
            self._figures_of("registered_on", first, last, owner),
            rows.counted_cases(self.store, owner, span),
            self._figures_of("concluded_on", first, last, owner),
            late,
            judge,
        )

    def judge(self, case: Case) -> Verdict:
        """Say whether a case counts as late today."""
        return verdict(case, self.clock.today(), self.calendar, self.rules, self.declared)

    def estimated(self) -> list[Case]:
        """Give our own open cases whose due day rests on a year that was not announced."""
        return [case_of(row) for row in rows.estimated_cases(self.store, self.declared.keys(group="open"))]

    def counted_due(self, case: Case) -> CaseDue | None:
        """Count a case's due day anew from its events; ``None`` where nothing was promised."""
        events = self.events(case)
        if case.accepted_on is None and not case.promised_days and case.registered_on is not None:
            at = time.max if any(event.details.get("after_closing") for event in events) else None
            return same_day_due(case.registered_on, at, self.calendar, self.rules.direct_closing)
        return due_now(case, clock_facts(events), self.calendar, self.rules)

    def _figures_of(self, column: str, first: date, last: date, owner: int) -> list[Case]:
        found = rows.cases_of_days(self.store, owner, column, first.isoformat(), last.isoformat(), wanted=rows.FIGURES)
        return [case_of(row) for row in found]

    def _conditions(self, wanted: CaseFilter) -> dict[str, Any]:
        return conditions(wanted, self.clock.today(), self.calendar, self.rules, self.declared)
