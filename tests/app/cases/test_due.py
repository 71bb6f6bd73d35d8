"""Counting days: tables around the hard places of the calendar, and what must hold for any days at all."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.due import Pause, due_day, same_day_due
from app.core.working_calendar import WorkingCalendar

CALENDAR = WorkingCalendar.load()
CLOSING = time(17, 30)
DAYS = st.dates(date(2004, 1, 1), date(2095, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday before Spring Festival is worked
        ("2026-02-14", 1, "2026-02-24"),  # the festival is over on the 23rd
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-14", 5, "2026-02-28"),  # a make-up Saturday counts
        ("2026-02-10", 20, "2026-03-16"),
        ("2025-12-31", 1, "2026-01-04"),  # new year's rest, then a worked Sunday
        ("2025-12-26", 5, "2026-01-05"),
        ("2024-02-28", 1, "2024-02-29"),  # a leap day that is worked
        ("2024-02-29", 1, "2024-03-01"),
        ("2026-10-09", 3, "2026-10-13"),  # Saturday 10 October is worked
        ("2026-09-30", 1, "2026-10-08"),
    ],
)
def test_working_days_in_announced_years(start: str, days: int, due: str) -> None:
    found = due_day(date.fromisoformat(start), days, "working", CALENDAR)
    assert (found.day.isoformat(), found.estimated) == (due, False)


def test_a_due_day_in_a_year_without_notice_is_estimated_and_says_so() -> None:
    found = due_day(date(2026, 12, 10), 20, "working", CALENDAR)
    assert found.day.year == 2027
    assert found.estimated
    assert "预估" in found.reason


@pytest.mark.parametrize(
    ("start", "days", "rolled", "plain"),
    [
        ("2026-09-01", 30, "2026-10-08", "2026-10-01"),  # the last day falls into the national holiday
        ("2026-03-02", 30, "2026-04-01", "2026-04-01"),
        ("2024-01-30", 30, "2024-02-29", "2024-02-29"),
        ("2026-01-17", 30, "2026-02-24", "2026-02-16"),  # into Spring Festival
    ],
)
def test_natural_days_roll_over_rest_days(start: str, days: int, rolled: str, plain: str) -> None:
    day = date.fromisoformat(start)
    assert due_day(day, days, "natural", CALENDAR).day.isoformat() == rolled
    assert due_day(day, days, "natural", CALENDAR, roll_natural=False).day.isoformat() == plain


def test_a_pause_moves_the_due_day_by_its_working_days() -> None:
    pause = Pause(date(2026, 10, 12), date(2026, 10, 19))
    plain = due_day(date(2026, 10, 9), 10, "working", CALENDAR)
    moved = due_day(date(2026, 10, 9), 10, "working", CALENDAR, pauses=[pause])
    assert CALENDAR.working_days_between(plain.day, moved.day) == 5
    assert "停止计时 5 个工作日" in moved.reason


def test_a_pause_of_natural_days_moves_by_natural_days() -> None:
    pause = Pause(date(2026, 3, 5), date(2026, 3, 12))
    moved = due_day(date(2026, 3, 2), 30, "natural", CALENDAR, pauses=[pause])
    assert moved.day == date(2026, 4, 8)


def test_an_extension_is_told_in_the_reason() -> None:
    found = due_day(date(2026, 10, 9), 10, "working", CALENDAR, extended=5)
    assert found.day == CALENDAR.working_days_after(date(2026, 10, 9), 15).day
    assert "延期 5 个工作日" in found.reason


def test_no_days_at_all_are_due_on_the_first_working_day() -> None:
    assert due_day(date(2026, 10, 9), 0, "working", CALENDAR).day == date(2026, 10, 9)
    assert due_day(date(2026, 10, 11), 0, "working", CALENDAR).day == date(2026, 10, 12)
    assert due_day(date(2026, 10, 11), 0, "natural", CALENDAR).day == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("day", "at", "due"),
    [
        ("2026-10-09", time(9, 0), "2026-10-09"),
        ("2026-10-09", time(17, 30), "2026-10-09"),
        ("2026-10-09", time(17, 31), "2026-10-10"),  # Saturday, worked
        ("2026-10-10", time(18, 0), "2026-10-12"),
        ("2026-10-11", time(9, 0), "2026-10-12"),
        ("2026-10-11", None, "2026-10-12"),
        ("2026-10-09", None, "2026-10-09"),
        ("2026-09-30", time(20, 0), "2026-10-08"),
        ("2026-02-14", time(17, 45), "2026-02-24"),
    ],
)
def test_what_is_done_at_once_is_due_today_or_the_next_working_day(day: str, at: time | None, due: str) -> None:
    assert same_day_due(date.fromisoformat(day), at, CALENDAR, CLOSING).day.isoformat() == due


def test_at_once_on_new_years_day_without_a_notice_is_estimated() -> None:
    assert same_day_due(date(2027, 1, 1), None, CALENDAR, CLOSING).estimated


@given(start=DAYS, days=st.integers(1, 90), more=st.integers(0, 30))
def test_a_due_day_is_a_working_day_after_the_start_and_grows_with_the_promise(
    start: date, days: int, more: int
) -> None:
    due = due_day(start, days, "working", CALENDAR).day
    assert due > start
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(start, due) == days
    assert due_day(start, days + more, "working", CALENDAR).day >= due


@given(start=DAYS, days=st.integers(1, 400))
def test_a_natural_due_day_never_comes_early_and_never_rests(start: date, days: int) -> None:
    due = due_day(start, days, "natural", CALENDAR).day
    assert due >= start + timedelta(days=days)
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(start + timedelta(days=days - 1), due) == 1


@settings(max_examples=200)
@given(start=DAYS, days=st.integers(1, 60), after=st.integers(0, 30), length=st.integers(0, 60))
def test_what_is_left_does_not_change_while_a_pause_lasts(start: date, days: int, after: int, length: int) -> None:
    begin = start + timedelta(days=after)
    end = begin + timedelta(days=length)
    plain = due_day(start, days, "working", CALENDAR).day
    moved = due_day(start, days, "working", CALENDAR, pauses=[Pause(begin, end)]).day
    if begin <= plain:
        assert CALENDAR.working_days_between(begin, plain) == CALENDAR.working_days_between(end, moved)


@given(start=DAYS, days=st.integers(1, 60), cut=st.integers(0, 30), length=st.integers(0, 30))
def test_two_pauses_that_meet_are_one(start: date, days: int, cut: int, length: int) -> None:
    middle, end = start + timedelta(days=cut), start + timedelta(days=cut + length)
    two = due_day(start, days, "working", CALENDAR, pauses=[Pause(start, middle), Pause(middle, end)])
    assert two.day == due_day(start, days, "working", CALENDAR, pauses=[Pause(start, end)]).day


@given(day=DAYS, hour=st.integers(0, 23))
def test_at_once_is_at_most_the_next_working_day(day: date, hour: int) -> None:
    due = same_day_due(day, time(hour), CALENDAR, CLOSING).day
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.working_days_between(day, due) <= 1
