"""A new case as it is written: its columns computed from what was said at the counter and what the item promises."""

from datetime import date, time
from typing import TYPE_CHECKING, Any

from app.cases.due import CaseDue, due_day, same_day_due
from app.cases.facts import NewCase
from app.cases.items import materials_of
from app.cases.rules import CaseRules
from app.cases.steps import keyed
from app.cases.workflow import Workflow
from app.catalogue.facts import ItemVersion
from app.core.errors import Refused
from app.people.facts import is_minor

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar

NOT_REGISTERED = "没有登记。"


def new_values(  # a case is wide
    new: NewCase,
    version: ItemVersion,
    day: date,
    due: CaseDue | None,
    who: str,
    rules: CaseRules,
    declared: Workflow,
) -> dict[str, Any]:
    """Compute the stored columns of a new case, all but its number; raises ``Refused`` for what does not fit."""
    applicant = new.applicant
    channel = _channel(new, day, declared)
    return {
        "item_code": version.item_code,
        "item_name": version.name,
        "item_version_id": version.id,
        "category": version.category,
        "department_code": version.department_code,
        "mode": version.mode,
        "channel": channel,
        "applicant_id": applicant.id,
        "applicant_name": _name(applicant.name),
        "applicant_id_number": applicant.id_number,
        "applicant_phone": applicant.phone,
        "applicant_address": applicant.address,
        "applicant_group": applicant.group,
        "applicant_minor": is_minor(applicant.birth_day, day, rules.adult_age),
        "agent_name": new.agent_name.strip(),
        "agent_phone": new.agent_phone.strip(),
        "content": new.content.strip(),
        "materials": materials_of(version, new.papers, day),
        "state": "registered",
        "registered_on": day,
        "promised_days": promised_when_registered(version, rules, written=new.written),
        "days_unit": version.days_unit,
        "due_day": due.day if due else None,
        "due_estimated": bool(due and due.estimated),
        "first_contact": new.first_contact or who,
        "handler": new.handler,
        "post_a": new.post_a,
        "post_b": new.post_b,
        "brought_over": new.brought_over,
        "appointment_on": new.appointment_on,
        "appointment_slot": new.appointment_slot.strip(),
        "visit_address": new.visit_address.strip() or (applicant.address if channel == "visit" else ""),
    }


def due_when_registered(
    version: ItemVersion,
    day: date,
    at: time | None,
    calendar: "WorkingCalendar",
    rules: CaseRules,
    *,
    written: bool = False,
) -> CaseDue | None:
    """Give the due day that stands from the first contact on: none where the promise begins with acceptance."""
    if version.mode == "promised":
        return None
    days = promised_when_registered(version, rules, written=written)
    if not days:
        return same_day_due(day, at, calendar, rules.direct_closing)
    return due_day(day, days, version.days_unit, calendar, roll_natural=rules.roll_natural)


def promised_when_registered(version: ItemVersion, rules: CaseRules, *, written: bool) -> int | None:
    """Give the days promised; a written question without days of its own is answered within five (DOMAIN C1)."""
    days = version.promised_days
    return rules.written_days if written and version.mode == "answered" and not days else days


def _name(name: str) -> str:
    if not name.strip():
        raise Refused("没有写申请人姓名。", untouched=NOT_REGISTERED, advice="请填姓名，或从村民里选一位。")
    return name.strip()


def _channel(new: NewCase, day: date, declared: Workflow) -> str:
    key = keyed(new.channel, declared.channels, "受理渠道")
    if key == "appointment" and new.appointment_on is None:
        raise Refused("预约服务要写预约的日期。", untouched=NOT_REGISTERED, advice="请补上预约日期。")
    if new.appointment_on is not None and new.appointment_on < day:
        raise Refused("预约的日期早于登记的日期。", untouched=NOT_REGISTERED, advice="请核对预约日期。")
    if key == "visit" and not (new.visit_address.strip() or new.applicant.address.strip()):
        raise Refused("上门服务要写上门的地址。", untouched=NOT_REGISTERED, advice="请补上地址。")
    return key
