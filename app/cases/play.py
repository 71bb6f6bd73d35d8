"""The life of a case without a store: register and take steps on plain facts, exactly as the office writes them.

The service writes what is played here; the log book's rows and the demonstration village are played the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

import msgspec

from app.cases.effects import effect_of
from app.cases.facts import Case, CaseEvent, Given, NewCase
from app.cases.registering import due_when_registered, new_values
from app.cases.rules import CaseRules
from app.cases.step import Step
from app.cases.steps import checked_day, choice, route_for, target_state, understood
from app.cases.workflow import Transition, Workflow
from app.catalogue.facts import ItemVersion

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Board:
    """What every step rests on: the calendar, the office's limits and the workflow."""

    calendar: "WorkingCalendar"
    rules: CaseRules
    declared: Workflow


@dataclass(frozen=True, slots=True)
class Played:
    """The case after a step, the columns that the step set, and its event."""

    case: Case
    values: dict[str, Any]
    event: CaseEvent


def begin(new: NewCase, version: ItemVersion, today: date, at: time | None, who: str, on: Board) -> Played:
    """Register a request; ``at`` is the local time now, which counts only for a case of today.

    Raises ``Refused`` for a day in the future, no name, or a channel without what it needs.
    """
    day = checked_day(new.day, today, None, "登记")
    if day != today:
        new, at = msgspec.structs.replace(new, brought_over=True), None
    due = due_when_registered(version, day, at, on.calendar, on.rules, written=new.written)
    values = new_values(new, version, day, due, who, on.rules, on.declared)
    details: dict[str, Any] = {"brought_over": True} if new.brought_over else {}
    if at is not None and at > on.rules.direct_closing:
        details["after_closing"] = True
    if due is not None:
        details |= {"due": due.day.isoformat(), "why": due.reason}
    case = Case(id="", number="", **values)
    event = _event(1, "register", "", case.state, day, new.reason, details, today)
    return Played(case, values, event)


def play(
    case: Case,
    events: Sequence[CaseEvent],
    key: str,
    given: Given,
    today: date,
    who: str,
    on: Board,
    version: ItemVersion | None = None,
) -> Played:
    """Take one step; ``version`` is the item as it is offered now, which acceptance pins.

    Raises ``Refused`` where the state, the day, what is missing or a rule of the step forbids it.
    """
    step, given = _meant(key, given, on.declared)
    route = route_for(case, step, on.declared)
    given = understood(case, step, given, today, on.declared)
    day = checked_day(given.day, today, max((event.day for event in events), default=None), step.verb)
    effect = effect_of(
        Step(
            case=case,
            events=tuple(events),
            transition=step,
            route=route,
            given=given,
            day=day,
            who=who,
            calendar=on.calendar,
            rules=on.rules,
            declared=on.declared,
            version=version if step.key == "accept" else None,
        )
    )
    state = target_state(case, route)
    values = {**effect.values, "state": state}
    event = _event(len(events) + 1, step.key, case.state, state, day, given.reason, dict(effect.details), today)
    return Played(msgspec.structs.replace(case, **values), values, event)


def _meant(key: str, given: Given, declared: Workflow) -> tuple[Transition, Given]:
    """Take 办结 with the result 退件, 撤回, … as the step of that name."""
    if key != "conclude" or not given.result:
        return declared.transition(key), given
    result = choice(given.result, declared.results, "办理结果")
    return declared.transition(result.step), given


def _event(
    seq: int, what: str, before: str, after: str, day: date, reason: str, details: dict[str, Any], today: date
) -> CaseEvent:
    if day < today:
        details["entered_later"] = True
    return CaseEvent(seq=seq, what=what, from_state=before, to_state=after, day=day, reason=reason, details=details)
