"""The words that a slip's placeholders stand for, made from one case file, the office and the day."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.cases.facts import Case, CaseEvent
from app.cases.ratings import ratings
from app.core.day_text import long_day
from app.core.masking import mask_id_number

if TYPE_CHECKING:
    from app.cases.shown import CaseFile
    from app.cases.workflow import Workflow

UNITS = {"working": "个工作日", "natural": "天（自然日）"}
ESTIMATED = "（预估，以公布的放假安排为准）"


@dataclass(frozen=True)
class Desk:
    """What is the same on every slip: our own name, phones and address, and who is at the desk."""

    station: str
    phone: str
    complaint_phone: str
    township_phone: str
    address: str
    operator: str


@dataclass(frozen=True)
class ItemFacts:
    """What the slip tells of the item beyond the case: department, fee, and whether supplements restart the clock."""

    department: str
    fee: str
    restarts: bool


def slip_facts(
    file: "CaseFile", event: CaseEvent | None, desk: Desk, item: ItemFacts, day: date, declared: "Workflow"
) -> dict[str, str]:
    """Give every placeholder its words; what is not known is empty and becomes a line to write on."""
    case = file.case
    return {
        **_people(case, desk, event),
        **_days(case, event, day),
        **_course(case, event, item, declared),
        "case_number": case.number,
        "item": case.item_name,
        "category": case.category,
        "department": item.department,
        "fee": item.fee or "无",
        "content": case.content or case.item_name,
        "on_time": "超过时限" if file.verdict.late else "按时办结",
        "station": desk.station,
        "station_phone": desk.phone,
        "complaint_phone": desk.complaint_phone,
        "township_phone": desk.township_phone,
        "station_address": desk.address or desk.station,
    }


def _people(case: Case, desk: Desk, event: CaseEvent | None) -> dict[str, str]:
    return {
        "applicant": case.applicant_name,
        "id_number": case.applicant_id_number,
        "id_masked": mask_id_number(case.applicant_id_number, tail=4),
        "phone": case.applicant_phone,
        "group": case.applicant_group or case.applicant_address,
        "first_contact": case.first_contact or desk.operator,
        "handler": case.handler or case.post_a or desk.operator,
        "event_by": (event.operator_name if event else "") or desk.operator,
    }


def _days(case: Case, event: CaseEvent | None, day: date) -> dict[str, str]:
    due = _day(case.due_day)
    due_words = f"{due}{ESTIMATED if case.due_estimated else ''}" if due else ""
    promised = f"{case.promised_days}{UNITS[case.days_unit]}" if case.promised_days else "当场办理"
    promise = f"承诺{promised}内办结，即{due_words}前办结（遇特别程序顺延）。" if due and case.promised_days else ""
    return {
        "day": long_day(day),
        "event_day": _day(event.day if event else None) or long_day(day),
        "registered": _day(case.registered_on),
        "accepted": _day(case.accepted_on),
        "concluded": _day(case.concluded_on),
        "delivered": _day(case.delivered_on),
        "archived": _day(case.archived_on),
        "due_words": due_words,
        "promised": promised,
        "promise": promise,
        "lapse": _day(case.lapse_day),
        "extended": f"{case.extended_days}{UNITS[case.days_unit]}" if case.extended_days else "",
    }


def _course(case: Case, event: CaseEvent | None, item: ItemFacts, declared: "Workflow") -> dict[str, str]:
    reason = event.reason if event else ""
    details = event.details if event else {}
    result = declared.label(case.result) if case.result else ""
    allowed = details.get("days")
    kind = case.paused_kind or str(details.get("kind", ""))
    document = case.result_document
    return {
        "reason": reason,
        "reason_words": f"{reason}。" if reason else "",
        "where_else": str(details.get("where", "")),
        "pause_kind": declared.label(kind) if kind else "",
        "pause_days": f"{allowed}个工作日" if allowed else "",
        "supplement_rule": "材料补齐之日起重新计算办理时限" if item.restarts else "补正时间不计算在办理时限内",
        "answer": case.result_text or reason,
        "result": result,
        "result_text": case.result_text or reason,
        "document": document,
        "delivered_what": document or f"{case.item_name}办理结果（{result}）",
        "rating": ratings().level(case.rating).name if case.rating else "未评价",
        "rating_text": case.rating_text,
    }


def _day(day: date | None) -> str:
    return long_day(day) if day else ""
