"""Make resources/calendars/*.json: which weekdays are off and which weekend days are worked, 2000 to 2100.

Run when the State Council has announced a new year and the ``holidays`` package knows it:

    python build_scripts/calendars.py

* ``announced.json`` - the years for which ``holidays`` carries the official notices (2001 to 2026 today);
* ``estimated.json`` - every other year: the statutory days of 《全国年节及纪念日放假办法》 (2024 text; the day that
  falls on a weekend is made up on the next working day, art. 6 of the same), no swaps, marked as estimated.

``holidays`` (MIT) is a build tool only: its import costs 65 ms, its data is copied into these two files.
The check against DOMAIN C1 stands below; a release of ``holidays`` that disagrees with the notices stops the script.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import holidays

TARGET = Path(__file__).resolve().parent.parent / "resources" / "calendars"
FIRST, LAST = 2000, 2100
SATURDAY = 5
OFF_2026 = (
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)
WORKED = {
    2025: ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    2026: ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
}


def make_tables() -> list[dict[str, object]]:
    """Read every year from ``holidays``: weekdays off, weekend days worked, announced or not."""
    china = holidays.country_holidays("CN", years=range(FIRST, LAST + 1), language="zh_CN")
    announced = {year for year in china.special_public_holidays if FIRST <= year <= LAST}
    tables = []
    for year in range(FIRST, LAST + 1):
        off = sorted(day for day in china if day.year == year and day.weekday() < SATURDAY)
        worked = sorted(day for day in china.weekend_workdays if day.year == year)
        tables.append(
            {
                "year": year,
                "source": f"国务院办公厅关于{year}年部分节假日安排的通知" if year in announced else "按法定节假日推算",
                "estimated": year not in announced,
                "off": [day.isoformat() for day in off],
                "work": [day.isoformat() for day in worked],
            }
        )
    return tables


def check_against_the_notices(tables: list[dict[str, object]]) -> None:
    """Compare with what the notices of 2025 and 2026 say word for word (DOMAIN C1)."""
    by_year = {table["year"]: table for table in tables}
    for year, worked in WORKED.items():
        if by_year[year]["work"] != list(worked):
            message = f"make-up days of {year} differ from the notice: {by_year[year]['work']}"
            raise SystemExit(message)
    expected = []
    for first, last in OFF_2026:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            if day.weekday() < SATURDAY:
                expected.append(day.isoformat())
            day += timedelta(days=1)
    if by_year[2026]["off"] != expected:
        message = f"days off of 2026 differ from the notice: {by_year[2026]['off']}"
        raise SystemExit(message)


def write_tables(tables: list[dict[str, object]]) -> None:
    """Write both files, one year a line, so that a change of one year reads as one line."""
    for name, estimated in (("announced", False), ("estimated", True)):
        lines = [json.dumps(table, ensure_ascii=False) for table in tables if table["estimated"] is estimated]
        text = "[\n" + ",\n".join(lines) + "\n]\n"
        (TARGET / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Make, check, write."""
    tables = make_tables()
    check_against_the_notices(tables)
    TARGET.mkdir(parents=True, exist_ok=True)
    write_tables(tables)


if __name__ == "__main__":
    main()
