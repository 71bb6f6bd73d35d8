"""``journal``: the chain of the journal proved, the journal exported and searched, one record's past."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.core.numbering import read_number
from app.door.arguments import NOTHING_DONE, read_date, writable
from app.door.call import FINDINGS, Answer, Call
from app.history.facts import Action, Asked, Entry

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

USUAL_LIMIT = 50


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("journal", help="流水：核对、导出、查看").add_subparsers(required=True, metavar="WAY")
    verify = ways.add_parser("verify", help="核对流水有没有被改动")
    verify.add_argument("--file", type=Path, help="核对一份导出的流水，而不是这里的")
    verify.set_defaults(run=run_verify)
    export = ways.add_parser("export", help="把流水导出成一份签名的文件（含个人信息）")
    export.add_argument("--out", type=Path, required=True, help="写到哪个文件")
    export.add_argument("--from", dest="since", type=read_date, help="从哪天起")
    export.add_argument("--to", dest="until", type=read_date, help="到哪天为止")
    export.add_argument("--without-values", action="store_true", help="不带内容，只有条目和校验码")
    export.set_defaults(run=run_export)
    show = ways.add_parser("show", help="查流水，或看一条记录的过去")
    which = show.add_mutually_exclusive_group()
    which.add_argument("--row", default="", help="一条记录的编号（UUID）")
    which.add_argument("--case", default="", help="办件编号，删除了的也可以")
    which.add_argument("--resident", default="", help="村民的编号（UUID）")
    which.add_argument("--text", default="", help="姓名、办件编号等")
    show.add_argument("--by", default="", metavar="NAME", help="哪位操作员做的")
    show.add_argument("--day", type=read_date, help="哪一天")
    show.add_argument("--kind", default="", help="哪一种：登记、修改、办理、删除、查看号码……")
    show.add_argument("--limit", type=int, default=USUAL_LIMIT)
    show.set_defaults(run=run_show)


def run_verify(call: Call) -> Answer:
    """Walk the chain; a break is a finding."""
    session, asked = call.open(), call.arguments
    if asked.file is not None:
        checked = session.check_exported_journal(asked.file)
        text = f"{checked.path} 完好：{checked.entries} 条，签名是这个办公点的。"
        return Answer(checked, text)
    found = session.history.verify()
    return Answer(found, found.words, FINDINGS if found.broken else 0)


def run_export(call: Call) -> Answer:
    """Write the journal of a span of days into one signed file."""
    asked, session = call.arguments, call.open()
    out, with_values = writable(asked.out), not asked.without_values
    done = session.history.export(out, session.operator.id, asked.since, asked.until, with_values=with_values)
    held = "文件里有个人信息，请妥善保管。" if with_values else ""
    return Answer(done, f"已导出 {done.entries} 条流水到 {out}，已签名。{held}")


def run_show(call: Call) -> Answer:
    """Tell the past of one record, or the actions that fit, the newest first."""
    asked, session = call.arguments, call.open()
    row = _row(session, asked)
    if row is not None:
        entries = session.history.of(*row)[: asked.limit]
        return Answer(entries, "\n".join(_entry_words(one) for one in entries) or "没有流水。")
    session.history.gather()
    wanted = Asked(
        operator=_operator(session, asked.by) if asked.by else "",
        since=asked.day,
        until=asked.day,
        kind=_kind(session, asked.kind) if asked.kind else "",
        text=asked.text,
        row_id=asked.row,
    )
    found = session.history.search(wanted).page(0, asked.limit)
    return Answer(found, "\n".join(_action_words(one) for one in found) or "没有符合的流水。")


def _row(session: "Session", asked: argparse.Namespace) -> tuple[str, str] | None:
    if asked.case:
        number = read_number(asked.case, session.clock.today().year).text
        return "cases", session.history.find("cases", number)
    if asked.resident:
        return "residents", session.people.find(asked.resident).id
    return None


def _operator(session: "Session", name: str) -> str:
    people = session.history.people()
    for key, known in people:
        if known == name:
            return key
    names = "、".join(known for _, known in people)
    raise Refused(f"没有叫“{name}”的操作员。", untouched=NOTHING_DONE, advice=f"可以用的名字：{names}。")


def _kind(session: "Session", word: str) -> str:
    kinds = session.history.kinds()
    for key, label in kinds:
        if word in {key, label}:
            return key
    labels = "、".join(label for _, label in kinds)
    raise Refused(f"流水没有“{word}”这一种。", untouched=NOTHING_DONE, advice=f"可以用：{labels}。")


def _entry_words(entry: Entry) -> str:
    changes = "；".join(change.words for change in entry.changes)
    reason = f"（{entry.reason}）" if entry.reason and entry.reason != entry.what else ""
    return f"{entry.when} {entry.who} {entry.what} {entry.name}{reason}{f'：{changes}' if changes else ''}"


def _action_words(action: Action) -> str:
    more = f"，共 {action.entries} 条" if action.entries > 1 else ""
    undone = "（已撤销）" if action.undone else ""
    return f"{action.when} {action.who} {action.words}{more}{undone}"


