"""What a list of cases is asked for: filters as the clerk picks them, turned into conditions of the store."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.cases.figures import month_days
from app.cases.rules import CaseRules
from app.cases.workflow import Workflow

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar


class CaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases, in which order, which page; empty fields ask for nothing.

    ``month`` is ``YYYY-MM`` of registering, ``concluded_month`` of the end. ``sort`` is number, registered, due,
    concluded, applicant, item or state. ``owner`` 1 is our own office.
    """

    owner: int = 1
    states: tuple[str, ...] = ()
    overdue: bool = False
    due_soon: bool = False
    open_only: bool = False
    item_code: str = ""
    category: str = ""
    department_code: str = ""
    applicant_id: str = ""
    text: str = ""
    month: str = ""
    concluded_month: str = ""
    registered_from: date | None = None
    registered_to: date | None = None
    brought_over: bool | None = None
    sort: str = "registered"
    falling: bool = True
    limit: int = 50
    offset: int = 0


def conditions(
    wanted: CaseFilter, today: date, calendar: "WorkingCalendar", rules: CaseRules, declared: Workflow
) -> dict[str, Any]:
    """Turn a filter into the store's conditions."""
    found: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in ("item_code", "category", "department_code", "applicant_id", "registered_from", "registered_to")
        if getattr(wanted, name)
    }
    found = {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
    if wanted.text.strip():
        found["text"] = wanted.text.strip()
    if wanted.brought_over is not None:
        found["brought_over"] = int(wanted.brought_over)
    states = _states(wanted, declared)
    if states is not None:
        found["states"] = tuple(sorted(states))
    if wanted.overdue:
        found["due_before"] = today.isoformat()
    elif wanted.due_soon:
        found["due_from"] = today.isoformat()
        found["due_until"] = _soon(today, calendar, rules).isoformat()
    for month, column in ((wanted.month, "registered"), (wanted.concluded_month, "concluded")):
        if month:
            first, last = month_days(month)
            found |= {f"{column}_from": first.isoformat(), f"{column}_to": last.isoformat()}
    return found


def counting_states(declared: Workflow) -> tuple[str, ...]:
    """Give the open states in which a due day counts against the station."""
    return ("registered", *declared.keys(clock="runs"))


def _states(wanted: CaseFilter, declared: Workflow) -> set[str] | None:
    chosen = set(wanted.states) if wanted.states else None
    limits = []
    if wanted.open_only:
        limits.append(set(declared.keys(group="open")))
    if wanted.overdue or wanted.due_soon:
        limits.append(set(counting_states(declared)))
    for limit in limits:
        chosen = limit if chosen is None else chosen & limit
    return chosen


def _soon(today: date, calendar: "WorkingCalendar", rules: CaseRules) -> date:
    """Give the last day before the first working day that is no longer soon."""
    return calendar.working_days_after(today, rules.due_soon_days + 1).day - timedelta(days=1)
