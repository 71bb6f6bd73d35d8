"""``repair``: salvage what can be read of a damaged office into a new folder, and list by name what could not.

What can be rebuilt inside a sound file is ``check --repair``.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.door.call import FINDINGS, Answer, Call

if TYPE_CHECKING:
    from app.checkup.salvaging import Salvaged

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("repair", help="从坏掉的数据文件里抢救，放进一个新的文件夹；原来的文件不动")
    parser.add_argument("--to", type=Path, required=True, metavar="NEWHOME", help="新的空文件夹")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Salvage, and tell what could not be had."""
    from app.rescue import rescue_office

    done = rescue_office(call.home, call.password(), call.arguments.to, clock=call.clock, operator=call.operator)
    value = {
        "rows": done.rows,
        "read": done.read,
        "rebuilt": done.rebuilt,
        "lost": msgspec.to_builtins(done.lost),
        "findings": msgspec.to_builtins(done.findings),
        "untouched": done.untouched,
    }
    whole = not done.lost and not any(found.is_fault for found in done.findings)
    return Answer(value, _told(done, call.arguments.to), 0 if whole else FINDINGS)


def _told(done: "Salvaged", to: Path) -> str:
    from app.door.check import line_of

    rebuilt = sum(done.rebuilt.values())
    lines = [f"取出 {done.rows} 条记录" + (f"，其中 {rebuilt} 条按流水补回" if rebuilt else "") + f"，放在 {to}。"]
    if done.lost:
        lines += [f"没有取出来的有 {len(done.lost)} 项：", *(line_of(found) for found in done.lost)]
    lines += [line_of(found) for found in done.findings]
    lines.append("原来的文件没有动过。" if done.untouched else "注意：抢救的时候，原来的文件又变了，请看看硬盘。")
    lines.append(f"请用原来的密码打开新的文件夹（--home {to}），核对以后再接着办事。")
    return "\n".join(lines)
