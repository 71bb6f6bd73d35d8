"""``roster``: the duty roster of a month, who is on duty today, and who stands in."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.day_text import shown_day
from app.door.arguments import read_date, writable
from app.door.call import Answer, Call
from app.door.network import written
from app.units.kinds import word
from app.units.roster import Pattern
from app.units.stand_ins import StandIn

if TYPE_CHECKING:
    from app.units.on_duty import OnDuty

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("roster", help="值班：看一个月、排班、换班、今天谁在岗、替班").add_subparsers(
        required=True, metavar="WAY"
    )
    month = ways.add_parser("month", help="一个月的值班表，或写成 PDF 贴墙")
    month.add_argument("month", metavar="M", help="哪个月，例如 2026-10")
    month.add_argument("--out", type=Path, help="写到哪个 PDF 文件")
    month.add_argument("--paper", choices=("A4", "A3"), default="A4")
    month.set_defaults(run=run_month)
    lay = ways.add_parser("lay", help="按人轮流排一个月的班")
    lay.add_argument("month", metavar="M", help="哪个月")
    lay.add_argument("--people", nargs="+", help="按次序写姓名；不写就照上个月")
    lay.add_argument("--per", choices=("half", "day", "week"), help="轮一次是半天、一天还是一周；不写就照上个月")
    lay.add_argument("--second", action="store_true", help="同时排 B 岗")
    lay.add_argument("--from", dest="begin", type=read_date, help="从哪天起")
    lay.add_argument("--again", action="store_true", help="已经排过的重新排")
    lay.set_defaults(run=run_lay)
    swap = ways.add_parser("swap", help="两天互换")
    swap.add_argument("day", type=read_date)
    swap.add_argument("other", type=read_date)
    swap.set_defaults(run=run_swap)
    today = ways.add_parser("today", help="今天谁在岗")
    today.add_argument("--day", type=read_date, help="看哪天")
    today.set_defaults(run=run_today)
    stand_in = ways.add_parser("stand-in", help="安排替班")
    stand_in.add_argument("away", metavar="AWAY", help="谁不在")
    stand_in.add_argument("instead", metavar="INSTEAD", nargs="?", default="", help="谁来替；不写就由 B 岗顶")
    stand_in.add_argument("--from", dest="first", type=read_date, help="第一天；不写就是今天")
    stand_in.add_argument("--to", dest="last", type=read_date, help="最后一天；不写就是一天")
    stand_in.add_argument("--reason", default="", help="原因")
    stand_in.set_defaults(run=run_stand_in)


def run_month(call: Call) -> Answer:
    """Show a month, or write its sheet."""
    asked, session = call.arguments, call.open()
    if asked.out is not None:
        writable(asked.out)
        return written(session.walls.roster(asked.month, asked.paper), asked.out)
    turns = session.roster.turns(asked.month)
    lines = [f"{shown_day(one.day)} {word(one.half)} {word(one.role)} {one.person.name}" for one in turns]
    return Answer(turns, "\n".join(lines) or "这个月还没有排班。")


def run_lay(call: Call) -> Answer:
    """Lay a month out."""
    asked, session = call.arguments, call.open()
    before = session.roster.pattern(asked.month)
    second = asked.second or (before.second and not asked.people)
    pattern = Pattern(tuple(asked.people or before.people), asked.per or before.per, second)
    session.emit(session.roster.lay(asked.month, pattern, begin=asked.begin, replace=asked.again))
    turns = session.roster.turns(asked.month)
    return Answer(turns, f"{asked.month} 排好了，共 {len(turns)} 班。")


def run_swap(call: Call) -> Answer:
    """Let two days change places."""
    asked, session = call.arguments, call.open()
    session.emit(session.roster.swap(asked.day, asked.other))
    return Answer(session.roster.of_day(asked.day), f"{shown_day(asked.day)}和{shown_day(asked.other)}已互换。")


def run_today(call: Call) -> Answer:
    """Tell who is on duty."""
    session = call.open()
    found = session.duty_today.on(call.arguments.day or session.clock.today())
    return Answer(found, "\n".join(_line(one) for one in found) or "今天没有排班，岗位上也没有人。")


def run_stand_in(call: Call) -> Answer:
    """Arrange a stand-in."""
    asked, session = call.arguments, call.open()
    first = asked.first or session.clock.today()
    typed = StandIn(away=asked.away, instead=asked.instead, first=first, last=asked.last, reason=asked.reason)
    session.emit(session.stand_ins.arrange(typed))
    absences = session.stand_ins.between(first, asked.last or first)
    return Answer(absences, f"{asked.instead or 'B 岗'} 替 {asked.away}，从{shown_day(first)}起。")


def _line(one: "OnDuty") -> str:
    there = one.there.name or "没有人"
    told = f"（{one.planned.name}{one.reason}）" if one.is_another and one.planned.name else ""
    return f"{one.place}：{there}{told} {one.phone}".rstrip()
