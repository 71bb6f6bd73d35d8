"""``volume``: a year bound, one ledger or all of them, with cover, contents and numbered pages."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.door.arguments import writable
from app.door.call import Answer, Call
from app.door.register import asked_span, written

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("volume", help="一年的台账装订成册：封面、目录、编页")
    parser.add_argument("key", nargs="?", default="", metavar="KEY", help="只装哪一本台账；不写就是全部")
    parser.add_argument("--year", type=int, required=True, help="哪一年")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="写到哪个文件")
    parser.set_defaults(run=run, month=None)


def run(call: Call) -> Answer:
    """Bind the volume and write it."""
    asked, session = call.arguments, call.open()
    asked_span(asked)
    out = writable(asked.out)
    paper = session.ledger_papers.volume(asked.year, asked.key)
    return written(session.ledger_papers.save(out, paper), paper)
