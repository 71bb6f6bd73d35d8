"""Whether a case counts as overdue in the figures, and why: the rules beside the plain due day (DOMAIN C1)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.cases.facts import Case
from app.cases.rules import CaseRules
from app.cases.standing import days_late
from app.cases.workflow import Workflow

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Verdict:
    """``late`` is the fact, ``counts`` whether the figures count it (the applicant's own delay is on time).

    ``days`` are working days over the limit, ``why`` says in words what made it late, ``party`` whose it was (a key).
    """

    late: bool
    counts: bool
    days: int = 0
    why: str = ""
    party: str = ""


ON_TIME = Verdict(late=False, counts=False)


def verdict(case: Case, today: date, calendar: "WorkingCalendar", rules: CaseRules, declared: Workflow) -> Verdict:
    """Judge one case as of ``today``: its end after the due day, no end, no reason for a refusal, no delivery."""
    days, why = _lateness(case, today, calendar, rules, declared)
    if not why:
        return ON_TIME
    party = next((entry for entry in declared.parties if entry.key == case.overdue_party), None)
    return Verdict(
        late=True, counts=party is None or party.counts_overdue, days=days, why=why, party=case.overdue_party
    )


def _lateness(
    case: Case, today: date, calendar: "WorkingCalendar", rules: CaseRules, declared: Workflow
) -> tuple[int, str]:
    clock = declared.state(case.state).clock
    if clock != "ended":
        over = days_late(case.due_day, today, calendar) if clock != "stands" and case.lapse_day is None else 0
        return over, "到期还没有办结" if over else ""
    if over := days_late(case.due_day, case.concluded_on, calendar):
        return over, "办结时已经超期"
    if case.result == "refused" and not case.result_text.strip():
        return 0, "不予受理没有说明理由"
    if case.result in {"granted", "denied"} and case.concluded_on is not None and not case.archived_on:
        limit = calendar.working_days_after(case.concluded_on, rules.deliver_days).day
        if over := days_late(limit, case.delivered_on or today, calendar):
            return over, "结果出来后没有及时送达"
    return 0, ""
