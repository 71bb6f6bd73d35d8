"""Whether a step may be taken now: state, day and what it needs; a refusal says what is allowed instead."""

from collections.abc import Sequence
from datetime import date

import msgspec

from app.cases.facts import Case, Given
from app.cases.workflow import Channel, Choice, Mode, PauseKind, Route, State, Transition, Workflow
from app.core.errors import Refused
from app.core.year_table import FIRST_YEAR

UNTOUCHED = "这个件没有改动。"


def route_for(case: Case, step: Transition, declared: Workflow) -> Route:
    """Find the way the step goes from here; raises ``Refused`` with the steps that are allowed now."""
    route = step.route_from(case.state, case.mode, brought_over=case.brought_over)
    if route is not None:
        return route
    offered = declared.offered(case.state, case.mode, brought_over=case.brought_over)
    steps = [other.verb for other in offered if not other.seldom]
    advice = f"现在可以：{'、'.join(steps)}。" if steps else "这个件的流程已经走完。"
    label = declared.label(case.state)
    raise Refused(f"{case.number} 现在是“{label}”，不能{step.verb}。", untouched=UNTOUCHED, advice=advice)


def target_state(case: Case, route: Route) -> str:
    """Name the state that the route leads to."""
    return {"$same": case.state, "$before": case.resume_state}.get(route.to, route.to)


def checked_day(given: date | None, today: date, last: date | None, verb: str) -> date:
    """Give the step's day; raises ``Refused`` for one in the future or before the event before it."""
    day = given or today
    if day.year < FIRST_YEAR:
        raise Refused(
            f"{verb}的日期 {_shown(day)} 太早，日历从 {FIRST_YEAR} 年算起。", untouched=UNTOUCHED, advice="请核对年份。"
        )
    if day > today:
        raise Refused(
            f"{verb}的日期 {_shown(day)} 还没有到（今天是 {_shown(today)}）。",
            untouched=UNTOUCHED,
            advice="请核对日期。",
        )
    if last is not None and day < last:
        raise Refused(
            f"{verb}的日期 {_shown(day)} 早于上一步的日期 {_shown(last)}。",
            untouched=UNTOUCHED,
            advice="请填不早于上一步的日期。",
        )
    return day


def understood(case: Case, step: Transition, given: Given, today: date, declared: Workflow) -> Given:
    """Turn the clerk's words into keys (result, kind, party) and see that nothing the step needs is missing."""
    given = msgspec.structs.replace(given, reason=given.reason.strip(), text=given.text.strip())
    if step.key == "conclude":
        given = msgspec.structs.replace(given, result=_result(given.result, declared))
    if step.key == "pause":
        kind = pause_kind(given.kind or given.reason, declared, sure=bool(given.kind))
        given = msgspec.structs.replace(given, kind=kind.key if given.kind or given.reason else "")
    if given.party:
        given = msgspec.structs.replace(given, party=choice(given.party, declared.parties, "超期责任方").key)
    if step.key == "supplement" and not given.papers and given.reason:
        given = msgspec.structs.replace(given, papers=_named_papers(given.reason))
    if step.key == "correct" and not given.text:
        given = msgspec.structs.replace(given, text=given.reason)
    if step.key == "return" and not given.reason and case.lapse_day is not None:
        given = msgspec.structs.replace(given, reason=_lapse_reason(case, given.day or today))
    _check_needs(step, given)
    return given


def choice(word: str, choices: tuple[Choice, ...], what: str) -> Choice:
    """Find what a word means among the declared choices; raises ``Refused`` with all of them."""
    for entry in choices:
        if word in (entry.key, entry.label, *entry.words):
            return entry
    known = "、".join(entry.label for entry in choices)
    raise Refused(f"{what}里没有“{word}”。", untouched=UNTOUCHED, advice=f"可以用：{known}。")


def keyed(word: str, choices: Sequence[State | Mode | Channel], what: str) -> str:
    """Find the key of a state, mode or channel by its key or label; raises ``Refused`` with all of them."""
    for entry in choices:
        if word in (entry.key, entry.label):
            return entry.key
    known = "、".join(entry.label for entry in choices)
    raise Refused(f"{what}里没有“{word}”。", untouched="什么也没有做。", advice=f"可以用：{known}。")


def pause_kind(word: str, declared: Workflow, *, sure: bool) -> PauseKind:
    """Find the special link that a word or a sentence speaks of; an unsure one is 其他."""
    for kind in declared.pause_kinds:
        if word in (kind.key, kind.label, *kind.words):
            return kind
    if not sure:
        named = (kind for kind in declared.pause_kinds if any(name in word for name in (kind.label, *kind.words)))
        return next(named, declared.pause_kinds[-1])
    known = "、".join(kind.label for kind in declared.pause_kinds)
    raise Refused(f"特别程序里没有“{word}”。", untouched=UNTOUCHED, advice=f"可以用：{known}。")


def _result(word: str, declared: Workflow) -> str:
    return choice(word or "granted", declared.results, "办理结果").key


def _named_papers(reason: str) -> tuple[str, ...]:
    for sign in "，、；;":
        reason = reason.replace(sign, ",")
    return tuple(paper for part in reason.split(",") if (paper := part.strip().removeprefix("缺").strip()))


def _lapse_reason(case: Case, day: date) -> str:
    lapsed = case.lapse_day is not None and day > case.lapse_day
    return "逾期未补齐材料，视为放弃" if lapsed else ""


_MISSING = {
    "reason": "原因",
    "result": "办理结果",
    "level": "评价等次（5 非常满意 … 1 非常不满意）",
    "kind": "特别程序的种类",
    "papers": "要补的材料",
    "text": "内容",
    "party": "责任方（村站、乡镇窗口、申请人）",
    "fields": "要更正的内容",
}


def _check_needs(step: Transition, given: Given) -> None:
    missing = [_MISSING[name] for name in step.needs if not getattr(given, name)]
    if missing:
        raise Refused(f"{step.verb}还缺：{'、'.join(missing)}。", untouched=UNTOUCHED, advice="请补上后再做一次。")


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
