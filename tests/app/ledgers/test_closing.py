"""Which period is closed, what that locks, and what keeps one from being closed or opened."""

from datetime import date

import msgspec
import pytest

from app.core.errors import Refused
from app.ledgers.closing import (
    Closed,
    closes_by,
    days_of,
    goes_on,
    locked_by,
    read_period,
    refuse_early,
    refuse_gap,
    refuse_locked,
    refuse_opening,
    shown_period,
)
from tests.app.ledgers.books import TEXT, book

BOOK = book()
YEARLY = msgspec.structs.replace(BOOK, key="yearly", title="年度册", close="year")
NEVER = msgspec.structs.replace(BOOK, key="never", close="none")
VISITS = msgspec.structs.replace(book(TEXT[: TEXT.index("[money]")]), key="visits", title="走访")


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "九月", "2026/09", "26-09", "1850-01", "2026-9"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="不是月份"):
        read_period(typed)


def test_a_period_is_a_month_or_a_year() -> None:
    assert read_period(" 2028-02 ") == "2028-02"
    assert days_of("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert days_of("2026") == (date(2026, 1, 1), date(2026, 12, 31))
    assert (shown_period("2026-09"), shown_period("2026")) == ("2026年9月", "2026年")


def test_a_ledger_is_locked_by_the_periods_it_is_closed_by() -> None:
    month, year = [Closed("2026-09")], [Closed("2026")]
    assert closes_by(BOOK, "2026")
    assert locked_by(BOOK, "2026-09-30", month) == Closed("2026-09")
    assert locked_by(BOOK, "2026-10-01", month) is None
    assert locked_by(BOOK, "2026-10-01", year) == Closed("2026")
    assert locked_by(YEARLY, "2026-09-30", month) is None
    assert locked_by(YEARLY, "2026-09", year) == Closed("2026")
    assert locked_by(NEVER, "2026-09-30", year) is None
    assert locked_by(BOOK, "2026-09-30", [Closed("2026-09", "other")]) is None
    assert locked_by(BOOK, "2026-09-30", [Closed("2026-09", BOOK.key)]) is not None


def test_what_is_locked_says_what_to_do() -> None:
    closed = [Closed("2026-09")]
    refuse_locked(BOOK, "2026-10-01", closed)
    with pytest.raises(Refused, match=r"2026年9月已经结账，编号 2026-00012 只能看.*更正"):
        refuse_locked(BOOK, "2026-09-30", closed, "2026-00012")
    with pytest.raises(Refused, match="不能再登记 2026-09-30"):
        refuse_locked(BOOK, "2026-09-30", closed)


def test_what_has_not_ended_is_carried_over_where_the_ledger_says_so() -> None:
    carrying = msgspec.structs.replace(BOOK, carry=True)
    assert [goes_on(carrying, state) for state in ("open", "over", "")] == [True, False, False]
    assert not goes_on(BOOK, "open")


def test_a_period_closes_on_its_last_day() -> None:
    refuse_early("2026-09", date(2026, 9, 30))
    with pytest.raises(Refused, match="没有过完"):
        refuse_early("2026-09", date(2026, 9, 29))


def test_a_book_closes_month_after_month() -> None:
    refuse_gap(BOOK, "2026-09", ["2026-08-31", "2026-09-01", "2026-10-01"], [Closed("2026-08")])
    with pytest.raises(Refused, match="请先结2026年8月"):
        refuse_gap(BOOK, "2026-09", ["2026-08-31", "2026-07-01"], [Closed("2026-07")])
    with pytest.raises(Refused, match="请先结2025年"):
        refuse_gap(YEARLY, "2026", ["2025-03-01"], [])


def test_opening_is_refused_where_something_closed_rests_on_it() -> None:
    books = (BOOK, VISITS)
    with pytest.raises(Refused, match="没有结账"):
        refuse_opening(books, "2026-09", "", [])
    with pytest.raises(Refused, match="一起打开"):
        refuse_opening(books, "2026-09", BOOK.key, [Closed("2026-09")])
    with pytest.raises(Refused, match="请先打开2026年10月"):
        refuse_opening(books, "2026-09", "", [Closed("2026-09"), Closed("2026-10")])
    with pytest.raises(Refused, match=r"整年结账.*请先打开2026年"):
        refuse_opening(books, "2026-09", VISITS.key, [Closed("2026-09", VISITS.key), Closed("2026")])
    refuse_opening(books, "2026-10", "", [Closed("2026-09"), Closed("2026-10")])
    refuse_opening((VISITS,), "2026-09", "", [Closed("2026-09"), Closed("2026-10")])
    refuse_opening(books, "2026-09", VISITS.key, [Closed("2026-09", VISITS.key), Closed("2026-10", BOOK.key)])
