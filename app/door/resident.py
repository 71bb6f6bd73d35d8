"""``resident``: register, list, show, change and remove residents."""

import argparse
from typing import TYPE_CHECKING

import msgspec

from app.core.masking import mask_id_number
from app.door.call import Answer, Call
from app.people.facts import Resident, TypedResident, typed_again

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

FIELDS = {
    "name": "姓名",
    "id_number": "身份证号",
    "birth_day": "出生日期",
    "sex": "性别",
    "phone": "联系电话",
    "nickname": "小名",
    "villager_group": "村民组",
    "address": "住址",
    "household_role": "与户主关系",
    "note": "备注",
}


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("resident", help="村民：登记、列出、查看、修改、删除、恢复")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    added = actions.add_parser("add", help="登记一位村民")
    edited = actions.add_parser("edit", help="修改一位村民")
    edited.add_argument("id", metavar="ID")
    for one in (added, edited):
        for field, label in FIELDS.items():
            one.add_argument(f"--{field.replace('_', '-')}", help=label)
        one.add_argument("--keep-private", action="store_true", default=None, help="不在公示里出现")
    listed = actions.add_parser("list", help="列出村民")
    listed.add_argument("--text", default="", help="姓名、拼音、电话、身份证号或住址的一段")
    listed.add_argument("--group", default="", help="只列一个村民组")
    listed.add_argument("--limit", type=int, default=50)
    listed.add_argument("--offset", type=int, default=0)
    shown = actions.add_parser("show", help="看一位村民；看完整身份证号会记入日志")
    shown.add_argument("id", metavar="ID")
    shown.add_argument("--full-id", action="store_true", help="显示完整身份证号")
    for word, words_of_help in (("remove", "从名册上删除"), ("revive", "恢复")):
        one = actions.add_parser(word, help=words_of_help)
        one.add_argument("id", metavar="ID")
        one.add_argument("--reason", required=word == "remove", default="恢复", help="原因")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names."""
    actions = {"add": _add, "edit": _edit, "list": _list, "show": _show, "remove": _remove, "revive": _revive}
    return actions[call.arguments.action](call.open(), call.arguments)


def _add(session: "Session", asked: argparse.Namespace) -> Answer:
    typed = msgspec.structs.replace(TypedResident(), **_given(asked))
    alike = [one for one in session.people.maybe_same_person(typed) if not one.certain]
    resident, changes = session.people.register(typed, session.operator.id)
    session.emit(changes)
    warnings = [f"注意：和{one.resident.name}（{one.resident.id}）{one.reason}。" for one in alike]
    return Answer(_value(resident), "\n".join([f"已登记：{_line(resident)}", *warnings]))


def _edit(session: "Session", asked: argparse.Namespace) -> Answer:
    typed = msgspec.structs.replace(typed_again(session.people.find(asked.id)), **_given(asked))
    resident, changes = session.people.edit(asked.id, typed, session.operator.id)
    session.emit(changes)
    return Answer(_value(resident), f"已修改：{_line(resident)}")


def _list(session: "Session", asked: argparse.Namespace) -> Answer:
    page = session.people.page(asked.text, asked.group, asked.limit, asked.offset)
    lines = [_line(resident) for resident in page.residents]
    return Answer([_value(one) for one in page.residents], "\n".join([*lines, f"共 {page.total} 人。"]))


def _show(session: "Session", asked: argparse.Namespace) -> Answer:
    resident = session.people.find(asked.id)
    if asked.full_id:
        number = session.people.look_at_id_number(asked.id, session.operator.id)
        return Answer({**_value(resident), "id_number": number}, f"{_line(resident)}\n身份证号 {number}")
    return Answer(_value(resident), _line(resident))


def _remove(session: "Session", asked: argparse.Namespace) -> Answer:
    session.emit(session.people.remove(asked.id, session.operator.id, asked.reason))
    return Answer(_value(session.people.find(asked.id)), "已从名册上删除，可以恢复。")


def _revive(session: "Session", asked: argparse.Namespace) -> Answer:
    session.emit(session.people.revive(asked.id, session.operator.id, asked.reason))
    return Answer(_value(session.people.find(asked.id)), "已恢复。")


def _given(asked: argparse.Namespace) -> dict[str, str | bool]:
    return {field: value for field in (*FIELDS, "keep_private") if (value := getattr(asked, field)) is not None}


def _value(resident: Resident) -> dict[str, object]:
    return {**msgspec.to_builtins(resident), "id_number": mask_id_number(resident.id_number)}


def _line(resident: Resident) -> str:
    parts = (resident.id, resident.name, resident.sex, resident.villager_group, mask_id_number(resident.id_number))
    return "  ".join(part for part in parts if part)
