"""One year of the working calendar as a table: which weekdays are off, which weekend days are worked.

Read from a file that the township brings: our own form (JSON or TOML), or the wide-spread holiday-cn form.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from app.core.errors import Refused

FIRST_YEAR, LAST_YEAR = 2000, 2100
SATURDAY = 5
DECEMBER = 12
NAMES = {
    "year": ("year", "年份"),
    "off": ("off", "holidays", "放假", "放假日"),
    "work": ("work", "workdays", "make_up", "补班", "上班", "调休上班"),
    "source": ("source", "来源", "依据"),
}
SPAN = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})\s*(?:\.\.|至|~|到)\s*(\d{4}-\d{2}-\d{2})\s*$")
LONGEST_SPAN = 31
MOST_PROBLEMS = 6
ALWAYS_OFF = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"))


class YearTable(msgspec.Struct, frozen=True):
    """The days of one year that differ from Monday to Friday; ``estimated`` where no notice stands behind it."""

    year: int
    off: tuple[date, ...]
    work: tuple[date, ...]
    source: str = ""
    estimated: bool = False


def read_year_table(content: bytes, file_name: str) -> YearTable:
    """Read a year's table from a file's bytes; ``file_name`` decides TOML (``.toml``) or JSON.

    Raises ``Refused`` with every problem found (at most six are named); nothing is half taken.
    """
    table = _table_of(_parsed(content, file_name))
    if problems := problems_of(table):
        shown = "；".join(problems[:MOST_PROBLEMS])
        raise _refused(f"放假安排表有 {len(problems)} 处不对：{shown}。")
    return table


def problems_of(table: YearTable) -> list[str]:
    """Name everything that cannot be true of an announced year; empty where the table is sound."""
    if not FIRST_YEAR <= table.year <= LAST_YEAR:
        return [f"年份 {table.year} 不在 {FIRST_YEAR}—{LAST_YEAR} 年之间"]
    strangers = [day for day in (*table.off, *table.work) if not _belongs(day, table.year)]
    problems = [f"{day.isoformat()} 不属于 {table.year} 年" for day in strangers]
    problems += [f"{day.isoformat()} 既写了放假又写了补班" for day in sorted(set(table.off) & set(table.work))]
    problems += [f"补班日 {day.isoformat()} 本来就不是周末" for day in table.work if day.weekday() < SATURDAY]
    for month, day_of_month, name in ALWAYS_OFF:
        day = date(table.year, month, day_of_month)
        if day.weekday() < SATURDAY and day not in table.off:
            problems.append(f"缺少{name}（{day.isoformat()}）")
    return problems


def _belongs(day: date, year: int) -> bool:
    """Tell whether a day may stand in a year's notice, which also speaks of the December before."""
    return day.year == year or (day.year == year - 1 and day.month == DECEMBER)


def _parsed(content: bytes, file_name: str) -> Mapping[str, object]:
    try:
        text = content.decode("utf-8-sig")
        parsed = tomllib.loads(text) if file_name.lower().endswith(".toml") else msgspec.json.decode(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.DecodeError) as trouble:
        raise _refused(f"“{file_name}”不是放假安排表（应为 JSON 或 TOML 文件）。") from trouble
    if not isinstance(parsed, dict):
        raise _refused(f"“{file_name}”里没有年份和放假日，不是放假安排表。")
    return parsed


def _table_of(parsed: Mapping[str, object]) -> YearTable:
    year = _named(parsed, "year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise _refused("放假安排表里没有年份（year）。")
    days = parsed.get("days")
    if isinstance(days, list):
        off, work = _holiday_cn_days(days)
    else:
        off, work = _days(_named(parsed, "off")), _days(_named(parsed, "work") or [])
    if not off:
        raise _refused("放假安排表里没有放假日（off）。")
    return YearTable(year, tuple(sorted(set(off))), tuple(sorted(set(work))), str(_named(parsed, "source") or ""))


def _named(parsed: Mapping[str, object], key: str) -> object:
    return next((parsed[name] for name in NAMES[key] if name in parsed), None)


def _holiday_cn_days(days: Iterable[object]) -> tuple[list[date], list[date]]:
    off: list[date] = []
    work: list[date] = []
    for entry in days:
        if not isinstance(entry, dict):
            raise _refused(f"放假安排表里的“{entry}”不是一天。")
        (off if entry.get("isOffDay") else work).extend(_days([entry.get("date")]))
    return off, work


def _days(entries: object) -> list[date]:
    """Read single days (``2027-02-05`` or TOML dates) and spans (``2027-02-05..2027-02-11``)."""
    if not isinstance(entries, list):
        return []
    days: list[date] = []
    for entry in entries:
        if isinstance(entry, date):
            days.append(date(entry.year, entry.month, entry.day))
        else:
            days.extend(_span(str(entry)))
    return days


def _span(text: str) -> list[date]:
    found = SPAN.match(text)
    first, last = found.groups() if found else (text.strip(), text.strip())
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as trouble:
        raise _refused(f"放假安排表里的“{text}”不是日期（应写成 2027-02-05）。") from trouble
    if not 0 <= (end - begin).days < LONGEST_SPAN:
        raise _refused(f"放假安排表里的“{text}”前后颠倒或者太长。")
    return [begin + timedelta(days=step) for step in range((end - begin).days + 1)]


def _refused(sentence: str) -> Refused:
    return Refused(sentence, untouched="原来的日历没有改动。", advice="请对照国务院办公厅的通知改好后再导入。")
