"""``notice``: what hangs on the board, and making the month's notices as PDF files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.door.arguments import read_date, writable
from app.door.call import Answer, Call
from app.door.slip import written
from app.notices.declaration import KINDS, PREFIX

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

LEDGER = "ledger"
HELP = {"cases": "代办事项办理情况公示", "services": "服务项目公开", LEDGER: "一本台账里可以公示的栏目"}


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("notice", help="公示：列表、生成、张贴、撤下").add_subparsers(required=True, metavar="WAY")
    listing = ways.add_parser("list", help="做过的公示")
    listing.add_argument("--month", default="", help="只看一个月，例如 2026-10")
    listing.set_defaults(run=run_list)
    for kind in (*KINDS, LEDGER):
        make = ways.add_parser(kind, help=HELP[kind])
        if kind == LEDGER:
            make.add_argument("key", help="哪一本台账，代号看 ledger list")
        make.add_argument("--month", help="哪个月，例如 2026-10；不写就是本月")
        make.add_argument("--paper", choices=("A4", "A3"), help="纸张；不写按设置")
        turned = make.add_mutually_exclusive_group()
        turned.add_argument("--landscape", dest="landscape", action="store_true", default=None, help="横放")
        turned.add_argument("--portrait", dest="landscape", action="store_false", default=None, help="竖放")
        make.add_argument("--day", type=read_date, help="张贴日期；不写就是今天")
        make.add_argument("--out", type=Path, required=True, help="写到哪个 PDF 文件")
        make.set_defaults(run=run_make, kind=kind)
    post = ways.add_parser("post", help="登记张贴")
    post.add_argument("id")
    post.add_argument("--day", type=read_date)
    post.add_argument("--place", default="", help="张贴地点")
    post.set_defaults(run=run_post)
    down = ways.add_parser("take-down", help="登记撤下")
    down.add_argument("id")
    down.add_argument("--day", type=read_date)
    down.add_argument("--reason", default="", help="公示期未满时必须写原因")
    down.set_defaults(run=run_take_down)


def run_list(call: Call) -> Answer:
    """List the notices."""
    found = call.open().notices.all(call.arguments.month)
    lines = [f"{one.id}  {one.month}  {one.title}  {one.state}  {one.posted_on or ''}" for one in found]
    return Answer(found, "\n".join(lines) or "还没有做过公示。")


def run_make(call: Call) -> Answer:
    """Make a notice, pass it through the gate and write it; refused where the gate finds something."""
    asked, session = call.arguments, call.open()
    writable(asked.out)
    month = asked.month or f"{session.clock.today():%Y-%m}"
    kind = f"{PREFIX}{asked.key}" if asked.kind == LEDGER else asked.kind
    draft = session.notices.make(kind, month, asked.paper, landscape=asked.landscape, day=asked.day)
    _, paper, changes = session.notices.release(draft)
    session.emit(changes)
    return written(paper, asked.out)


def run_post(call: Call) -> Answer:
    """Say that a notice hangs."""
    asked, session = call.arguments, call.open()
    posted, changes = session.notices.post(asked.id, asked.day, asked.place)
    session.emit(changes)
    return Answer(posted, f"已登记张贴：{posted.title}，到 {posted.until_day or '更换时'} 为止。")


def run_take_down(call: Call) -> Answer:
    """Say that a notice was taken down."""
    asked, session = call.arguments, call.open()
    posted, changes = session.notices.take_down(asked.id, asked.day, asked.reason)
    session.emit(changes)
    return Answer(posted, f"已登记撤下：{posted.title}。")
