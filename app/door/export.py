"""``export``: a ledger as a workbook, of a year, of a month, or whole."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE, writable
from app.door.call import Answer, Call
from app.door.register import add_span, asked_span

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("export", help="把一本台账导出成 Excel（含个人信息）")
    parser.add_argument("kind", metavar="ledger:KEY", help="哪一本台账，代号看 ledger list")
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="写到哪个文件")
    add_span(parser, required=False)
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Write the workbook; noted in the journal before it is written."""
    asked, session = call.arguments, call.open()
    prefix, _, key = asked.kind.partition(":")
    if prefix != "ledger" or not key:
        raise Refused(f"不能导出“{asked.kind}”。", untouched=NOTHING_DONE, advice="请写 ledger:meeting 的样子。")
    out = writable(asked.file)
    entries = session.ledger_papers.export(key, out, asked_span(asked))
    text = f"已导出 {entries} 条到 {out}。文件里有个人信息，请妥善保管。"
    return Answer({"file": str(out), "entries": entries}, text)
