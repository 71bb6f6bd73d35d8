"""``due``: the n-th working day after a day."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from app.core.day_text import shown_day
from app.core.errors import Refused
from app.core.working_calendar import WorkingCalendar
from app.door.call import Answer, Call

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("due", help="算到期日：某天之后第几个工作日")
    parser.add_argument("--from", dest="start", required=True, metavar="DAY", help="从哪天起（当天不算），2026-02-13")
    parser.add_argument("--days", required=True, type=int, metavar="N", help="几个工作日")
    parser.add_argument("--natural", action="store_true", help="按自然日算，最后一天休息则顺延")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Count on the shipped calendar; no office is opened for it."""
    asked = call.arguments
    try:
        start = date.fromisoformat(asked.start)
    except ValueError as trouble:
        raise Refused(f"“{asked.start}”不是日期。", advice="日期写成 2026-02-13 的样子。") from trouble
    calendar = WorkingCalendar.load()
    due = (calendar.natural_days_after if asked.natural else calendar.working_days_after)(start, asked.days)
    text = shown_day(due.day, start) + ("（预估：这一年的放假安排还没有公布）" if due.estimated else "")
    return Answer({"due": due.day, "estimated": due.estimated}, text)
