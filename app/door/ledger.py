"""``ledger``: list and show the ledgers that the program knows, and check a declaration before it is taken."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.brought_file import brought_bytes
from app.core.errors import Refused
from app.door.call import Answer, Call
from app.ledgers.checking import groups
from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.reading import MOST_BYTES, read_declaration, shipped_declarations
from app.ledgers.refusal import DeclarationRefused
from app.ledgers.succession import check_succession

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("ledger", help="台账声明：列出、查看、检查")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="列出台账")
    actions.add_parser("show", help="看一本台账有哪些栏目").add_argument("key", metavar="KEY")
    actions.add_parser("check", help="检查一份台账声明，不采用").add_argument("file", metavar="FILE", type=Path)
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names; nothing is opened and nothing kept."""
    if call.arguments.action == "list":
        return _list()
    if call.arguments.action == "show":
        return _show(_known(call.arguments.key))
    return _check(call.arguments.file)


def _list() -> Answer:
    lines: list[str] = []
    found: list[Declaration] = []
    for group, title in groups():
        ledgers = [ledger for ledger in shipped_declarations() if ledger.group == group]
        found += ledgers
        lines += [f"{title}：", *(f"  {ledger.title}（{ledger.key}）" for ledger in ledgers)]
    return Answer([_line(ledger) for ledger in found], "\n".join(lines))


def _show(ledger: Declaration) -> Answer:
    value = {**_line(ledger), "purpose": ledger.purpose, "columns": [_field(field) for field in ledger.field]}
    value["states"] = [state.label for state in ledger.state]
    columns = (f"  {field.label}（{field.key}，{field.kind}）{'，必填' * field.required}" for field in ledger.field)
    return Answer(
        value, "\n".join((f"{ledger.title}（{ledger.key}，第 {ledger.version} 版）", ledger.purpose, *columns))
    )


def _check(path: Path) -> Answer:
    content = brought_bytes(path, "一份台账声明", largest=MOST_BYTES)
    ledger = read_declaration(content, path.name)
    former = next((known for known in shipped_declarations() if known.key == ledger.key), None)
    if former is not None and former != ledger:
        check_succession(former, ledger)
    if any(known.title == ledger.title and known.key != ledger.key for known in shipped_declarations()):
        raise DeclarationRefused(path.name, 1, f"已经有一本台账叫“{ledger.title}”")
    return Answer(_line(ledger), f"“{ledger.title}”的声明完整，有 {len(ledger.field)} 个栏目。")


def _known(key: str) -> Declaration:
    for ledger in shipped_declarations():
        if ledger.key == key:
            return ledger
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


def _field(field: Column) -> dict[str, object]:
    value: dict[str, object] = {"key": field.key, "label": field.label, "kind": field.kind, "required": field.required}
    if field.choices:
        value["choices"] = [choice.value for choice in field.choices]
    if isinstance(field, Field) and field.fields:
        value["columns"] = [_field(column) for column in field.fields]
    return value
