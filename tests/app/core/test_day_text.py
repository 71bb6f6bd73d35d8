"""Days and badges in words."""

from datetime import date

import pytest

from app.core.day_text import listed_day, long_day, shown_badge, shown_day, shown_due, shown_month
from app.core.working_calendar import WorkingCalendar

CALENDAR = WorkingCalendar.load()
TODAY = date(2026, 10, 9)


def test_days_in_words() -> None:
    assert shown_day(date(2025, 10, 9)) == "10月9日（周四）"
    assert shown_day(date(2027, 1, 4), TODAY) == "2027年1月4日（周一）"
    assert shown_day(date(2026, 10, 11), TODAY) == "10月11日（周日）"
    assert listed_day(date(2026, 10, 11), TODAY) == "10月11日（周日）"
    assert listed_day(date(2025, 12, 10), TODAY) == "2025年12月10日"
    assert long_day(TODAY) == "2026年10月9日"
    assert shown_month("2026-10") == "2026年10月"


@pytest.mark.parametrize(
    ("due", "badge", "text"),
    [
        (date(2026, 10, 12), "剩余 2 个工作日", "10月12日（周一），还剩 2 个工作日"),
        (date(2026, 10, 9), "今天截止", "10月9日（周五），今天截止"),
        (date(2026, 9, 30), "已超期 2 个工作日", "9月30日（周三），已超期 2 个工作日"),
    ],
)
def test_badges(due: date, badge: str, text: str) -> None:
    assert shown_badge(due, TODAY, CALENDAR) == badge
    assert shown_due(due, TODAY, CALENDAR) == text


def test_overdue_over_a_weekend_counts_no_working_day_yet() -> None:
    assert shown_badge(date(2026, 10, 16), date(2026, 10, 17), CALENDAR) == "已超期"
    assert shown_due(date(2026, 10, 16), date(2026, 10, 17), CALENDAR) == "10月16日（周五），已超期"


def test_direct_cases_and_estimates() -> None:
    assert shown_badge(TODAY, TODAY, CALENDAR, direct=True) == "即办"
    assert shown_badge(date(2026, 10, 8), TODAY, CALENDAR, direct=True) == "已超期 1 个工作日"
    assert shown_badge(date(2027, 1, 4), date(2026, 12, 31), CALENDAR, estimated=True) == "剩余 1 个工作日（预估）"
    shown = shown_due(date(2027, 1, 4), date(2026, 12, 31), CALENDAR, estimated=True)
    assert shown == "2027年1月4日（周一）（预估），还剩 1 个工作日"
