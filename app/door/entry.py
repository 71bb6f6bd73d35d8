"""``entry``: add, list, show, edit, step and remove entries of ledgers; an entry goes by its number or id."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.brought_file import brought_bytes
from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE
from app.door.call import Answer, Call
from app.history.looks import note_look
from app.ledgers.closing import days_of, read_period
from app.ledgers.entry_face import entry_face
from app.ledgers.facts import Entry, Wanted
from db.identifiers import is_id

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

MOST_BYTES = 4 * 1024 * 1024


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("entry", help="台账里的登记：添加、列出、查看、修改、办下一步、删除")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    added = actions.add_parser("add", help="登记一条")
    listed = actions.add_parser("list", help="列出登记")
    shown = actions.add_parser("show", help="看一条登记；看完整号码会记入日志")
    edited = actions.add_parser("edit", help="修改一条登记")
    stepped = actions.add_parser("step", help="办下一步")
    removed = actions.add_parser("remove", help="删除一条登记")
    for one in (added, listed, shown, edited, stepped, removed):
        one.add_argument("key", metavar="KEY", help="台账的代号")
    for one in (shown, edited, stepped, removed):
        one.add_argument("entry", metavar="NUMBER", help="编号")
    stepped.add_argument("step", metavar="STEP", help="哪一步（代号）")
    for one in (added, edited, stepped):
        one.add_argument("--json-file", type=Path, metavar="F", help="栏目和内容，如 {“day”: “2026-10-09”}")
        one.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="一栏的内容")
    listed.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="只列这一栏是这个内容的")
    listed.add_argument("--month", default="", metavar="M", help="只列一个月（2026-10）或一年（2026）")
    listed.add_argument("--text", default="", help="只列含这些字的")
    listed.add_argument("--sort", default="", help="照哪一栏排，前面加 - 倒着排")
    listed.add_argument("--limit", type=int, default=50)
    listed.add_argument("--offset", type=int, default=0)
    shown.add_argument("--full", action="store_true", help="显示完整的号码")
    removed.add_argument("--reason", required=True, help="原因")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names."""
    actions = {"add": _add, "list": _list, "show": _show, "edit": _edit, "step": _step, "remove": _remove}
    return actions[call.arguments.action](call.open(), call.arguments)


def _add(session: "Session", asked: argparse.Namespace) -> Answer:
    entry, changes = session.ledgers.add(asked.key, _typed(asked))
    session.emit(changes)
    return _answer(session, entry, "已登记")


def _list(session: "Session", asked: argparse.Namespace) -> Answer:
    first, last = days_of(read_period(asked.month)) if asked.month else (None, None)
    wanted = Wanted(
        text=asked.text,
        filters=_pairs(asked.where),
        first=first,
        last=last,
        sort=asked.sort,
        limit=max(0, asked.limit),
        offset=max(0, asked.offset),
    )
    ledger, found = session.ledgers.ledger(asked.key), session.ledgers.entries(asked.key, wanted)
    faces = [entry_face(ledger, entry) for entry in found]
    columns = [one for one in ledger.list.columns if one not in {"number", "state"}]
    lines = [
        "  ".join([face.number, *(face.texts[key] for key in columns if face.texts[key]), face.state]).strip()
        for face in faces
    ]
    count = session.ledgers.count(asked.key, wanted)
    return Answer({"count": count, "entries": [face.told() for face in faces]}, "\n".join([*lines, f"共 {count} 条"]))


def _show(session: "Session", asked: argparse.Namespace) -> Answer:
    entry = _asked(session, asked)
    if asked.full:
        session.require("identity.see")
        note_look(session.store, session.operator.id, f"entries_{entry.ledger}", entry.id, "查看台账里的完整号码")
    return _answer(session, entry, in_full=asked.full)


def _edit(session: "Session", asked: argparse.Namespace) -> Answer:
    entry, changes = session.ledgers.edit(asked.key, _asked(session, asked).id, _typed(asked))
    session.emit(changes)
    return _answer(session, entry, "已修改")


def _step(session: "Session", asked: argparse.Namespace) -> Answer:
    entry, changes = session.ledgers.take(asked.key, _asked(session, asked).id, asked.step, _typed(asked))
    session.emit(changes)
    return _answer(session, entry, "已办")


def _remove(session: "Session", asked: argparse.Namespace) -> Answer:
    entry = _asked(session, asked)
    session.emit(session.ledgers.remove(asked.key, entry.id, asked.reason))
    return Answer({"id": entry.id, "number": entry.number}, f"已删除：{entry.number} {entry.name}")


def _asked(session: "Session", asked: argparse.Namespace) -> Entry:
    find = session.ledgers.entry if is_id(asked.entry) else session.ledgers.numbered
    return find(asked.key, asked.entry)


def _answer(session: "Session", entry: Entry, done: str = "", *, in_full: bool = False) -> Answer:
    ledger = session.ledgers.ledger(entry.ledger)
    face = entry_face(ledger, entry, in_full=in_full)
    labels = {field.key: field.label for field in ledger.field}
    head = " ".join(part for part in (face.number, entry.name, face.state) if part)
    lines = [f"{done}：{head}" if done else head]
    if not done:
        lines += [f"{labels[key]}：{text}" for key, text in face.texts.items() if text]
    return Answer(face.told(), "\n".join(lines))


def _typed(asked: argparse.Namespace) -> dict[str, object]:
    typed: dict[str, object] = {}
    if asked.json_file is not None:
        content = brought_bytes(asked.json_file, "一条登记", largest=MOST_BYTES)
        try:
            known = json.loads(content)
        except (ValueError, RecursionError) as trouble:
            advice = "要写成 {“栏目代号”: “内容”} 的 JSON，UTF-8 文字。"
            raise Refused(f"{asked.json_file.name} 不是 JSON。", untouched=NOTHING_DONE, advice=advice) from trouble
        if not isinstance(known, dict):
            raise Refused(f"{asked.json_file.name} 里不是一条登记。", untouched=NOTHING_DONE)
        typed = {str(key): _text_of(value) for key, value in known.items()}
    return {**typed, **_pairs(asked.set)}


def _text_of(value: object) -> object:
    """Give what JSON says as it is typed: numbers and 是 or 否 as texts, what is inside lists and objects alike."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, list):
        return [_text_of(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _text_of(one) for key, one in value.items()}
    return value


def _pairs(given: list[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        key, sign, value = pair.partition("=")
        if not sign:
            advice = "写成 day=2026-10-09 的样子。"
            raise Refused(f"“{pair[:30]}”不是 栏目=内容。", untouched=NOTHING_DONE, advice=advice)
        found[key.strip()] = value
    return found
