"""What the steps at and after a case's end change on it: answer, conclude, rate, correct, explain, archive, amend."""

from datetime import date
from typing import Any

import msgspec

from app.cases.facts import Given
from app.cases.papers import received
from app.cases.ratings import ratings
from app.cases.step import UNTOUCHED, Effect, Step
from app.cases.steps import keyed
from app.cases.verdict import verdict
from app.core.errors import Refused


def answer(step: Step) -> Effect:
    """Write the answer down."""
    text = step.given.text or step.given.reason
    document = {"result_document": step.given.result_document} if step.given.result_document else {}
    return Effect({"result": "answered", "result_text": text, "handler": step.case.handler or step.who, **document}, {})


def conclude(step: Step) -> Effect:
    """Write the result; a late end may carry its reason at once."""
    given, case = step.given, step.case
    values: dict[str, Any] = {
        "result": given.result,
        "result_text": given.text or given.reason,
        "handler": case.handler or step.who,
    }
    if given.result_document:
        values["result_document"] = given.result_document
    if case.accepted_on is None:
        values["accepted_on"] = step.day
        values["materials"] = received(case.materials, given.papers, step.day)
    late = case.due_day is not None and step.day > case.due_day
    if late and given.party:
        values |= _explained(given)
    return Effect(values, {"late": True} if late else {})


def rate(step: Step) -> Effect:
    """Write the level, its reasons and words; a low one is to be corrected within the setting's working days."""
    known = ratings()
    level = known.level(step.given.level)
    due = step.calendar.working_days_after(step.day, step.rules.correction_days).day if level.low else None
    values = {
        "rating": level.value,
        "rating_tags": known.tag_codes(step.given.tags),
        "rating_text": known.checked_text(step.given.text or step.given.reason),
        "correction_due": due,
    }
    return Effect(values, {"level": level.value, "level_text": level.name})


def correct(step: Step) -> Effect:
    """Write what was done about a low rating."""
    if step.case.correction_due is None or step.case.correction_on is not None:
        raise Refused(f"{step.case.number} 没有等着整改的差评。", untouched=UNTOUCHED)
    return Effect({"correction_text": step.given.text}, {"text": step.given.text})


def explain_overdue(step: Step) -> Effect:
    """Write why the case was late, whose it was and what was done about it (过错责任追究)."""
    if not verdict(step.case, step.day, step.calendar, step.rules, step.declared).late:
        raise Refused(f"{step.case.number} 没有超期，不用说明原因。", untouched=UNTOUCHED)
    return Effect(_explained(step.given), {"party": step.given.party, "measure": step.given.measure})


def archive(step: Step) -> Effect:
    """Close the file; a low rating without correction or a late end without reason keeps it open."""
    case = step.case
    nothing = "没有归档。"
    waits = case.correction_due is not None and case.correction_on is None
    if waits and not case.brought_over:
        raise Refused(f"{case.number} 有差评还没有整改。", untouched=nothing, advice="请先登记差评整改。")
    late = case.due_day is not None and case.concluded_on is not None and case.concluded_on > case.due_day
    if late and not case.overdue_party and not case.brought_over:
        raise Refused(
            f"{case.number} 办结时已经超期，还没有说明原因。", untouched=nothing, advice="请先说明超期原因和责任方。"
        )
    return Effect({}, {})


def amend(step: Step) -> Effect:
    """Change what was written down wrongly, keeping the words before and after."""
    known = {entry.field: entry.label for entry in step.declared.amendable}
    unknown = [field for field in step.given.fields if field not in known]
    if unknown:
        labels = "、".join(known.values())
        raise Refused(f"不能更正“{'、'.join(unknown)}”。", untouched=UNTOUCHED, advice=f"可以更正：{labels}。")
    stored = msgspec.to_builtins(step.case)
    before = {known[field]: stored[field] or "" for field in step.given.fields}
    after = {known[field]: value for field, value in step.given.fields.items()}
    values: dict[str, Any] = dict(step.given.fields)
    if "appointment_on" in values:
        values["appointment_on"] = _day(values["appointment_on"]) if values["appointment_on"] else None
    if "channel" in values:
        values["channel"] = keyed(values["channel"], step.declared.channels, "受理渠道")
    return Effect(values, {"before": before, "after": after})


def _explained(given: Given) -> dict[str, str]:
    return {"overdue_reason": given.reason, "overdue_party": given.party, "overdue_measure": given.measure}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as trouble:
        raise Refused(f"“{text}”不是日期。", untouched=UNTOUCHED, advice="日期写成 2026-10-09 的样子。") from trouble
