"""What each step changes on a case: one small pure function per step, found by the step's key."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.cases.due import CaseDue, due_day
from app.cases.facts import Case, CaseEvent, Given, Material
from app.cases.items import ItemVersion, promised_days, village_leg
from app.cases.rules import CaseRules
from app.cases.timeline import ClockFacts, clock_facts
from app.cases.verdict import verdict
from app.cases.workflow import Route, Transition, Workflow
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar

STANDS_OVER = {
    "paused_since": None,
    "paused_until": None,
    "paused_kind": "",
    "supplement_since": None,
    "lapse_day": None,
    "resume_state": "",
}


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


def effect_of(step: Step) -> Effect:
    """Compute what the step changes; raises ``Refused`` where a rule of the step forbids it."""
    found = _EFFECTS.get(step.transition.key, _nothing)(step)
    values = dict(found.values)
    if step.transition.sets_day:
        values[step.transition.sets_day] = step.day
    if step.transition.result:
        values["result"] = step.transition.result
        values["result_text"] = step.given.text or step.given.reason
    if step.route.clock == "finish":
        values |= STANDS_OVER
    return Effect(values, found.details)


def due_now(step_case: Case, clock: ClockFacts, calendar: "WorkingCalendar", rules: CaseRules) -> CaseDue | None:
    """Count the due day from what the events say; ``None`` where nothing was promised."""
    if clock.start is None or step_case.promised_days is None:
        return None
    return due_day(
        clock.start,
        step_case.promised_days,
        step_case.days_unit,
        calendar,
        pauses=clock.pauses,
        extended=clock.extended,
        roll_natural=rules.roll_natural,
    )


def _nothing(_step: Step) -> Effect:
    return Effect({}, {})


def _accept(step: Step) -> Effect:
    values: dict[str, Any] = {"handler": step.given.handler or step.case.handler or step.who}
    values |= {"lapse_day": None, "supplement_since": None}
    values["materials"] = _received(step.case.materials, step.given.papers, step.day)
    case = step.case
    if step.version is not None and case.mode == "promised":
        case = _pinned(case, step.version)
        values |= {"item_version_id": step.version.id, "promised_days": case.promised_days, "days_unit": case.days_unit}
        leg = village_leg(step.version, step.rules)
        if leg is not None:
            values["village_due_day"] = step.calendar.working_days_after(step.day, leg).day
    if case.mode == "promised" or case.due_day is None or case.state == "awaiting_papers":
        due = due_now(case, ClockFacts(start=step.day), step.calendar, step.rules)
        if due is not None:
            values |= {"due_day": due.day, "due_estimated": due.estimated}
            return Effect(values, {"due": due.day.isoformat(), "why": due.reason})
    return Effect(values, {})


def _supplement(step: Step) -> Effect:
    materials = _missing(step.case.materials, step.given.papers)
    lapse = step.day + timedelta(days=step.rules.lapse_days)
    values: dict[str, Any] = {"materials": materials, "supplement_since": step.day, "lapse_day": lapse}
    if step.route.clock == "stop":
        values["resume_state"] = step.case.state
    return Effect(values, {"papers": list(step.given.papers), "lapse": lapse.isoformat()})


def _pause(step: Step) -> Effect:
    kind = next(kind for kind in step.declared.pause_kinds if kind.key == step.given.kind)
    days = step.given.days if step.given.days is not None else kind.days
    until = step.calendar.working_days_after(step.day, days).day if days > 0 else None
    values = {
        "paused_since": step.day,
        "paused_until": until,
        "paused_kind": kind.key,
        "resume_state": step.case.state,
    }
    return Effect(values, {"kind": kind.key, "kind_text": kind.label, "days": days})


def _resume(step: Step) -> Effect:
    clock = step.route.clock
    if clock == "by-setting":
        clock = "restart" if step.rules.restart_after_supplement else "resume"
    taken = CaseEvent(
        seq=0,
        what="resume",
        from_state=step.case.state,
        to_state=step.case.resume_state,
        day=step.day,
        details={"clock": clock},
    )
    facts = clock_facts((*step.events, taken))
    due = due_now(step.case, facts, step.calendar, step.rules)
    stood = sum(pause.days(step.case.days_unit, step.calendar) for pause in facts.pauses)
    values: dict[str, Any] = {**STANDS_OVER, "paused_days": stood, "extended_days": facts.extended}
    if step.case.state == "supplementing":
        values["materials"] = _received(step.case.materials, step.given.papers, step.day)
    if due is None:
        return Effect(values, {"clock": clock})
    values |= {"due_day": due.day, "due_estimated": due.estimated}
    return Effect(values, {"clock": clock, "due": due.day.isoformat(), "why": due.reason, "stood": stood})


def _extend(step: Step) -> Effect:
    case, rules = step.case, step.rules
    nothing = "到期日没有改动。"
    if case.due_day is None:
        raise Refused(f"{case.number} 没有承诺时限，不用延期。", untouched=nothing)
    if step.day > case.due_day:
        sentence = f"{case.number} 已经过了到期日，不能再延期（延期应在到期日以前提出）。"
        raise Refused(sentence, untouched=nothing, advice="请办结时说明超期原因。")
    rest = rules.extension_cap - sum(int(event.details["days"]) for event in step.events if event.what == "extend")
    days = step.given.days if step.given.days is not None else min(rules.extension_days, rest)
    if not 1 <= days <= rest:
        sentence = f"延期最多 {rules.extension_cap} 天，还可以延 {max(rest, 0)} 天，现在要延 {max(days, 0)} 天。"
        raise Refused(
            sentence, untouched=nothing, advice="请改小延期天数。" if rest > 0 else "请按期办结，或说明超期原因。"
        )
    facts = clock_facts((*step.events, CaseEvent(seq=0, what="extend", day=step.day, details={"days": days})))
    due = due_now(case, facts, step.calendar, rules)
    if due is None:
        raise Refused(f"{case.number} 没有承诺时限，不用延期。", untouched=nothing)
    values = {"due_day": due.day, "due_estimated": due.estimated, "extended_days": facts.extended}
    return Effect(values, {"days": days, "due": due.day.isoformat(), "why": due.reason, "approved_by": step.given.text})


def _answer(step: Step) -> Effect:
    text = step.given.text or step.given.reason
    document = {"result_document": step.given.result_document} if step.given.result_document else {}
    return Effect({"result": "answered", "result_text": text, "handler": step.case.handler or step.who, **document}, {})


def _conclude(step: Step) -> Effect:
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
        values["materials"] = _received(case.materials, given.papers, step.day)
    late = case.due_day is not None and step.day > case.due_day
    if late and given.party:
        values |= _explained(given)
    return Effect(values, {"late": True} if late else {})


def _rate(step: Step) -> Effect:
    level = step.declared.level(step.given.level or 0)
    due = step.calendar.working_days_after(step.day, step.rules.correction_days).day if level.low else None
    values = {
        "rating": level.value,
        "rating_tags": list(step.given.tags),
        "rating_text": step.given.text or step.given.reason,
        "correction_due": due,
    }
    return Effect(values, {"level": level.value, "level_text": level.label})


def _correct(step: Step) -> Effect:
    if step.case.correction_due is None or step.case.correction_on is not None:
        raise Refused(f"{step.case.number} 没有等着整改的差评。", untouched="这个件没有改动。")
    return Effect({"correction_text": step.given.text}, {"text": step.given.text})


def _explain(step: Step) -> Effect:
    if not verdict(step.case, step.day, step.calendar, step.rules, step.declared).late:
        raise Refused(f"{step.case.number} 没有超期，不用说明原因。", untouched="这个件没有改动。")
    return Effect(_explained(step.given), {"party": step.given.party, "measure": step.given.measure})


def _archive(step: Step) -> Effect:
    case = step.case
    nothing = "没有归档。"
    if case.correction_due is not None and case.correction_on is None:
        raise Refused(f"{case.number} 有差评还没有整改。", untouched=nothing, advice="请先登记差评整改。")
    late = case.due_day is not None and case.concluded_on is not None and case.concluded_on > case.due_day
    if late and not case.overdue_party and not case.brought_over:
        raise Refused(
            f"{case.number} 办结时已经超期，还没有说明原因。", untouched=nothing, advice="请先说明超期原因和责任方。"
        )
    return Effect({}, {})


def _amend(step: Step) -> Effect:
    known = {entry.field: entry.label for entry in step.declared.amendable}
    unknown = [field for field in step.given.fields if field not in known]
    if unknown:
        labels = "、".join(known.values())
        raise Refused(f"不能更正“{'、'.join(unknown)}”。", untouched="这个件没有改动。", advice=f"可以更正：{labels}。")
    stored = msgspec.to_builtins(step.case)
    before = {known[field]: stored[field] or "" for field in step.given.fields}
    after = {known[field]: value for field, value in step.given.fields.items()}
    values = {field: value or (None if field == "appointment_on" else "") for field, value in step.given.fields.items()}
    return Effect(values, {"before": before, "after": after})


def _pinned(case: Case, version: ItemVersion) -> Case:
    return msgspec.structs.replace(case, promised_days=promised_days(version), days_unit=version.days_unit)


def _explained(given: Given) -> dict[str, str]:
    return {"overdue_reason": given.reason, "overdue_party": given.party, "overdue_measure": given.measure}


def _received(materials: Iterable[Material], papers: tuple[str, ...], day: date) -> list[Any]:
    """Mark what came in (``papers``; none named means everything) as received on ``day``."""
    marked = [
        msgspec.structs.replace(paper, received=True, received_on=day)
        if not paper.received and (not papers or paper.name in papers)
        else paper
        for paper in materials
    ]
    return list(msgspec.to_builtins(marked))


def _missing(materials: Iterable[Material], papers: tuple[str, ...]) -> list[Any]:
    """Mark the named papers as missing; one that the item does not list is added."""
    kept = [
        msgspec.structs.replace(paper, received=False, received_on=None) if paper.name in papers else paper
        for paper in materials
    ]
    known = {paper.name for paper in kept}
    added = [Material(name=name) for name in papers if name not in known]
    return list(msgspec.to_builtins([*kept, *added]))


_EFFECTS: dict[str, Callable[[Step], Effect]] = {
    "accept": _accept,
    "answer": _answer,
    "supplement": _supplement,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "conclude": _conclude,
    "rate": _rate,
    "correct": _correct,
    "explain-overdue": _explain,
    "archive": _archive,
    "amend": _amend,
}
