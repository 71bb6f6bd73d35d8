"""``catalogue``: list, show and change service items; ask for a certificate."""

import argparse
from typing import TYPE_CHECKING

from app.catalogue.facts import MODES, Item
from app.core.changes import Changes
from app.core.errors import Refused
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.catalogue.catalogue import Catalogue
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("catalogue", help="服务事项目录：列出、查看、修改")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="列出事项")
    listed.add_argument("--category", default="", help="只列一类，例如 事务代办")
    listed.add_argument("--all", action="store_true", help="连停办的一起列")
    for word, words_of_help in (("show", "看一个事项和它的各个版本"), ("enable", "启用"), ("disable", "停办")):
        one = actions.add_parser(word, help=words_of_help)
        one.add_argument("code", metavar="CODE")
    actions.choices["disable"].add_argument("--reason", default="", help="为什么停办")
    edited = actions.add_parser("edit", help="修改一个事项，得到新的版本")
    edited.add_argument("code", metavar="CODE")
    added = actions.add_parser("add", help="新增本站自己的事项")
    for one in (edited, added):
        one.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="例如 total_days=10")
        one.add_argument("--material", action="append", metavar="NAME", help="材料，可写多次；写了就代替原来的清单")
    restored = actions.add_parser("restore", help="恢复出厂内容")
    restored.add_argument("code", metavar="CODE")
    asked = actions.add_parser("certificate", help="问一种证明村里能不能开")
    asked.add_argument("text", metavar="TEXT")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names."""
    session = call.open()
    action = {"list": _list, "show": _show, "edit": _edit, "add": _add, "restore": _restore, "certificate": _ask}
    return action.get(call.arguments.action, _enable)(session, session.catalogue, call.arguments)


def _list(_session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    items = catalogue.items(category=asked.category, enabled_only=not asked.all)
    lines = [f"{item.code} {item.name}（{item.version.days_text}）" for item in items]
    return Answer([_line(item) for item in items], "\n".join(lines))


def _show(_session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    item = catalogue.item(asked.code)
    version = item.version
    department = catalogue.department_name(version.department_code)
    text = (
        f"{item.code} {item.name}（第 {version.version} 版）\n{item.category}，{MODES[version.mode]}，{version.role}，"
        f"{department}，{version.days_text}，{version.fee}\n材料：{version.materials_text or '无'}\n"
        f"条件：{version.conditions}\n流程：{version.flow}\n说明：{version.note}"
    )
    return Answer({**_line(item), "current": version, "versions": catalogue.versions(item.code)}, text)


def _edit(session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    return _done(session, *catalogue.edit(asked.code, _values(asked), session.operator.id))


def _add(session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    return _done(session, *catalogue.add(_values(asked), session.operator.id))


def _restore(session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    return _done(session, *catalogue.restore(asked.code, session.operator.id))


def _enable(session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    wanted = asked.action == "enable"
    reason = "" if wanted else asked.reason
    changes = catalogue.enable(asked.code, session.operator.id, enabled=wanted, reason=reason)
    return _done(session, catalogue.item(asked.code), changes)


def _ask(_session: "Session", catalogue: "Catalogue", asked: argparse.Namespace) -> Answer:
    catalogue.refuse_certificate(asked.text)
    return Answer({"refused": False}, f"“{asked.text}”不在村里不能开的 20 种证明里。")


def _done(session: "Session", item: Item, changes: Changes) -> Answer:
    session.emit(changes)
    state = "" if item.enabled else "，已停办"
    return Answer(_line(item), f"{item.code} {item.name}：第 {item.version.version} 版{state}。")


def _line(item: Item) -> dict[str, object]:
    version = item.version
    return {
        "code": item.code,
        "name": item.name,
        "category": item.category,
        "mode": version.mode,
        "role": version.role,
        "department": version.department_code,
        "days": version.promised_days,
        "days_unit": version.days_unit,
        "enabled": item.enabled,
        "version": version.version,
        "trust": version.trust,
    }


def _values(asked: argparse.Namespace) -> dict[str, object]:
    values: dict[str, object] = {}
    for entry in asked.set:
        field, sign, value = entry.partition("=")
        if not sign:
            raise Refused(f"“{entry}”没有等号。", untouched="目录没有改动。", advice="写成 total_days=10 的样子。")
        values[field.strip()] = value
    if asked.material is not None:
        values["materials"] = asked.material
    return values
