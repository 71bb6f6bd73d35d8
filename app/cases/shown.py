"""Cases as lists and pages show them: one line with its badge, one file with events and the steps offered now."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.cases.facts import Case, CaseEvent
from app.cases.rules import CaseRules
from app.cases.standing import Standing, standing
from app.cases.verdict import Verdict, verdict
from app.cases.workflow import Transition, Workflow

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One case in a list; ``kind`` is the badge's kind (overdue, today, immediate, left, paused, …)."""

    id: str
    number: str
    applicant: str
    group: str
    item: str
    item_code: str
    department_code: str
    state: str
    state_text: str
    registered: date | None
    accepted: date | None
    due: date | None
    concluded: date | None
    estimated: bool
    badge: str
    kind: str
    overdue: bool
    due_soon: bool
    handler: str
    brought_over: bool


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A step that may be taken now; ``main`` marks the one that the page's main button takes."""

    key: str
    verb: str
    needs: tuple[str, ...]
    asks: tuple[str, ...]
    slips: tuple[str, ...]
    main: bool


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one case: facts, events in order, how it stands, whether it counts as late, what may be done."""

    case: Case
    events: tuple[CaseEvent, ...]
    standing: Standing
    verdict: Verdict
    offers: tuple[Offer, ...]
    line: CaseLine
    due_reason: str


def line_of(case: Case, today: date, calendar: "WorkingCalendar", rules: CaseRules, declared: Workflow) -> CaseLine:
    """Give the case as one line of a list."""
    stands = standing(case, today, calendar, rules, declared)
    return CaseLine(
        id=case.id,
        number=case.number,
        applicant=case.applicant_name,
        group=case.applicant_group,
        item=case.item_name,
        item_code=case.item_code,
        department_code=case.department_code,
        state=case.state,
        state_text=declared.label(case.state),
        registered=case.registered_on,
        accepted=case.accepted_on,
        due=case.due_day,
        concluded=case.concluded_on,
        estimated=case.due_estimated,
        badge=stands.words,
        kind=stands.kind,
        overdue=stands.kind == "overdue",
        due_soon=stands.due_soon,
        handler=case.handler,
        brought_over=case.brought_over,
    )


def file_of(
    case: Case,
    events: tuple[CaseEvent, ...],
    today: date,
    calendar: "WorkingCalendar",
    rules: CaseRules,
    declared: Workflow,
) -> CaseFile:
    """Give the whole page of a case."""
    stands = standing(case, today, calendar, rules, declared)
    judged = verdict(case, today, calendar, rules, declared)
    why = next((event.details["why"] for event in reversed(events) if "why" in event.details), "")
    return CaseFile(
        case=case,
        events=events,
        standing=stands,
        verdict=judged,
        offers=offers_of(case, stands, judged, today, declared),
        line=line_of(case, today, calendar, rules, declared),
        due_reason=why,
    )


def offers_of(case: Case, stands: Standing, judged: Verdict, today: date, declared: Workflow) -> tuple[Offer, ...]:
    """Give the steps that make sense now, the suggested one first."""
    steps = declared.offered(case.state, case.mode, brought_over=case.brought_over)
    sensible = [step for step in steps if _makes_sense(step, case, judged, today)]
    first = _suggested(case, stands, judged)
    sensible.sort(key=lambda step: step.key != first)
    return tuple(_offer(step, case, main=place == 0) for place, step in enumerate(sensible))


def _makes_sense(step: Transition, case: Case, judged: Verdict, today: date) -> bool:
    if step.key == "explain-overdue":
        return judged.late
    if step.key == "correct":
        return case.correction_due is not None and case.correction_on is None
    if step.key == "extend":
        return case.due_day is not None and today <= case.due_day
    return True


def _suggested(case: Case, stands: Standing, judged: Verdict) -> str:
    if stands.lapsed:
        return "return"
    if case.correction_due is not None and case.correction_on is None:
        return "correct"
    if stands.kind == "ended" and judged.late and not case.overdue_party:
        return "explain-overdue"
    if case.state == "registered" and case.mode == "direct":
        return "conclude"
    if case.state == "accepted" and case.village_due_day is None:
        return "conclude"
    return ""


def _offer(step: Transition, case: Case, *, main: bool) -> Offer:
    route = step.route_from(case.state, case.mode, brought_over=case.brought_over)
    slips = route.slips if route else ()
    return Offer(key=step.key, verb=step.verb, needs=step.needs, asks=step.asks, slips=slips, main=main)
