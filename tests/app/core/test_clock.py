"""The clock: aware, fixed where asked, local day and UTC moment apart."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.core.clock import FixedClock, SystemClock


def test_the_system_clock_is_aware_and_in_utc() -> None:
    """A moment without zone would be stored wrongly."""
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert abs((clock.today() - clock.now().date()).days) <= 1


def test_a_fixed_clock_stands_and_advances() -> None:
    """Nothing moves it but ``advance``."""
    clock = FixedClock(datetime(2026, 10, 8, 9, 30, tzinfo=timezone(timedelta(hours=8))))
    assert clock.today() == date(2026, 10, 8)
    assert clock.now() == datetime(2026, 10, 8, 1, 30, tzinfo=UTC)
    clock.advance(days=2, hours=15)
    assert clock.today() == date(2026, 10, 11)


def test_the_local_day_differs_from_the_utc_day_in_the_early_morning() -> None:
    """At five in the morning in China it is still yesterday in UTC; the clerk's day counts."""
    clock = FixedClock(datetime(2026, 10, 8, 5, 0, tzinfo=timezone(timedelta(hours=8))))
    assert clock.today() == date(2026, 10, 8)
    assert clock.now().date() == date(2026, 10, 7)


def test_a_moment_without_zone_is_a_bug() -> None:
    """The caller forgot the zone."""
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 10, 8))
