"""``register``: the printed register of a ledger for a year or a month of it."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.core.year_table import FIRST_YEAR, LAST_YEAR
from app.door.arguments import NOTHING_DONE, writable
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.documents.registers.service import RegisterPaper
    from app.ledgers.periods_of_time import Period

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("register", help="一本台账的登记簿，按年或按月，可以打印的 PDF")
    parser.add_argument("key", metavar="KEY", help="哪一本台账，代号看 ledger list")
    add_span(parser, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="写到哪个文件")
    parser.add_argument("--masked", action="store_true", help="遮住姓名、号码和住址，别人能看到的地方用")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Make the register and write it."""
    asked, session = call.arguments, call.open()
    span = asked_span(asked)
    if span is None:
        raise Refused("请用 --year 写明哪一年。", untouched=NOTHING_DONE)
    out = writable(asked.out)
    paper = session.ledger_papers.register(asked.key, span, masked=asked.masked)
    return written(session.ledger_papers.save(out, paper), paper)


def written(named: Path, paper: "RegisterPaper") -> Answer:
    """Say what stands where."""
    value = {"file": str(named), "title": paper.title, "pages": paper.pages, "entries": paper.entries}
    return Answer(value, f"{paper.title}：{paper.entries} 条，{paper.pages} 页，已存成 {named}。")


def add_span(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Let a year be named, and a month of it."""
    parser.add_argument("--year", type=int, required=required, help="哪一年")
    parser.add_argument("--month", type=int, choices=range(1, 13), metavar="1-12", help="这一年的哪个月")


def asked_span(asked: argparse.Namespace) -> "Period | None":
    """Give the year or month that was named; raises ``Refused`` where the year is none."""
    from app.ledgers.periods_of_time import period_of

    if asked.year is None:
        if asked.month is not None:
            raise Refused("只写了月份，没有写年份。", untouched=NOTHING_DONE, advice="请加上 --year。")
        return None
    if not FIRST_YEAR <= asked.year <= LAST_YEAR:
        raise Refused(f"没有 {asked.year} 年的台账。", untouched=NOTHING_DONE, advice="年份写成 2026 的样子。")
    return period_of(date(asked.year, asked.month or 1, 1), "month" if asked.month else "year")
