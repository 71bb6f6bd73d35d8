"""``attach``: put a photo or a PDF to a case, a villager or an entry, list, save a copy, take one away."""

import argparse
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from app.attachments.preparing import brought
from app.attachments.rules import kind_words, shown_size
from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE, writable
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.attachments.facts import Attachment
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so
    Subject = tuple[str, str]

ID_LENGTH = 36


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("attach", help="附件：attach 办件编号 文件；--list 列出，--save 存一份出来")
    parser.add_argument(
        "subject", metavar="CASE", help="办件编号，例如 2026-00017；台账写 代号/编号；村民写他的编号（36 个字符）"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="照片或 PDF")
    parser.add_argument("--title", default="", help="附件的名称；不写就叫材料1、材料2……")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--list", action="store_true", help="列出附件")
    way.add_argument("--save", type=int, metavar="N", help="把列表里第几个存一份出来")
    way.add_argument("--remove", type=int, metavar="N", help="删除列表里第几个（进回收站）")
    parser.add_argument("--to", type=Path, metavar="PATH", help="存到哪个文件")
    parser.add_argument("--reason", default="", help="为什么删除")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the options name."""
    asked, session = call.arguments, call.open()
    subject = _subject(session, asked.subject)
    if asked.list:
        found = session.attachments.of(*subject)
        zone = session.clock.wall().tzinfo
        lines = [_line(number, one, zone) for number, one in enumerate(found, 1)]
        return Answer(found, "\n".join([*lines, f"共 {len(found)} 个。"]))
    if asked.save is not None:
        return _save(session, subject, asked)
    if asked.remove is not None:
        one = _numbered(session, subject, asked.remove)
        session.emit(session.attachments.remove(one.id, asked.reason))
        return Answer(session.attachments.find(one.id), f"已删除附件：{one.title}，在回收站里可以恢复。")
    return _add(session, subject, asked)


def _add(session: "Session", subject: "Subject", asked: argparse.Namespace) -> Answer:
    if asked.file is None:
        raise Refused("没有写要加哪个文件。", untouched=NOTHING_DONE, advice="例如 attach 2026-00017 证明.pdf。")
    session.attachments.want_room(*subject)
    kept, changes = session.attachments.attach(*subject, asked.title, brought(asked.file))
    session.emit(changes)
    told = [f"已加附件：{kept.title}，{kind_words(kept)}，{shown_size(kept.bytes)}。", session.attachments.warning()]
    return Answer(kept, "\n".join(line for line in told if line))


def _save(session: "Session", subject: "Subject", asked: argparse.Namespace) -> Answer:
    one = _numbered(session, subject, asked.save)
    if asked.to is None:
        raise Refused("没有写存到哪里。", untouched=NOTHING_DONE, advice="例如 --save 1 --to 证明.pdf。")
    path = session.attachments.save_copy(one.id, writable(asked.to))
    return Answer({"file": str(path), "title": one.title, "bytes": one.bytes}, f"{one.title} 已存到 {path}")


def _subject(session: "Session", asked: str) -> "Subject":
    if len(asked) == ID_LENGTH:
        return "residents", session.people.find(asked).id
    ledger, between, number = asked.partition("/")
    if between:
        return f"entries_{ledger}", session.ledgers.numbered(ledger, number).id
    return "cases", session.cases.show(asked).case.id


def _numbered(session: "Session", subject: "Subject", number: int) -> "Attachment":
    found = session.attachments.of(*subject)
    if not 1 <= number <= len(found):
        raise Refused(f"没有第 {number} 个附件，这里一共 {len(found)} 个。", untouched=NOTHING_DONE)
    return found[number - 1]


def _line(number: int, one: "Attachment", zone: tzinfo | None) -> str:
    parts = (str(number), one.title, kind_words(one), shown_size(one.bytes), one.added_on(zone) or "", one.added_by)
    return "  ".join(str(part) for part in parts if part)
