"""``grid``: the grids with their households: list, show, put in, take out, whoever is responsible for a household."""

import argparse
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE, read_date
from app.door.call import Answer, Call

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

MOST = 50


def configure(words: "Words") -> None:
    """Declare the word and its ways."""
    ways = words.add_parser("grid", help="网格：列出、看住户、划入划出、换责任人").add_subparsers(
        required=True, metavar="WAY"
    )
    ways.add_parser("list", help="列出网格、责任人、户数、人数，和还没有网格的小组").set_defaults(run=run_list)
    show = ways.add_parser("show", help="一个网格的住户")
    show.add_argument("name", metavar="NAME", help="网格的名称")
    show.set_defaults(run=run_show)
    put = ways.add_parser("put", help="把几户划入网格；已经在别的网格里的移过来")
    put.add_argument("name", metavar="NAME", help="网格的名称")
    put.add_argument("homes", metavar="HOUSEHOLD", nargs="*", help="户号或户主姓名")
    put.add_argument("--group", help="不写户，把整个村民小组里还没有网格的户都划入")
    put.add_argument("--from", dest="day", type=read_date, help="从哪天起；不写就是今天")
    put.set_defaults(run=run_put)
    out = ways.add_parser("take-out", help="把几户划出网格")
    out.add_argument("homes", metavar="HOUSEHOLD", nargs="+", help="户号或户主姓名")
    out.add_argument("--day", type=read_date, help="到哪天为止；不写就是今天")
    out.set_defaults(run=run_out)
    entrust = ways.add_parser("entrust", help="一户换责任人；不写姓名就由网格员负责")
    entrust.add_argument("home", metavar="HOUSEHOLD", help="户号或户主姓名")
    entrust.add_argument("person", metavar="PERSON", nargs="?", default="", help="姓名")
    entrust.add_argument("--from", dest="day", type=read_date, help="从哪天起；不写就是今天")
    entrust.set_defaults(run=run_entrust)


def run_list(call: Call) -> Answer:
    """List the grids, and the villager groups with households in none."""
    session = call.open()
    grids, outside = session.grids.all(), session.grids.groups_outside()
    lines = [
        f"{one.unit.name}：{'、'.join(held.name for held in one.responsible) or '没有责任人'}，"
        f"{one.households} 户 {one.people} 人"
        for one in grids
    ]
    lines += [f"没有网格：{one.name or '（没有小组的）'} {one.households} 户" for one in outside]
    return Answer({"grids": grids, "outside": outside}, "\n".join(lines) or "还没有网格。")


def run_show(call: Call) -> Answer:
    """List the households of one grid."""
    session = call.open()
    grid = session.network.named(call.arguments.name)
    homes = session.grids.households(grid.id)
    lines = [f"{one.number} {one.head_name}户 {one.people} 人 {one.responsible}".strip() for one in homes]
    return Answer(homes, "\n".join(lines) or f"“{grid.name}”还没有住户。")


def run_put(call: Call) -> Answer:
    """Put households, or a whole villager group, into a grid."""
    asked, session = call.arguments, call.open()
    if bool(asked.homes) == bool(asked.group):
        raise Refused("请写上哪几户，或者用 --group 写一个小组。", untouched=NOTHING_DONE)
    grid = session.network.named(asked.name)
    if asked.group:
        count, changes = session.grids.put_group(grid.id, asked.group, asked.day)
    else:
        count, changes = session.grids.put(grid.id, [_home(session, one) for one in asked.homes], asked.day)
    session.emit(changes)
    return Answer({"grid": grid, "count": count}, f"{count} 户划入了“{grid.name}”。")


def run_out(call: Call) -> Answer:
    """Take households out of their grids."""
    asked, session = call.arguments, call.open()
    count, changes = session.grids.take_out([_home(session, one) for one in asked.homes], asked.day)
    session.emit(changes)
    return Answer({"count": count}, f"{count} 户划出了网格，以前在哪个网格都留着。")


def run_entrust(call: Call) -> Answer:
    """Let somebody be responsible for a household."""
    asked, session = call.arguments, call.open()
    home = _home(session, asked.home)
    session.emit(session.homes.entrust([home], asked.person, asked.day))
    place = session.homes.of(home)
    return Answer(place, f"{asked.home} 的责任人是 {place.responsible or '（没有人）'}。")


def _home(session: "Session", typed: str) -> str:
    """Give the one household of this number or head; raises ``Refused`` for none and for several."""
    wanted = typed.strip().removesuffix("户")
    found = [one for one in session.people.households(wanted, MOST) if wanted and wanted in {one.head_name, one.number}]
    if len(found) == 1:
        return found[0].id
    told = "没有" if not found else f"有 {len(found)} 户都是"
    raise Refused(f"{told}“{typed}”。", untouched=NOTHING_DONE, advice="请写户号。")
