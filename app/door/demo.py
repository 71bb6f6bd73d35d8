"""``demo``: a new station full of invented life, and its township beside it, each enrolled with the other."""

import argparse
from typing import TYPE_CHECKING, Any

from app.door.call import Answer, Call

if TYPE_CHECKING:
    from pathlib import Path

    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

COUNTY, TOWNSHIP, VILLAGE = "望奎县", "示例镇", "示例村"
UNIT = "231221103201"
TOWNSHIP_FOLDER = "township"


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("demo", help="新建一个演示村和它的乡镇，里面全是编出来的人和事")
    parser.add_argument("--years", type=int, default=5, help="几年的办件")
    parser.add_argument("--cases-per-year", type=int, default=800, help="每年多少件")
    parser.add_argument("--seed", type=int, default=7, help="同一个数得到同一个村")
    parser.add_argument("--residents", type=int, help="多少村民，不写就按办件数来")
    parser.add_argument("--unit", default=UNIT, help="村站的 12 位区划代码")
    parser.add_argument("--entries-per-year", type=int, default=60, help="每本台账每年登记多少条，0 是不登记")
    parser.add_argument("--no-events", action="store_true", help="不写每一步的记录（只为测速度）")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Make both offices and enrol them; the password of both is the one given."""
    asked = call.arguments
    station = _office(call, call.home, "station", asked.unit, VILLAGE)
    try:
        made = _fill(station, asked)
        township = _office(call, call.home / TOWNSHIP_FOLDER, "township", f"{asked.unit[:9]}000", TOWNSHIP)
        try:
            _enrol(station, township, asked.unit)
        finally:
            township.close()
    finally:
        station.close()
    value = {
        "unit": asked.unit,
        "name": VILLAGE,
        "residents": made.residents,
        "cases": made.cases,
        "events": made.events,
        "entries": made.entries,
        "township": str(call.home / TOWNSHIP_FOLDER),
    }
    counts = f"村民 {made.residents} 人，办件 {made.cases} 件，台账 {made.entries} 条"
    text = f"演示村“{VILLAGE}”已建好：{counts}。乡镇在 {value['township']}。"
    return Answer(value, text)


def _office(call: Call, home: "Path", kind: str, unit: str, name: str) -> "Session":
    from app.opening import OfficeSetup, create_office

    operator = call.operator or ("王守田" if kind == "station" else "周镇长")
    setup = OfficeSetup(kind, unit, name, operator, call.password(), TOWNSHIP, COUNTY)
    return create_office(home, setup, clock=call.clock)[0]


def _fill(station: "Session", asked: argparse.Namespace) -> Any:
    from app.demo.make import make_demo

    return make_demo(
        station,
        years=asked.years,
        cases_per_year=asked.cases_per_year,
        seed=asked.seed,
        residents=asked.residents,
        events=not asked.no_events,
        entries_per_year=asked.entries_per_year,
        close=True,
    )


def _enrol(station: "Session", township: "Session", unit: str) -> None:
    """Carry the letters to and fro, as a person would with a stick and a phone."""
    invitation = township.home.temporary / "邀请.czinvite"
    reply = township.home.temporary / "回执.czreply"
    township.packages.invite(unit, VILLAGE, invitation)
    code, _ = station.packages.accept(invitation, reply)
    township.packages.confirm(reply, code)
