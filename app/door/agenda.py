"""``agenda``: what is due, the sheet for the wall, and closing what cannot be done with a reason."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.day_text import shown_day
from app.core.errors import Refused
from app.documents.saving import save_pdf
from app.door.arguments import NOTHING_DONE, read_date, writable
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.agenda.facts import AgendaLine

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word and its ways; without one it lists what is due."""
    parser = words.add_parser("agenda", help="要做的事：列出来、打印上墙、写明做不了的")
    parser.add_argument("--day", type=read_date, help="哪天的；不写就是今天")
    parser.add_argument("--person", default="", help="只看谁办的")
    parser.set_defaults(run=run)
    ways = parser.add_subparsers(metavar="WAY")
    sheet = ways.add_parser("print", help="贴墙的一张，写成 PDF")
    sheet.add_argument("--out", type=Path, required=True, help="写到哪个 PDF 文件")
    sheet.add_argument("--span", choices=("week", "month"), default="week", help="这一周的，还是到月底的")
    sheet.add_argument("--posted", action="store_true", help="不写群众的姓名，可以贴到外人看得到的地方")
    sheet.add_argument("--only", default="", metavar="PERSON", help="只写谁办的")
    sheet.set_defaults(run=run_print)
    close = ways.add_parser("close", help="做不了的写明原因，不再催")
    close.add_argument("key", metavar="KEY", help="哪件事：agenda --json 里的 due")
    close.add_argument("--reason", required=True, help="为什么做不了")
    close.set_defaults(run=run_close)
    again = ways.add_parser("reopen", help="写过原因的又要做了")
    again.add_argument("key", metavar="KEY", help="哪件事：agenda --json 里的 due")
    again.set_defaults(run=run_reopen)


def run(call: Call) -> Answer:
    """Compute what is due on a day."""
    asked, session = call.arguments, call.open()
    today = session.agenda.on(asked.day or session.clock.today(), asked.person)
    whose = f"{asked.person}的" if asked.person else ""
    lines = [f"{shown_day(today.day)}，{'工作日' if today.working_day else '休息日'}，{whose}共 {today.total} 件事。"]
    for group in today.groups:
        if group.lines or group.empty:
            lines.append(f"{group.label}（{group.total}）" if group.lines else f"{group.label}：{group.empty}")
        lines += [f"  {_told(line)}" for line in group.lines]
    return Answer(today, "\n".join(lines))


def run_print(call: Call) -> Answer:
    """Make the sheet for the wall and write it."""
    asked, session = call.arguments, call.open()
    writable(asked.out)
    sheet = session.agenda_sheets.make(asked.span, asked.only or asked.person, internal=not asked.posted)
    path = save_pdf(asked.out, sheet.pdf)
    value = {"file": str(path), "title": sheet.title, "pages": sheet.pages, "lines": sheet.lines}
    return Answer(value, f"{sheet.title}：{sheet.lines} 件，{sheet.pages} 页，已写到 {path}")


def run_close(call: Call) -> Answer:
    """Close a due with a reason."""
    asked, session = call.arguments, call.open()
    line = _line(call)
    session.emit(session.due_reasons.give(line.due, asked.reason))
    return Answer({"due": line.due, "reason": asked.reason}, f"写明做不了：{line.title}。又能做了，用 agenda reopen。")


def run_reopen(call: Call) -> Answer:
    """Ask for a due again."""
    session, line = call.open(), _line(call)
    session.emit(session.due_reasons.take_back(line.due))
    return Answer({"due": line.due}, f"又要做了：{line.title}。")


def _line(call: Call) -> "AgendaLine":
    line = call.open().agenda.line(call.arguments.key)
    if line is None:
        raise Refused("今日里没有这件事。", untouched=NOTHING_DONE, advice="代号请看 agenda --json 里的 due。")
    return line


def _told(line: "AgendaLine") -> str:
    if line.done:
        return f"√ {line.number} {line.title}：{line.why}".replace("  ", " ")
    return f"{line.number} {line.title}：{line.why}。{line.verb}".strip()
