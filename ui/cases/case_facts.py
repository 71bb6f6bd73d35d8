"""What the page of a case says about it: facts in words, the steps that were taken, the papers that belong to them."""

from collections.abc import Callable
from datetime import date

from app.cases.facts import Case, CaseEvent
from app.cases.ratings import ratings
from app.cases.shown import CaseFile
from app.cases.workflow import Slip, workflow
from app.core.day_text import long_day, shown_day
from app.core.masking import mask_id_number, mask_phone
from app.history.telling import masked_text
from ui.widgets.timeline import Step

DueText = Callable[[CaseFile], str]
_UNITS = {"working": "个工作日", "natural": "个自然日"}


def case_facts(file: CaseFile, due: str, window: str, *, open_numbers: bool) -> list[tuple[str, str]]:
    """Give name and value of every fact; numbers of a person stay masked until ``open_numbers``."""
    case, label = file.case, workflow().label
    promise = f"{case.promised_days} {_UNITS[case.days_unit]}" if case.promised_days else ""
    return [
        ("申请人", _with(case.applicant_name, case.applicant_group, "未成年人" if case.applicant_minor else "")),
        ("身份证号", case.applicant_id_number if open_numbers else mask_id_number(case.applicant_id_number)),
        ("电话", case.applicant_phone if open_numbers else mask_phone(case.applicant_phone)),
        ("住址", case.applicant_address if open_numbers else ""),
        ("代理人", _with(case.agent_name, case.agent_phone)),
        ("事项", _with(case.item_name, label(case.mode), window)),
        ("办理内容", case.content),
        ("渠道", _with(label(case.channel), _appointment(case), case.visit_address)),
        ("承诺时限", promise),
        ("到期", "\n".join(part for part in (due, file.due_reason) if part)),
        ("材料", _papers(case)),
        ("挂起", _paused(case)),
        ("补正期限", "" if case.lapse_day is None else f"{long_day(case.lapse_day)}以前，逾期作退件处理"),
        ("结果", _with(label(case.result) if case.result else "", case.result_text, case.result_document)),
        ("评价", _rating(case)),
        ("差评整改", _correction(case)),
        ("超期", _late(file)),
        ("首问责任人", case.first_contact),
        ("承办人", _with(case.handler, _posts(case))),
        ("补录", "这个件是事后照纸质记录补登的" if case.brought_over else ""),
    ]


def case_steps(file: CaseFile, today: date) -> list[Step]:
    """Give what happened in order."""
    return [
        Step(shown_day(event.day, today), _what(event), event.operator_name, _why(event)) for event in file.events
    ]


def printable_slips(file: CaseFile) -> list[Slip]:
    """Give the papers of the steps that were taken, the newest first."""
    declared, case = workflow(), file.case
    keys: list[str] = []
    for event in reversed(file.events):
        step = declared.transition(event.what) if event.what in _known() else None
        route = step.route_from(event.from_state, case.mode, brought_over=case.brought_over) if step else None
        keys += route.slips if route else ()
    titles = {slip.key: slip for slip in declared.slips}
    return [titles[key] for key in dict.fromkeys(keys)]


def _known() -> frozenset[str]:
    return frozenset(step.key for step in workflow().transitions)


def _what(event: CaseEvent) -> str:
    done = workflow().transition(event.what).done if event.what in _known() else event.what
    return f"{done}（补录）" if event.details.get("entered_later") or event.details.get("brought_over") else done


def _why(event: CaseEvent) -> str:
    details = event.details
    parts = [event.reason]
    if details.get("kind_text"):
        parts.append(str(details["kind_text"]))
    if details.get("papers"):
        parts.append(f"缺：{'、'.join(details['papers'])}")
    if details.get("level_text"):
        parts.append(str(details["level_text"]))
    if details.get("due"):
        parts.append(f"到期日 {long_day(date.fromisoformat(details['due']))}")
    if details.get("party"):
        parts.append(f"责任方：{workflow().label(details['party'])}")
    if details.get("after"):
        before = details["before"]
        parts += [f"{name}：{before.get(name) or '空'} → {value or '空'}" for name, value in details["after"].items()]
    return masked_text("；".join(part for part in parts if part))


def _with(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _papers(case: Case) -> str:
    if not case.materials:
        return ""
    waiting = [paper.name for paper in case.materials if not paper.received]
    here = [paper.name for paper in case.materials if paper.received]
    told = [f"缺：{'、'.join(waiting)}" if waiting else "", f"已收：{'、'.join(here)}" if here else ""]
    return "\n".join(line for line in told if line)


def _paused(case: Case) -> str:
    if case.paused_since is None:
        return ""
    until = "" if case.paused_until is None else f"，应在{long_day(case.paused_until)}以前恢复"
    return f"{workflow().label(case.paused_kind)}，{long_day(case.paused_since)}起不计时{until}"


def _rating(case: Case) -> str:
    if case.rating is None:
        return ""
    names = {tag.code: tag.name for tag in ratings().tags}
    told = "、".join(names.get(tag, tag) for tag in case.rating_tags)
    return _with(ratings().level(case.rating).name, told, case.rating_text)


def _correction(case: Case) -> str:
    if case.correction_due is None:
        return ""
    if case.correction_on is None:
        return f"应在{long_day(case.correction_due)}以前整改"
    return f"{long_day(case.correction_on)}：{case.correction_text}"


def _late(file: CaseFile) -> str:
    case, judged = file.case, file.verdict
    if not judged.late:
        return ""
    party = f"责任方：{workflow().label(judged.party)}" if judged.party else "还没有说明原因"
    counted = "" if judged.counts else "不计入超期"
    return _with(judged.why, party, case.overdue_reason, case.overdue_measure, counted)


def _appointment(case: Case) -> str:
    if case.appointment_on is None:
        return ""
    return f"预约 {long_day(case.appointment_on)} {case.appointment_slot}".strip()


def _posts(case: Case) -> str:
    posts = (("A 岗", case.post_a), ("B 岗", case.post_b))
    return "、".join(f"{post} {name}" for post, name in posts if name)
