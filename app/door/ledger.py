"""``ledger``: list, show and check declarations; with an office publish, count, balance, and say how one stands."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.brought_file import brought_bytes
from app.core.errors import Refused
from app.door import ledger_books
from app.door.call import Answer, Call
from app.ledgers.checking import groups
from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.designing.faults import design_faults
from app.ledgers.designing.making import copy_of, declared, newer_of
from app.ledgers.designing.text import declaration_text
from app.ledgers.reading import MOST_BYTES, read_declaration, shipped_declarations
from app.ledgers.refusal import DeclarationRefused
from app.ledgers.standing import Standing
from app.ledgers.succession import check_succession

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("ledger", help="台账：列出、查看、检查、照着做、发布、状态、统计、结余、党费")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="列出台账")
    actions.add_parser("show", help="看一本台账有哪些栏目").add_argument("key", metavar="KEY")
    actions.add_parser("check", help="检查一份台账声明，不采用").add_argument("file", metavar="FILE", type=Path)
    copy = actions.add_parser("copy", help="写出一本台账的声明，照着另做一本；本站做的不写名称就是改它的下一版")
    copy.add_argument("key", metavar="KEY")
    copy.add_argument("--title", metavar="TITLE", default="", help="新台账的名称")
    ledger_books.configure(actions)
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names; without an office the ledgers that ship are meant, and nothing is kept."""
    if call.arguments.action in ledger_books.ACTIONS:
        return ledger_books.run(call)
    known = _known(call)
    if call.arguments.action == "list":
        return _list(known)
    if call.arguments.action == "show":
        return _show(_asked(known, call.arguments.key))
    if call.arguments.action == "copy":
        return _copy(known, _asked(known, call.arguments.key), call.arguments.title)
    return _check(known, call.arguments.file)


def _known(call: Call) -> Mapping[str, Standing]:
    """Give the ledgers of the office where one can be opened, else those that ship."""
    if call.can_open():
        return call.open().publishing.all()
    return {one.key: Standing(one) for one in shipped_declarations()}


def _list(known: Mapping[str, Standing]) -> Answer:
    lines: list[str] = []
    found: list[Standing] = []
    for group, title in groups():
        ledgers = [one for one in known.values() if one.declaration.group == group]
        found += ledgers
        lines += [f"{title}：", *(_named(one) for one in ledgers)]
    return Answer([_line(one.declaration) | _stand(one) for one in found], "\n".join(lines))


def _named(one: Standing) -> str:
    told = "，".join(filter(None, ["本站自己做的" if one.made_here else "", one.words]))
    return f"  {one.declaration.title}（{one.declaration.key}）{f'：{told}' if told else ''}"


def _show(one: Standing) -> Answer:
    ledger = one.declaration
    value = {**_line(ledger), "purpose": ledger.purpose, "columns": [_field(field) for field in ledger.field]}
    value["states"] = [state.label for state in ledger.state]
    columns = (f"  {field.label}（{field.key}，{field.kind}）{'，必填' * field.required}" for field in ledger.field)
    head = (f"{ledger.title}（{ledger.key}，第 {ledger.version} 版）", ledger.purpose, *filter(None, [one.words]))
    return Answer(value | _stand(one), "\n".join((*head, *columns)))


def _check(known: Mapping[str, Standing], path: Path) -> Answer:
    content = brought_bytes(path, "一份台账声明", largest=MOST_BYTES)
    ledger = read_declaration(content, path.name)
    former = known.get(ledger.key)
    if former is not None and former.declaration != ledger:
        check_succession(former.declaration, ledger)
    if any(one.declaration.title == ledger.title and key != ledger.key for key, one in known.items()):
        raise DeclarationRefused(path.name, 1, f"已经有一本台账叫“{ledger.title}”")
    return Answer(_line(ledger), f"“{ledger.title}”的声明完整，有 {len(ledger.field)} 个栏目。")


def _copy(known: Mapping[str, Standing], one: Standing, title: str) -> Answer:
    if not title.strip() and not one.made_here:
        sentence = f"“{one.declaration.title}”是程序自带的台账，照着做要另起一个名称。"
        raise Refused(sentence, untouched="什么也没有改动。", advice="请加上 --title 名称。")
    design = copy_of(one.declaration, title.strip()) if title.strip() else newer_of(one.declaration)
    if wrong := design_faults(design, known):
        raise Refused(f"{wrong[0].words}。", untouched="什么也没有改动。", advice="请换一个名称。")
    ledger = declared(design, known)
    text = declaration_text(ledger)
    return Answer(_line(ledger) | {"text": text}, text.rstrip())


def _asked(known: Mapping[str, Standing], key: str) -> Standing:
    if key in known:
        return known[key]
    raise Refused(f"没有代号为“{key}”的台账。", untouched="什么也没有改动。", advice="代号请看 ledger list。")


def _line(ledger: Declaration) -> dict[str, object]:
    return {
        "key": ledger.key,
        "title": ledger.title,
        "system": ledger.system,
        "group": ledger.group,
        "version": ledger.version,
        "fields": len(ledger.field),
    }


def _stand(one: Standing) -> dict[str, object]:
    return {"status": one.status, "since": one.since, "made_here": one.made_here}


def _field(field: Column) -> dict[str, object]:
    value: dict[str, object] = {"key": field.key, "label": field.label, "kind": field.kind, "required": field.required}
    if field.choices:
        value["choices"] = [choice.value for choice in field.choices]
    if isinstance(field, Field) and field.fields:
        value["columns"] = [_field(column) for column in field.fields]
    return value
