"""How a case stands today: overdue, due today, days left, paused, waiting for papers or ended, in words (DOMAIN B2)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.cases.facts import Case
from app.cases.rules import CaseRules
from app.cases.workflow import Workflow
from app.core.day_text import shown_badge

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar

Kind = Literal["overdue", "today", "immediate", "left", "paused", "supplement", "waiting", "ended"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case's badge: ``days`` are working days, over the limit for overdue and ended, else those that are left."""

    kind: Kind
    words: str
    days: int = 0
    due_soon: bool = False
    lapsed: bool = False


def standing(case: Case, today: date, calendar: "WorkingCalendar", rules: CaseRules, declared: Workflow) -> Standing:
    """Say how the case stands on ``today``."""
    clock = declared.state(case.state).clock
    if clock == "ended":
        return _ended(case, calendar, declared)
    if case.state == "paused":
        return _paused(case, today, calendar, declared)
    if case.lapse_day is not None:
        return _supplement(case, today, rules, declared)
    if case.due_day is None:
        return Standing("waiting", declared.badges.waiting if clock == "waits" else declared.label(case.state))
    return _running(case, case.due_day, today, calendar, rules)


def days_late(due: date | None, done: date | None, calendar: "WorkingCalendar") -> int:
    """Count the working days in (due, done]; a day later on a rest day counts as one."""
    if due is None or done is None or done <= due:
        return 0
    return max(calendar.working_days_between(due, done), 1)


def _ended(case: Case, calendar: "WorkingCalendar", declared: Workflow) -> Standing:
    words = declared.badges.ended
    if case.state in {"refused", "returned", "withdrawn", "terminated", "answered"}:
        words = declared.label(case.state)
    return Standing("ended", words, days_late(case.due_day, case.concluded_on, calendar))


def _paused(case: Case, today: date, calendar: "WorkingCalendar", declared: Workflow) -> Standing:
    over = days_late(case.paused_until, today, calendar)
    words = declared.badges.paused_too_long.format(n=over) if over else declared.badges.paused
    return Standing("paused", words, over, due_soon=over > 0)


def _supplement(case: Case, today: date, rules: CaseRules, declared: Workflow) -> Standing:
    if case.lapse_day is not None and case.lapse_day < today:
        return Standing("supplement", declared.badges.lapsed.format(n=rules.lapse_days), lapsed=True, due_soon=True)
    return Standing("supplement", declared.badges.supplement)


def _running(case: Case, due: date, today: date, calendar: "WorkingCalendar", rules: CaseRules) -> Standing:
    at_once = case.mode != "promised" and not case.promised_days
    words = shown_badge(due, today, calendar, direct=at_once, estimated=case.due_estimated)
    if due < today:
        return Standing("overdue", words, calendar.working_days_between(due, today), due_soon=True)
    left = calendar.working_days_between(today, due)
    if at_once:
        return Standing("immediate", words, left, due_soon=True)
    return Standing("today" if due == today else "left", words, left, due_soon=left <= rules.due_soon_days)
