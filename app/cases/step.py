"""One step on the table: everything that it rests on, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.cases.facts import Case, CaseEvent, Given
from app.cases.rules import CaseRules
from app.cases.workflow import Route, Transition, Workflow
from app.catalogue.facts import ItemVersion

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar

UNTOUCHED = "这个件没有改动。"
STANDS_OVER = {
    "paused_since": None,
    "paused_until": None,
    "paused_kind": "",
    "supplement_since": None,
    "lapse_day": None,
    "resume_state": "",
}
"""What a case no longer carries when its clock goes on or ends."""


@dataclass(frozen=True, slots=True)
class Step:
    """Everything a step rests on; ``version`` is the item as it is offered now."""

    case: Case
    events: tuple[CaseEvent, ...]
    transition: Transition
    route: Route
    given: Given
    day: date
    who: str
    calendar: "WorkingCalendar"
    rules: CaseRules
    declared: Workflow
    version: ItemVersion | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """New values of the case's columns, and what the event keeps beside its reason."""

    values: Mapping[str, Any]
    details: Mapping[str, Any]
