"""The working calendar against the notices of DOMAIN C1, by property over a century, and with an imported year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.working_calendar import Due, WorkingCalendar, shipped_tables
from app.core.year_table import YearTable, problems_of

CALENDAR = WorkingCalendar.load()
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
COUNTS = st.integers(0, 400)


def off_days(*spans: tuple[str, str]) -> set[date]:
    days = set()
    for first, last in spans:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            days.add(day)
            day += timedelta(days=1)
    return days


def test_2026_is_the_notice_day_by_day() -> None:
    off = off_days(
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    )
    worked = {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
    day = date(2026, 1, 1)
    while day.year == 2026:
        expected = day in worked or (day.weekday() < 5 and day not in off)
        assert CALENDAR.is_working_day(day) is expected, day
        day += timedelta(days=1)


def test_2025_works_the_announced_weekends_and_no_other() -> None:
    worked = [date(2025, 1, 1) + timedelta(days=step) for step in range(365)]
    weekends = [day for day in worked if day.weekday() >= 5 and CALENDAR.is_working_day(day)]
    assert weekends == [date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 2, 4), True),
        (date(2024, 2, 16), False),
        (date(2024, 9, 14), True),
        (date(2024, 10, 7), False),
        (date(2020, 1, 31), False),
        (date(2015, 9, 3), False),
        (date(2008, 9, 27), True),
        (date(2011, 12, 31), True),
    ],
)
def test_earlier_years_have_their_own_notices(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked
    assert not CALENDAR.is_estimated(day.year)


def test_the_examples_of_the_issue() -> None:
    assert CALENDAR.working_days_after(date(2026, 2, 13), 2) == Due(date(2026, 2, 24), estimated=False)
    assert CALENDAR.working_days_after(date(2026, 10, 9), 0) == Due(date(2026, 10, 9), estimated=False)
    assert CALENDAR.working_days_after(date(2026, 9, 30), 1) == Due(date(2026, 10, 8), estimated=False)


def test_the_case_opened_in_december_runs_into_a_year_without_notice() -> None:
    """DOMAIN C1: a naive use of the usual package crashes here."""
    assert CALENDAR.working_days_after(date(2026, 12, 3), 20) == Due(date(2026, 12, 31), estimated=False)
    assert CALENDAR.working_days_after(date(2026, 12, 4), 20) == Due(date(2027, 1, 4), estimated=True)
    assert CALENDAR.is_estimated(2027)


def test_the_estimate_of_2027_rests_on_the_statutory_days() -> None:
    off = shipped_tables()[2027].off
    for day in ("2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-09-15", "2027-10-01"):
        assert date.fromisoformat(day) in off
    assert not CALENDAR.is_working_day(date(2027, 5, 3)), "5月1日是周六，补假"
    assert shipped_tables()[2027].work == ()


def test_natural_days_move_past_days_of_rest() -> None:
    """Civil Code 203."""
    assert CALENDAR.natural_days_after(date(2026, 9, 1), 30).day == date(2026, 10, 8)
    assert CALENDAR.natural_days_after(date(2026, 9, 1), 29).day == date(2026, 9, 30)
    assert CALENDAR.natural_days_after(date(2026, 9, 1), 0) == Due(date(2026, 9, 1), estimated=False)
    assert CALENDAR.natural_days_after(date(2026, 10, 8), 90) == Due(date(2027, 1, 6), estimated=True)


@given(DAYS, COUNTS)
def test_the_nth_working_day_is_worked_and_exactly_n_are_counted(start: date, count: int) -> None:
    due = CALENDAR.working_days_after(start, count)
    assert CALENDAR.working_days_between(start, due.day) == count
    assert count == 0 or CALENDAR.is_working_day(due.day)
    assert count == 0 or due.day > start


@given(DAYS, st.integers(0, 60))
def test_it_is_the_walk_day_by_day(start: date, count: int) -> None:
    day, left = start, count
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working_day(day)
    assert CALENDAR.working_days_after(start, count).day == day


@given(DAYS, st.integers(1, 400))
def test_a_due_day_is_estimated_exactly_where_a_counted_year_is(start: date, count: int) -> None:
    due = CALENDAR.working_days_after(start, count)
    years = range((start + timedelta(days=1)).year, due.day.year + 1)
    assert due.estimated == any(CALENDAR.is_estimated(year) for year in years)


@given(DAYS, COUNTS)
def test_natural_days_end_on_a_worked_day_never_early(start: date, count: int) -> None:
    due = CALENDAR.natural_days_after(start, count)
    assert due.day >= start + timedelta(days=count)
    assert count == 0 or CALENDAR.is_working_day(due.day)
    assert (due.day - start).days - count <= 12


@given(DAYS, DAYS, DAYS)
def test_counts_add_up_and_are_never_negative(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    between = CALENDAR.working_days_between
    assert between(first, middle) + between(middle, last) == between(first, last)
    assert between(last, first) == 0


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    found = CALENDAR.next_working_day(day)
    assert found >= day
    assert CALENDAR.is_working_day(found)
    assert CALENDAR.working_days_between(day - timedelta(days=1), found) == 1


def test_every_day_of_the_century_has_an_answer() -> None:
    day, worked = date(2000, 1, 1), 0
    while day <= date(2100, 12, 31):
        worked += CALENDAR.is_working_day(day)
        CALENDAR.working_days_after(day, 30)
        CALENDAR.natural_days_after(day, 90)
        day += timedelta(days=1)
    assert 240 * 101 < worked < 256 * 101


def test_every_shipped_table_is_one_that_could_be_imported() -> None:
    assert sorted(shipped_tables()) == list(range(2000, 2101))
    for table in shipped_tables().values():
        assert problems_of(table) == []
    assert [year for year, table in shipped_tables().items() if not table.estimated] == list(range(2001, 2027))


@pytest.mark.parametrize("day", [date(1999, 11, 30), date(1900, 1, 1), date(2131, 1, 1)])
def test_days_outside_the_calendar_are_refused_in_words(day: date) -> None:
    for ask in (CALENDAR.is_working_day, CALENDAR.next_working_day):
        with pytest.raises(Refused, match="日历里没有"):
            ask(day)
    with pytest.raises(Refused, match="日历里没有"):
        CALENDAR.working_days_after(day, 0)


@pytest.mark.parametrize("count", [-1, 100_000])
def test_impossible_counts_are_refused(count: int) -> None:
    with pytest.raises(Refused, match="办理天数"):
        CALENDAR.working_days_after(date(2026, 1, 1), count)
    with pytest.raises(Refused, match="办理天数"):
        CALENDAR.natural_days_after(date(2026, 1, 1), count)


def test_an_imported_year_replaces_the_estimate() -> None:
    table = YearTable(2027, (date(2027, 1, 1), date(2027, 1, 4)), (date(2026, 12, 27),), "通知")
    calendar = CALENDAR.with_year(table)
    assert calendar.working_days_after(date(2026, 12, 4), 20) == Due(date(2026, 12, 31), estimated=False)
    assert calendar.working_days_after(date(2026, 12, 4), 21) == Due(date(2027, 1, 5), estimated=False)
    assert calendar.is_working_day(date(2026, 12, 27))
    assert calendar.table(2027) == table
    assert CALENDAR.is_estimated(2027), "the calendar before stays as it was"
    assert WorkingCalendar.load({2027: table}).is_working_day(date(2027, 1, 5))


def test_a_year_that_no_table_speaks_of_is_estimated() -> None:
    assert CALENDAR.is_estimated(2101)
    assert CALENDAR.table(2101) is None
    assert CALENDAR.working_days_after(date(2100, 12, 31), 1).estimated
