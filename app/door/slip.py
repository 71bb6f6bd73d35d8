"""``slip``: a paper of a case, or the day's hand-over list, as a PDF file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import DiskTrouble, Refused
from app.documents.slips.declaration import kinds
from app.door.arguments import read_date, writable
from app.door.call import Answer, Call
from db.durable import write_durably

if TYPE_CHECKING:
    from app.documents.archive import Paper

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

HAND_OVER = "hand-over"


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("slip", help="打印办件单据：slip KIND 编号，或 slip hand-over --day 日期")
    parser.add_argument("kind", choices=sorted((*kinds().kinds, *kinds().aliases)), help="单据种类")
    parser.add_argument("number", nargs="?", help="办件编号，例如 2026-00017")
    parser.add_argument("--day", type=read_date, help="交接清单的日期，例如 2026-10-09")
    parser.add_argument("--department", default="", help="只打印一个部门的交接清单")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个 PDF 文件")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Make the paper, archive it and write its bytes."""
    asked, session = call.arguments, call.open()
    writable(asked.out)
    if asked.kind == HAND_OVER:
        paper, changes = session.slips.hand_over(asked.day or session.clock.today(), asked.department)
    elif asked.number is None:
        raise Refused(
            "没有写办件编号。", untouched="什么也没有打印。", advice="例如 slip accept 2026-00017 --out 单据.pdf。"
        )
    else:
        paper, changes = session.slips.issue(asked.kind, asked.number)
    session.emit(changes)
    return written(paper, asked.out)


def written(paper: "Paper", out: Path) -> Answer:
    """Write a paper's bytes to a file and tell where; raises ``Refused`` where the disk does not take them."""
    try:
        write_durably(out, paper.pdf)
    except DiskTrouble as trouble:
        kept = f"“{paper.title}”（{paper.number}）已在程序里存档。"
        raise Refused(trouble.sentence, untouched=kept, advice="请检查磁盘后再做一次。") from trouble
    value = {"file": str(out), "kind": paper.kind, "number": paper.number, "title": paper.title, "pages": paper.pages}
    return Answer(value, f"{paper.title}（{paper.number}），{paper.pages} 页，已写到 {out}")
