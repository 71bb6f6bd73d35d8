"""``case``: register a request, take its steps, list and show cases, add a month up."""

import argparse
from typing import TYPE_CHECKING

from app.cases.facts import Applicant, Case, Given, NewCase
from app.cases.listing import CaseFilter
from app.cases.steps import keyed
from app.cases.workflow import workflow
from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE
from app.door.call import Answer, Call
from app.door.case_answers import file_value, file_words, line_value, line_words
from app.door.case_arguments import (
    OPTIONS,
    day,
    declare_register,
    declare_step,
    fields,
    listed,
    month,
)

if TYPE_CHECKING:
    from app.people.facts import Resident
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

ID_LENGTH = 36


def configure(words: "Words") -> None:
    """Declare the word; the steps and their options come from the workflow."""
    parser = words.add_parser("case", help="办件：登记、受理、报送、办结……")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    declare_register(actions.add_parser("register", help="登记一个件"))
    for step in workflow().transitions:
        if step.key != "register":
            declare_step(actions.add_parser(step.key, help=step.done), step)
    removed = actions.add_parser("remove", help="删除登记错的件")
    removed.add_argument("number", metavar="NUMBER")
    removed.add_argument("--reason", default="")
    found = actions.add_parser("list", help="列出办件")
    for option, words_of_help in (
        ("--state", "只列一种状态，例如 accepted 或 已受理"),
        ("--item", "事项代码"),
        ("--department", "部门"),
        ("--month", "哪个月登记的，2026-10"),
        ("--text", "编号、姓名、事项或内容里的字"),
    ):
        found.add_argument(option, default="", help=words_of_help)
    found.add_argument("--overdue", action="store_true", help="只列已经超期的")
    found.add_argument("--due-soon", action="store_true", help="只列快到期的")
    found.add_argument("--open", action="store_true", help="只列没有办结的")
    found.add_argument("--limit", type=int, default=1000)
    found.add_argument("--offset", type=int, default=0)
    actions.add_parser("show", help="看一个件").add_argument("number", metavar="NUMBER")
    actions.add_parser("figures", help="一个月的数字").add_argument("--month", required=True, help="2026-10")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names."""
    session, asked = call.open(), call.arguments
    actions = {"register": _register, "list": _list, "show": _show, "remove": _remove, "figures": _figures}
    return actions.get(asked.action, _step)(session, asked)


def _register(session: "Session", asked: argparse.Namespace) -> Answer:
    new = NewCase(
        applicant=_applicant(session, asked),
        item_code=asked.item,
        channel=asked.channel or "counter",
        content=asked.content,
        papers=listed(asked.papers) or None,
        day=day(asked.day),
        reason=asked.reason,
        agent_name=asked.agent,
        agent_phone=asked.agent_phone,
        first_contact=asked.first_contact,
        handler=asked.handler,
        appointment_on=day(asked.appointment_on),
        appointment_slot=asked.appointment_slot,
        visit_address=asked.visit_address,
        written=asked.written,
    )
    case, changes = session.cases.register(new, session.operator)
    session.emit(changes)
    return _told(session, case, "已登记")


def _step(session: "Session", asked: argparse.Namespace) -> Answer:
    step = workflow().transition(asked.action)
    if asked.level is not None and "level" not in step.asks:
        raise Refused(f"{step.verb}不用评价等次。", untouched=NOTHING_DONE, advice="请去掉 --level。")
    known = {name: getattr(asked, name) for name in OPTIONS if getattr(asked, name, "")}
    if asked.result and "result" not in step.asks and "text" in step.asks:
        known.setdefault("text", asked.result)
    given = Given(
        day=day(asked.day),
        reason=asked.reason,
        result=asked.result,
        level=asked.level,
        days=getattr(asked, "days", None),
        papers=listed(getattr(asked, "papers", "")),
        tags=tuple(getattr(asked, "tag", ())),
        fields=fields(getattr(asked, "set", [])),
        **known,
    )
    case, changes = session.cases.take(asked.action, asked.number, given, session.operator)
    session.emit(changes)
    return _told(session, case, step.done)


def _remove(session: "Session", asked: argparse.Namespace) -> Answer:
    session.emit(session.cases.remove(asked.number, asked.reason, session.operator))
    return Answer({"number": asked.number, "removed": True}, f"{asked.number} 已删除，原因：{asked.reason}。")


def _list(session: "Session", asked: argparse.Namespace) -> Answer:
    state = keyed(asked.state, workflow().states, "状态") if asked.state else ""
    department = session.catalogue.find_department(asked.department).code if asked.department else ""
    wanted = CaseFilter(
        states=(state,) if state else (),
        overdue=asked.overdue,
        due_soon=asked.due_soon,
        open_only=asked.open,
        item_code=asked.item.strip().upper(),
        department_code=department,
        month=month(asked.month),
        text=asked.text,
        limit=asked.limit,
        offset=asked.offset,
    )
    lines = session.cases.lines(wanted)
    return Answer(
        [line_value(line) for line in lines], "\n".join(line_words(line) for line in lines) or "没有符合的件。"
    )


def _show(session: "Session", asked: argparse.Namespace) -> Answer:
    shown = session.cases.show(asked.number)
    return Answer(file_value(shown), file_words(shown))


def _figures(session: "Session", asked: argparse.Namespace) -> Answer:
    figures = session.cases.figures(month(asked.month))
    text = (
        f"{figures.month}：登记 {figures.registered} 件，受理 {figures.accepted} 件，办结 {figures.concluded} 件，"
        f"按期 {figures.on_time} 件，超期 {figures.overdue} 件，评价 {figures.rated} 件，满意 {figures.satisfied} 件。"
    )
    return Answer(figures, text)


def _applicant(session: "Session", asked: argparse.Namespace) -> Applicant:
    """Find the villager; a name that nobody on the roll has is taken as it is."""
    name = asked.resident.strip()
    found = _residents(session, name)
    if len(found) > 1:
        known = "、".join(f"{one.id}（{one.villager_group}）" for one in found)
        raise Refused(f"有 {len(found)} 位村民叫“{name}”。", untouched=NOTHING_DONE, advice=f"请用编号：{known}。")
    if not found:
        return Applicant(name=name, phone=asked.phone, address=asked.address)
    one = found[0]
    return Applicant(
        id=one.id,
        name=one.name,
        id_number=one.id_number,
        phone=asked.phone or one.phone,
        address=asked.address or one.address,
        group=one.villager_group,
        birth_day=one.birth_day,
    )


def _residents(session: "Session", name: str) -> "list[Resident]":
    if len(name) == ID_LENGTH and name.count("-") == 4:
        return [session.people.find(name)]
    if name[:1].isdigit():
        resident = session.people.by_id_number(name)
        if resident is None:
            raise Refused("没有这个身份证号的村民。", untouched=NOTHING_DONE, advice="请先登记村民，或写姓名。")
        return [resident]
    return session.people.named(name)


def _told(session: "Session", case: Case, done: str) -> Answer:
    line = session.cases.line(case)
    return Answer(line_value(line), f"{done}：{line_words(line)}")
