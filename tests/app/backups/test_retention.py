"""Which backups stay: numbers, reasons, and clocks gone astray."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.backups.lasting import likely_last_days
from app.backups.policy import declared
from app.backups.retention import Moment, Verdict, retained
from tests.conftest import CHINA, MORNING

pytestmark = pytest.mark.no_cover
"""Ten years of work are walked again and again; the services that keep and drop walk the same rules once."""

STAGES = ("daily", "weekly", "monthly", "yearly")


def at(day: str, hour: int = 17, *, reason: str = "work", sound: bool = True, seq: int = 0) -> Moment:
    return Moment(f"{day} {hour}", datetime.fromisoformat(f"{day}T{hour:02}:00+08:00"), reason, sound=sound, seq=seq)


def kept(moments: Iterable[Moment], now: datetime) -> set[str]:
    return {name for name, verdict in retained(moments, now, declared()).items() if verdict.keep}


def left(moments: Iterable[Moment], now: datetime) -> list[Moment]:
    every = list(moments)
    names = kept(every, now)
    return [one for one in every if one.name in names]


def daily(first: date, days: int, *, a_day: int = 1) -> list[Moment]:
    return [
        at(f"{first + timedelta(days=n)}", 8 + hour, seq=n * a_day + hour) for n in range(days) for hour in range(a_day)
    ]


def test_everything_of_today_and_yesterday_is_kept_then_one_a_day() -> None:
    moments = daily(date(2026, 10, 5), 5, a_day=3)
    assert kept(moments, MORNING) == {
        "2026-10-05 10", "2026-10-06 10", "2026-10-07 10",
        "2026-10-08 8", "2026-10-08 9", "2026-10-08 10", "2026-10-09 8", "2026-10-09 9", "2026-10-09 10",
    }  # fmt: skip


@pytest.mark.no_cover  # thousands of days under the tracer
def test_after_ten_years_of_work_36_and_two_days_are_left() -> None:
    moments: list[Moment] = []
    day = date(2016, 1, 1)
    while day <= date(2026, 10, 9):
        moments = left([*moments, at(f"{day}")], datetime(day.year, day.month, day.day, 18, tzinfo=CHINA))
        day += timedelta(days=1)
    verdicts = retained(moments, MORNING, declared())
    assert len(moments) == 2 + 12 + 10 + 9 + 5
    assert [sum(getattr(declared().why, stage) in one.why for one in verdicts.values()) for stage in STAGES] == [
        12, 10, 9, 5,
    ]  # fmt: skip
    oldest = min(one.at for one in moments)
    assert (oldest.year, oldest.month) == (2020, 12)


def test_why_is_said() -> None:
    moments = [at("2026-10-01"), at("2026-10-09", 9), at("2026-09-15", reason="restore")]
    told = retained(moments, MORNING, declared())
    assert told["2026-10-09 9"] == Verdict("2026-10-09 9", keep=True, why="最新的一份；今天和昨天的都留")
    assert told["2026-10-01 17"].why == "每天留一份"
    assert told["2026-09-15 17"].why == "每天留一份；恢复以前做的，留 30 天"


def test_until_when_a_backup_is_held_is_reckoned_and_never_too_short() -> None:
    moments = [at("2026-09-15", reason="restore"), at("2026-09-17"), at("2026-10-09", 8), at("2026-10-09", 9)]
    held = likely_last_days(moments, MORNING, declared())
    assert held["2026-10-09 8"] == date(2026, 10, 10)
    assert held["2026-10-09 9"] == date(2026, 10, 22)
    assert held["2026-09-15 17"] == date(2026, 10, 15)
    assert likely_last_days([at("2030-01-01")], MORNING, declared())["2030-01-01 17"] is None


@pytest.mark.no_cover  # thousands of days under the tracer
def test_the_day_that_is_told_is_never_too_short() -> None:
    evening = datetime(2027, 3, 8, 18, tzinfo=CHINA)
    every = left(daily(date(2026, 10, 10), 150), evening)
    told = likely_last_days(every, evening, declared())
    gone: dict[str, date] = {}
    for n in range(1, 3000):
        now = evening + timedelta(days=n)
        stay = left([*every, at(f"{now.date()}", seq=1000 + n)], now)
        gone |= {one.name: now.date() for one in every if one not in stay and one.name in told}
        every = stay
    assert gone.keys() == told.keys()
    assert {name: day for name, day in gone.items() if day > (told[name] or date.min) + timedelta(days=1)} == {}


def test_forced_ones_stay_thirty_days_and_no_longer() -> None:
    busy = daily(date(2026, 9, 1), 39, a_day=2)
    forced = [at("2026-09-20", 7, reason=reason) for reason in ("migration",)]
    assert {one.name for one in forced} <= kept([*busy, *forced], MORNING)
    assert not {one.name for one in forced} & kept([*busy, *forced], MORNING + timedelta(days=20))


def test_a_damaged_one_takes_nobodys_place_and_goes_after_a_month() -> None:
    moments = [at("2026-10-01", 8), at("2026-10-01", 9, sound=False), at("2026-10-09", 8, sound=False)]
    told = retained(moments, MORNING, declared())
    assert all(verdict.keep for verdict in told.values())
    assert told["2026-10-01 8"].why.startswith("最新的一份")
    assert told["2026-10-09 8"] == Verdict("2026-10-09 8", keep=True, why="已损坏，先留着")
    later = [*moments, at("2026-11-20")]
    gone = retained(later, MORNING + timedelta(days=43), declared())["2026-10-01 9"]
    assert (gone.keep, gone.why) == (False, "已损坏，并且已经过了 30 天")
    assert kept([at("2026-01-01", sound=False)], MORNING) == {"2026-01-01 17"}


@pytest.mark.parametrize(
    "year", [1980, 2031, *(pytest.param(year, marks=pytest.mark.heavy) for year in (2009, 2027, 2100))]
)
def test_a_clock_gone_astray_drops_nothing_and_takes_no_place_afterwards(year: int) -> None:
    moments: list[Moment] = []
    for n in range(3000):
        now = datetime(2018, 7, 24, 18, tzinfo=CHINA) + timedelta(days=n)
        moments = left([*moments, at(f"{now.date()}")], now)
    astray = datetime(year, 2, 3, 9, tzinfo=CHINA)
    strange = [Moment(f"astray {n}", astray + timedelta(hours=n), seq=9000 + n) for n in range(5)]
    before = {one.name for one in moments}
    for n in range(5):
        moments = left([*moments, strange[n]], astray + timedelta(hours=n))
        assert before <= {one.name for one in moments}
    back = now + timedelta(days=1)
    usual = [one for one in moments if one.name in before]
    fresh = at(f"{back.date()}")
    assert kept([*usual, fresh], back) <= kept([*moments, fresh], back)


def test_an_office_that_stood_still_for_half_a_year_loses_nothing_at_once() -> None:
    moments = daily(date(2026, 4, 1), 3, a_day=4)
    again = at("2026-10-09", 8)
    assert kept([*moments, again], MORNING) == {again.name, *kept(moments, datetime(2026, 4, 3, 18, tzinfo=CHINA))}
    assert kept(moments, MORNING) == kept(moments, datetime(2026, 4, 3, 18, tzinfo=CHINA))


def test_the_one_that_holds_most_stays_although_it_is_not_the_newest() -> None:
    moments = [*daily(date(2026, 10, 1), 9), at("2026-10-05", 3, seq=99_999)]
    assert retained(moments, MORNING, declared())["2026-10-05 3"].why == "内容最多的一份"


def test_dropped_ones_say_why() -> None:
    moments: list[Moment] = [*daily(date(2026, 10, 1), 8, a_day=2), at("2026-10-09")]
    moments += [at(f"{year}-12-31") for year in range(1990, 2026)]
    told = retained(moments, MORNING, declared())
    assert told["2026-10-01 8"].why == "同一天或同一段时间里有更新的一份"
    assert told["1990-12-31 17"].why == "超出保留的年份"


MOMENTS = some.lists(
    some.builds(
        Moment,
        name=some.uuids().map(str),
        at=some.datetimes(datetime(1980, 1, 1), datetime(2040, 1, 1), timezones=some.just(UTC)),
        reason=some.sampled_from(["work", "close", "restore", "migration"]),
        seq=some.integers(0, 50),
        sound=some.booleans(),
    ),
    max_size=60,
    unique_by=lambda one: one.name,
)
NOWS = some.datetimes(datetime(1980, 1, 1), datetime(2040, 1, 1), timezones=some.just(CHINA))


@given(MOMENTS, NOWS)
def test_nothing_is_ever_emptied(moments: list[Moment], now: datetime) -> None:
    found = kept(moments, now)
    assert bool(found) == bool(moments)
    assert any(one.sound for one in moments) == any(one.sound for one in moments if one.name in found)


@given(MOMENTS, NOWS)
def test_keeping_twice_is_keeping_once(moments: list[Moment], now: datetime) -> None:
    once = left(moments, now)
    assert left(once, now) == once


@given(MOMENTS, NOWS, some.sampled_from([*STAGES, "days", "forced_days", "damaged_days"]))
def test_a_wider_policy_drops_nothing_more(moments: list[Moment], now: datetime, wider: str) -> None:
    known = declared()
    wide = msgspec.structs.replace(known.kept, **{wider: getattr(known.kept, wider) + 1})
    more = retained(moments, now, msgspec.structs.replace(known, kept=wide))
    assert kept(moments, now) <= {name for name, verdict in more.items() if verdict.keep}


@given(MOMENTS, NOWS)
def test_no_more_are_kept_than_the_policy_counts(moments: list[Moment], now: datetime) -> None:
    verdicts = retained(moments, now, declared()).values()
    for stage in STAGES:
        words = getattr(declared().why, stage)
        assert sum(words in verdict.why for verdict in verdicts) <= getattr(declared().kept, stage)
    assert all(verdict.why for verdict in verdicts)


@given(MOMENTS, some.datetimes(datetime(2041, 1, 1), datetime(2090, 1, 1), timezones=some.just(CHINA)))
def test_one_day_in_a_far_future_drops_nothing(moments: list[Moment], astray: datetime) -> None:
    sane = datetime(2040, 1, 2, tzinfo=CHINA)
    stayed = left([one for one in moments if one.sound], sane)
    strange = Moment("strange", astray + timedelta(days=100))
    assert {one.name for one in stayed} <= kept([*stayed, strange], strange.at)
