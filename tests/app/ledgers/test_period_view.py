"""How ledgers stand in a period: what keeps them from being closed, what goes on, what is left in each pile."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.ledgers.closing import Closed
from app.ledgers.declaration import Declaration
from app.ledgers.period_view import LedgerPeriod, PeriodViews
from app.ledgers.periods import Periods
from db.ledger_counts import Count, counted, earliest_day
from db.store import Store
from tests.app.ledgers.books import lay, make_table
from tests.app.ledgers.test_periods import KNOWN, STOCK, VISITS, YEARLY

Row = dict[str, Any]


@pytest.fixture
def periods(store: Store, clock: FixedClock) -> Periods:
    for one in (STOCK, VISITS, YEARLY):
        make_table(store, one)
    return Periods(store, clock, lambda: KNOWN)


@pytest.fixture
def views(store: Store, clock: FixedClock, periods: Periods) -> PeriodViews:
    return PeriodViews(store, clock, lambda: KNOWN, periods)


@pytest.fixture
def fill(store: Store) -> Callable[..., None]:
    def filled(ledger: Declaration, *rows: Row) -> None:
        full = {"seed": "稻", "receipt": "1号", "state": "open", "taken_in": "1", "given_out": None, "corrects": ""}
        system = {"epoch": 1, "revision": 1}
        told = [
            {"id": f"{ledger.key}{at}", "number": f"2026-{at:05d}", **system, **full, **row}
            for at, row in enumerate(rows, 1)
        ]
        lay(store, ledger, told)

    return filled


def of(found: tuple[LedgerPeriod, ...], ledger: Declaration) -> LedgerPeriod:
    return next(one for one in found if one.ledger.key == ledger.key)


def test_months_are_told_from_the_first_entry_on(
    views: PeriodViews, periods: Periods, fill: Callable[..., None]
) -> None:
    assert views.periods() == [("2026-10", "还没过完"), ("2026", "还没过完")]
    fill(STOCK, {"day": "2026-08-05"})
    fill(VISITS, {"day": "2026-09-05"})
    periods.close("2026-08")
    periods.close("2026-09", "visits")
    assert views.periods() == [
        ("2026-10", "还没过完"),
        ("2026-09", "单独结了 1 本"),
        ("2026-08", "已结账"),
        ("2026", "还没过完"),
    ]


def test_each_ledger_says_what_stands_in_the_way(views: PeriodViews, fill: Callable[..., None]) -> None:
    fill(STOCK, {"day": "2026-08-05"}, {"day": "2026-09-05", "taken_in": None, "given_out": "3"})
    fill(VISITS, {"day": "2026-09-05"}, {"day": "2026-09-06", "state": "over"})
    found = views.view("2026-09")
    stock, visits = found.ledgers
    assert (stock.ledger.key, visits.ledger.key) == ("seed_trade", "visits")
    assert not stock.is_ready
    assert stock.state == "有 2 处要改"
    assert "请先结2026年8月" in stock.words
    assert "编号 2026-00002 以后就不够了" in stock.words
    assert (stock.piles[0].name, stock.piles[0].opening, stock.piles[0].closing) == ("稻", Decimal(1), Decimal(-2))
    assert (visits.entries, visits.unfinished, visits.is_ready) == (2, 1, True)
    assert visits.unfinished_words == "1 件，结了也接着办"
    assert "种子往来要先处理" in found.words
    assert views.view("2026-10").early.startswith("2026年10月还没有过完")
    assert [one.ledger.key for one in views.view("2026").ledgers] == ["seed_trade", "visits"]


def test_what_is_closed_is_told_by_what_closed_it(
    views: PeriodViews, periods: Periods, fill: Callable[..., None]
) -> None:
    fill(STOCK, {"day": "2026-08-05"})
    fill(VISITS, {"day": "2026-08-05"})
    periods.close("2026-08", "visits")
    found = views.view("2026-08")
    assert of(found.ledgers, VISITS).closed == Closed("2026-08", "visits")
    assert of(found.ledgers, VISITS).state == "单独结了"
    assert (found.whole, found.is_closed) == (False, True)
    assert "1 本已经单独结了" in found.words
    periods.close("2026-08")
    found = views.view("2026-08")
    assert (found.whole, found.is_closed, found.open_ones) == (True, True, ())
    assert of(found.ledgers, STOCK).words == "没办完的 1 件，结了只能看。稻期初 0，结余 1。"
    year = views.view("2026")
    assert (year.whole, [one.closed for one in year.ledgers]) == (False, [None, None])
    assert periods.closed_words(VISITS) == "2026年8月已结账，只能看；写错的打开后按“更正”。"
    assert periods.closed_words(YEARLY) == ""


def test_many_ledgers_are_counted_at_once(store: Store, views: PeriodViews, fill: Callable[..., None]) -> None:
    assert views is not None
    fill(VISITS, {"day": "2026-08-05"}, {"day": "2026-09-05", "corrects": "visits1"}, {"day": "2026-09-06"})
    asked = [Count("visits", "day", "2026-08", "2026-09-30", ("open",)), Count("gone", "day", "2026", "2027")]
    assert counted(store, asked) == [2, 0]
    assert counted(store, [Count("visits", "day", "2026-09", "2026-09-30")] * 250) == [2] * 250
    assert counted(store, []) == []
    assert earliest_day(store, [("visits", "day"), ("seed_trade", "day"), ("gone", "day")]) == "2026-08-05"
    assert earliest_day(store, [("gone", "day")]) == ""
