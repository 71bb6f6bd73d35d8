"""What the steps that touch the clock change on a case: accept, supplement, pause, resume, extend."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.cases.due import CaseDue, due_day
from app.cases.facts import Case, CaseEvent
from app.cases.items import village_leg
from app.cases.papers import missing, received
from app.cases.rules import CaseRules
from app.cases.step import STANDS_OVER, Effect, Step
from app.cases.timeline import ClockFacts, clock_facts
from app.catalogue.facts import ItemVersion
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar


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


def accept(step: Step) -> Effect:
    """Start the clock on the day of acceptance and pin the item as it is offered then."""
    values: dict[str, Any] = {"handler": step.given.handler or step.case.handler or step.who}
    values |= {"lapse_day": None, "supplement_since": None}
    values["materials"] = received(step.case.materials, step.given.papers, step.day)
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


def supplement(step: Step) -> Effect:
    """Name the papers that are missing; they may come for 90 natural days (setting)."""
    materials = missing(step.case.materials, step.given.papers)
    lapse = step.day + timedelta(days=step.rules.lapse_days)
    values: dict[str, Any] = {"materials": materials, "supplement_since": step.day, "lapse_day": lapse}
    if step.route.clock == "stop":
        values["resume_state"] = step.case.state
    return Effect(values, {"papers": list(step.given.papers), "lapse": lapse.isoformat()})


def pause(step: Step) -> Effect:
    """Stop the clock for a special link, with the working days that it may take."""
    kind = next(kind for kind in step.declared.pause_kinds if kind.key == step.given.kind)
    days = step.given.days if step.given.days is not None else kind.days
    if days < 0:
        raise Refused(f"特别程序的天数不能是 {days}。", untouched="这个件没有改动。", advice="请填 0 或更大的整数。")
    until = step.calendar.working_days_after(step.day, days).day if days > 0 else None
    values = {
        "paused_since": step.day,
        "paused_until": until,
        "paused_kind": kind.key,
        "resume_state": step.case.state,
    }
    return Effect(values, {"kind": kind.key, "kind_text": kind.label, "days": days})


def resume(step: Step) -> Effect:
    """Let the clock go on, or begin anew after a supplement where the setting says so."""
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
        values["materials"] = received(step.case.materials, step.given.papers, step.day)
    if due is None:
        return Effect(values, {"clock": clock})
    values |= {"due_day": due.day, "due_estimated": due.estimated}
    return Effect(values, {"clock": clock, "due": due.day.isoformat(), "why": due.reason, "stood": stood})


def extend(step: Step) -> Effect:
    """Move the due day, before it has come and within the cap over all extensions."""
    case, rules = step.case, step.rules
    nothing = "到期日没有改动。"
    rest = rules.extension_cap - sum(int(event.details["days"]) for event in step.events if event.what == "extend")
    days = step.given.days if step.given.days is not None else min(rules.extension_days, rest)
    taken = CaseEvent(seq=0, what="extend", day=step.day, details={"days": max(0, min(days, rest))})
    facts = clock_facts((*step.events, taken))
    due = due_now(case, facts, step.calendar, rules)
    if case.due_day is None or due is None:
        raise Refused(f"{case.number} 没有承诺时限，不用延期。", untouched=nothing)
    if step.day > case.due_day:
        sentence = f"{case.number} 已经过了到期日，不能再延期（延期应在到期日以前提出）。"
        raise Refused(sentence, untouched=nothing, advice="请办结时说明超期原因。")
    if not 1 <= days <= rest:
        sentence = f"延期最多 {rules.extension_cap} 天，还可以延 {max(rest, 0)} 天，现在要延 {max(days, 0)} 天。"
        raise Refused(
            sentence, untouched=nothing, advice="请改小延期天数。" if rest > 0 else "请按期办结，或说明超期原因。"
        )
    values = {"due_day": due.day, "due_estimated": due.estimated, "extended_days": facts.extended}
    return Effect(values, {"days": days, "due": due.day.isoformat(), "why": due.reason, "approved_by": step.given.text})


def _pinned(case: Case, version: ItemVersion) -> Case:
    return msgspec.structs.replace(case, promised_days=version.promised_days, days_unit=version.days_unit)
