"""``operator``: who may sit at the desk, and with which rights."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import Refused
from app.door.call import Answer, Call
from app.operators.operators import Operator, Operators
from app.operators.rights import roles, words_of

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("operator", help="操作员：列出、添加、改权限、设密码、改名、移去").add_subparsers(
        required=True, metavar="WAY"
    )
    ways.add_parser("list", help="列出操作员和各自的权限").set_defaults(run=run_list)
    role_words = "、".join(roles())
    for way, help_words, run in (
        ("add", "添加一位操作员", run_add),
        ("role", "改一位操作员的权限", run_role),
        ("set-password", "给忘了密码的操作员设新密码；给自己设要写现在的密码", run_set_password),
        ("rename", "改正姓名", run_rename),
        ("remove", "移去一位操作员，他的密码马上作废", run_remove),
    ):
        one = ways.add_parser(way, help=help_words)
        one.add_argument("name", metavar="NAME", help="姓名")
        one.set_defaults(run=run)
        if way == "add":
            one.add_argument("--role", required=True, help=f"权限：{role_words}")
        if way == "role":
            one.add_argument("role", metavar="ROLE", help=f"权限：{role_words}")
        if way in {"add", "set-password"}:
            one.add_argument("--new-password-file", type=Path, required=True, help="写着新密码的文件")
        if way == "rename":
            one.add_argument("new_name", metavar="NEWNAME", help="正确的姓名")
        if way == "remove":
            one.add_argument("--reason", required=True, help="原因，记入日志")
    ways.add_parser("mend", help="清掉名单以外的钥匙").set_defaults(run=run_mend)


def run_list(call: Call) -> Answer:
    """List who there is, and where names and keys do not fit."""
    session = call.open()
    there = Operators(session.store)
    held, seen = session.joining.with_password(), there.last_seen()
    found = [
        {**msgspec.to_builtins(one), "has_password": one.id in held, "last_entry": seen.get(one.id)}
        for one in there.all()
    ]
    lines = [f"{one.name}  {one.role}  {_may(one)}" for one in there.all()]
    return Answer(found, "\n".join([*lines, *session.joining.mismatches()]))


def run_add(call: Call) -> Answer:
    """Add somebody with a first password."""
    asked, session = call.arguments, call.open()
    operator, changes = session.joining.add(asked.name, asked.role, _new_password(asked.new_password_file))
    session.emit(changes)
    return Answer(operator, f"已添加 {operator.name}（{operator.role}），可以用新密码登录。")


def run_role(call: Call) -> Answer:
    """Give somebody another role."""
    asked, session = call.arguments, call.open()
    operator = Operators(session.store).named(asked.name)
    session.emit(session.joining.change_role(operator.id, asked.role))
    return _told(session, operator, f"{operator.name} 现在是{asked.role}。")


def run_set_password(call: Call) -> Answer:
    """Set a forgotten password, or one's own."""
    asked, session = call.arguments, call.open()
    operator, fresh = Operators(session.store).named(asked.name), _new_password(asked.new_password_file)
    if operator.id == session.operator.id:
        session.emit(session.joining.change_own_password(call.password(), fresh))
    else:
        session.emit(session.joining.set_password(operator.id, fresh))
    return _told(session, operator, f"{operator.name} 的密码已经改好，原来的不能用了。")


def run_rename(call: Call) -> Answer:
    """Correct a name."""
    asked, session = call.arguments, call.open()
    operator = Operators(session.store).named(asked.name)
    session.emit(session.joining.rename(operator.id, asked.new_name))
    return _told(session, operator, f"{operator.name} 已改名。")


def run_remove(call: Call) -> Answer:
    """Remove somebody."""
    asked, session = call.arguments, call.open()
    operator = Operators(session.store).named(asked.name)
    session.emit(session.joining.remove(operator.id, asked.reason))
    return Answer(operator, f"{operator.name} 已移去，原来的密码打不开了；以前做过的事仍写着他的名字。")


def run_mend(call: Call) -> Answer:
    """Drop keys whose owner is on no list."""
    session = call.open()
    session.emit(session.joining.mend())
    return Answer(session.joining.mismatches(), "名单和钥匙已经对上。")


def _told(session: "Session", operator: Operator, words: str) -> Answer:
    return Answer(Operators(session.store).find(operator.id), words)


def _may(operator: Operator) -> str:
    found = roles().get(operator.role)
    return "、".join(words_of(right) for right in found.rights) if found and found.rights else "只能看"


def _new_password(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as trouble:
        raise Refused(
            "新密码的文件读不出来。", untouched="什么也没有做。", advice="请检查 --new-password-file。"
        ) from trouble
