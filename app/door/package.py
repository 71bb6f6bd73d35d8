"""``package``: write the next package to a stick, or read a folder of packages at the township."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.door.arguments import writable
from app.door.call import FINDINGS, Answer, Call
from db.durable import write_durably

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word and its two ways."""
    ways = words.add_parser("package", help="报送包：写盘和收包").add_subparsers(required=True, metavar="WAY")
    write = ways.add_parser("write", help="村站：把新的内容写成加密的报送包")
    write.add_argument("--to", required=True, type=Path, help="写到哪个文件夹或移动盘")
    write.add_argument("--full", action="store_true", help="从头写一份完整的（乡镇要求时用）")
    write.add_argument("--slip", type=Path, help="交接单写到哪个 PDF 文件")
    write.set_defaults(run=run_write)
    read = ways.add_parser("read", help="乡镇：检查并收进一个文件夹里的报送包")
    read.add_argument("folder", type=Path, help="放报送包的文件夹")
    read.set_defaults(run=run_read)


def run_write(call: Call) -> Answer:
    """Write what changed; the last package is the answer, with all of them in ``all`` where there are more."""
    session = call.open()
    if call.arguments.slip:
        writable(call.arguments.slip)
    written, changes = session.packages.write(call.arguments.to, full=call.arguments.full)
    session.emit(changes)
    if call.arguments.slip:
        paper, changes = session.packages.paper(written[-1], session.slips.faces())
        session.emit(changes)
        write_durably(call.arguments.slip, paper.pdf)
    value = msgspec.to_builtins(written[-1])
    if len(written) > 1:
        value["all"] = msgspec.to_builtins(written)
    lines = [f"{one.file}：第 {one.number} 号，{one.rows} 行，核对码 {one.check_code}" for one in written]
    return Answer(value, "\n".join([*lines, "已写好并读回核对，可以弹出移动盘。"]))


def run_read(call: Call) -> Answer:
    """Read the folder; exit code 3 where a file was refused or needs a look."""
    session = call.open()
    answers, changes = session.packages.read(call.arguments.folder)
    session.emit(changes)
    lines = [
        f"{'收下' if one.taken else '没收'}  {one.file}  {one.sender or ''}  {one.rows} 行  {one.reason or ''}".rstrip()
        for one in answers
    ]
    code = FINDINGS if any(one.is_finding for one in answers) else 0
    return Answer(answers, "\n".join(lines) or "文件夹里没有报送包。", code)
