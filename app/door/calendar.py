"""``calendar``: take in a year's announcement, or show what a year rests on."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.door.call import Answer, Call
from db.disk_words import disk_words

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

LARGEST_FILE = 1_000_000


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("calendar", help="工作日历：导入一年的放假安排，或看某一年")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    taken = actions.add_parser("import", help="导入一年的放假安排（JSON 或 TOML）")
    taken.add_argument("file", type=Path, metavar="FILE")
    shown = actions.add_parser("show", help="看某一年的放假和补班")
    shown.add_argument("year", type=int, metavar="YEAR")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Import or show."""
    session = call.open()
    if call.arguments.action == "show":
        return _show(session, call.arguments.year)
    return _import(session, call.arguments.file)


def _show(session: "Session", year: int) -> Answer:
    table = session.calendar.table(year)
    if table is None:
        raise Refused(f"日历里没有 {year} 年。", advice="可以看 2000 年到 2100 年。")
    kind = "预估" if table.estimated else "已公布"
    off = "、".join(f"{day.month}月{day.day}日" for day in table.off)
    worked = "、".join(f"{day.month}月{day.day}日" for day in table.work) or "没有"
    return Answer(table, f"{year} 年（{kind}，{table.source}）\n平日放假：{off}\n周末补班：{worked}")


def _import(session: "Session", file: Path) -> Answer:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"“{file.name}”太大，不是放假安排表。", untouched="原来的日历没有改动。")
        content = file.read_bytes()
    except OSError as trouble:
        raise Refused(f"读不了“{file.name}”（{disk_words(trouble)}）。", untouched="原来的日历没有改动。") from trouble
    table, changes = session.take_in_calendar_year(content, file.name)
    session.emit(changes)
    count = len(changes.ids("cases"))
    value = {"year": table.year, "off": len(table.off), "work": len(table.work), "recomputed": count}
    return Answer(value, f"已导入 {table.year} 年放假安排，{count} 个办件的到期日有变动。")
