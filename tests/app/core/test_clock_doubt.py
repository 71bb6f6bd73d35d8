from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import DeskClock, FixedClock
from app.core.clock_doubt import clock_rules, doubt_about

CHINA = timezone(timedelta(hours=8))
LAST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def wall(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (wall(2009, 1, 1, 0, 0), "unborn"),
        (wall(1980, 1, 4, 8, 0), "unborn"),
        (wall(2026, 11, 19, 9, 0), "behind"),
        (wall(2026, 11, 20, 10, 0), ""),
        (wall(2026, 11, 20, 17, 0), ""),
        (wall(2026, 12, 31, 17, 0), ""),
        (wall(2027, 1, 25, 17, 0), "ahead"),
        (wall(2031, 3, 2, 8, 0), "ahead"),
    ],
)
def test_a_clock_is_asked_about_when_it_does_not_fit_what_was_saved(now: datetime, kind: str) -> None:
    doubt = doubt_about(now, LAST)
    assert (doubt.kind if doubt else "") == kind
    if doubt is not None:
        assert doubt.suggested in {date(2026, 11, 20), clock_rules().earliest}
        assert "今天是几号" in doubt.question
        assert "{" not in doubt.question + doubt.right + doubt.refusal


def test_an_office_that_does_not_stand_yet_doubts_only_days_before_the_program() -> None:
    assert doubt_about(wall(2009, 1, 1), None) is not None
    assert doubt_about(wall(2031, 1, 1), None) is None


@given(st.datetimes(datetime(2026, 1, 2), datetime(2090, 1, 1), timezones=st.just(UTC)), st.integers(0, 59))
def test_going_on_within_the_days_is_never_doubted(last: datetime, days: int) -> None:
    assert doubt_about(last + timedelta(days=days), last) is None


def test_the_day_of_the_clerk_moves_the_whole_clock() -> None:
    base = FixedClock(wall(2009, 1, 1, 7, 30))
    clock = DeskClock(base)
    clock.set_day(date(2026, 11, 22))
    assert (clock.today(), clock.wall(), clock.now()) == (
        date(2026, 11, 22),
        wall(2026, 11, 22, 7, 30),
        datetime(2026, 11, 21, 23, 30, tzinfo=UTC),
    )
    assert clock.machine_wall() == wall(2009, 1, 1, 7, 30)
    base.advance(hours=20)
    assert clock.today() == date(2026, 11, 23)
