"""``summary``: the month of every enrolled station, as the township sees it."""

import argparse
from typing import TYPE_CHECKING

from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("summary", help="乡镇：各村站一个月的情况")
    parser.add_argument("--month", required=True, help="月份，例如 2026-10")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Add up the month, station by station."""
    from app.packages.summary import township_month

    session = call.open()
    lines = township_month(session.store, session.cases, call.arguments.month)
    shown = []
    for line in lines:
        missing = f"，缺第 {'、'.join(map(str, line.gap))} 号包" if line.gap else ""
        nothing = "，还没有收到过报送包" if not line.last_number else ""
        shown.append(
            f"{line.name}（{line.unit}）：办件 {line.cases}，办结 {line.concluded}，按时 {line.on_time}，"
            f"超期 {line.overdue}{missing}{nothing}"
        )
    return Answer(lines, "\n".join(shown) or "还没有登记过村站。")
