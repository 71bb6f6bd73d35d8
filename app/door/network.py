"""``network``: the units as a tree on one page, and the list of grids, as PDF files for the wall."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.saving import save_pdf
from app.door.arguments import writable
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.documents.wall.service import WallSheet

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("network", help="网络图（一页），或网格一览表，写成 PDF 贴墙")
    parser.add_argument("--grids", action="store_true", help="不画网络图，列网格和责任人")
    parser.add_argument("--paper", choices=("A4", "A3"), help="纸张；网络图不写就是 A3，一览表 A4")
    parser.add_argument("--out", type=Path, required=True, help="写到哪个 PDF 文件")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Make the sheet and write it."""
    asked, session = call.arguments, call.open()
    writable(asked.out)
    if asked.grids:
        return written(session.walls.grids(asked.paper or "A4"), asked.out)
    return written(session.walls.network(asked.paper or "A3"), asked.out)


def written(sheet: "WallSheet", out: Path) -> Answer:
    """Write a sheet to a file and tell where; raises ``DiskTrouble``."""
    path = save_pdf(out, sheet.pdf)
    value = {"file": str(path), "title": sheet.title, "pages": sheet.pages, "paper": sheet.paper}
    return Answer(value, f"{sheet.title}，{sheet.pages} 页（{sheet.paper}），已写到 {path}")
