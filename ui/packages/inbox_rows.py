"""What the township's lists show: a station's month, an overdue case of a station, a row that waits for a person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.day_text import listed_day
from app.packages.service import Twin
from app.packages.summary import OverdueCase, StationMonth
from ui.packages.reading import shown_moment
from ui.widgets.badge import signed
from ui.widgets.windowed import Column

SHOWN_GAPS = 6
TELLING = ("number", "applicant_name", "item_name", "name", "title")


@dataclass(frozen=True, slots=True)
class LateLine:
    """One overdue case and whose it is."""

    station: str
    case: OverdueCase


def late_lines(stations: Sequence[StationMonth]) -> list[LateLine]:
    """Give the overdue cases of all stations, the longest overdue first."""
    lines = [LateLine(station.name, case) for station in stations for case in station.overdue_cases]
    return sorted(lines, key=lambda line: line.case.due or date.max)


def station_columns() -> list[Column]:
    """Give the columns of the summary."""
    return [
        Column("村站", lambda one: one.name),
        Column("办件", lambda one: str(one.cases), 72, to_right=True),
        Column("办结", lambda one: str(one.concluded), 72, to_right=True),
        Column("按时", lambda one: str(one.on_time), 72, to_right=True, drop=1),
        Column("超期", lambda one: signed("overdue", str(one.overdue)) if one.overdue else "0", 80, to_right=True),
        Column("台账", lambda one: str(one.entries), 72, to_right=True, drop=1),
        Column("缺的包", _gap, 136, drop=1),
        Column("最近的包", _last, 208, drop=2),
        Column("说明", station_marks, 200),
    ]


def late_columns(today: date) -> list[Column]:
    """Give the columns of overdue cases."""
    return [
        Column("村站", lambda line: line.station, 136),
        Column("编号", lambda line: line.case.number, 128, drop=2),
        Column("申请人", lambda line: line.case.applicant, 104, drop=1),
        Column("事项", lambda line: line.case.item),
        Column("状态", lambda line: line.case.state, 104, drop=2),
        Column("到期", lambda line: listed_day(line.case.due, today) if line.case.due else "", 168, drop=3),
        Column("进度", lambda line: signed("overdue", line.case.badge), 208),
    ]


def twin_columns() -> list[Column]:
    """Give the columns of what waits for a person."""
    return [
        Column("村站", lambda twin: twin.name, 136),
        Column("哪一类", lambda twin: twin.what, 136),
        Column("内容", twin_words),
        Column("发现日期", lambda twin: shown_moment(twin.found_at), 152, drop=1),
    ]


def station_marks(one: StationMonth) -> str:
    """Say what somebody should look at."""
    told = (
        "还没有收到过包" if not one.last_number else "",
        f"分叉 {one.forks} 个" if one.forks else "",
        f"等人决定 {one.twins} 行" if one.twins else "",
        f"台账留着 {one.held} 条还读不了的" if one.held else "",
    )
    words = "、".join(part for part in told if part)
    return signed("waiting", words) if words else ""


def twin_words(twin: Twin) -> str:
    """Say which row it is by the words in it that a person knows."""
    row = json.loads(twin.content)
    values = row.get("values", row) if isinstance(row, dict) else {}
    known = [str(values[name]) for name in TELLING if values.get(name)]
    return " ".join(known) or f"第 {twin.revision} 稿"


def _gap(one: StationMonth) -> str:
    if not one.gap:
        return ""
    more = " 等" if len(one.gap) > SHOWN_GAPS else ""
    return signed("overdue", f"第 {'、'.join(map(str, one.gap[:SHOWN_GAPS]))}{more} 号")


def _last(one: StationMonth) -> str:
    return f"第 {one.last_number} 号，{shown_moment(one.last_read)}" if one.last_number else ""
