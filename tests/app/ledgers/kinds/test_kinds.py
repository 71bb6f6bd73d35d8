"""Each kind goes round: typed, stored, read back, shown, typed again; and refuses what it is not."""

from datetime import date, time
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.year_table import FIRST_YEAR, LAST_YEAR
from app.ledgers.kinds.kind import FieldKind, NotTyped
from app.ledgers.kinds.numbers import Exact, Money, Whole
from app.ledgers.kinds.texts import Line, Paragraphs, YesNo
from app.ledgers.kinds.times import Day, Month, TimeOfDay

MOST = 10**15 - 1
Value = TypeVar("Value")


def goes_round(kind: FieldKind[Value], value: Value) -> None:
    assert kind.read(kind.stored(value)) == value
    assert kind.typed(kind.shown(value)) == value
    assert isinstance(kind.stored(value), int if kind.column_type == "INTEGER" else str)


@given(st.integers(-MOST, MOST))
def test_whole_numbers_and_money_go_round(value: int) -> None:
    goes_round(Whole(), value)
    goes_round(Money(), value)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_decimals_go_round(value: Decimal) -> None:
    goes_round(Exact(), value)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.times())
def test_days_and_times_go_round(day: date, at: time) -> None:
    goes_round(Day(), day)
    goes_round(TimeOfDay(), at.replace(second=0, microsecond=0, tzinfo=None))


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12))
def test_months_go_round(year: int, month: int) -> None:
    goes_round(Month(), f"{year}-{month:02d}")


@given(st.text())
def test_texts_go_round(text: str) -> None:
    goes_round(Line(), Line().typed(text))
    goes_round(Paragraphs(), Paragraphs().typed(text))


@given(st.booleans())
def test_yes_and_no_go_round(value: bool) -> None:
    goes_round(YesNo(), value)


def test_what_people_write_is_read() -> None:
    assert Whole().typed(" １，２００ ") == 1200
    assert Exact().typed("1.50") == Decimal("1.5")
    assert Exact().stored(Decimal("1.50")) == "1.5"
    assert Exact().shown(Decimal("-0.0")) == "0"
    assert Exact().shown(Decimal(1000)) == "1000"
    assert Money().typed("￥1,200.5元") == 120050
    assert Money().shown(-5) == "-0.05"
    assert Day().typed("2028年2月29日") == date(2028, 2, 29)
    assert Month().typed("2026年9月") == "2026-09"
    assert TimeOfDay().typed("9点30分") == time(9, 30)
    assert Line().typed(" 一行\n两行 ") == "一行 两行"
    assert Paragraphs().typed("\n一 \n\n二\n") == "一\n\n二"
    assert Line().read(12) == "12"
    assert (YesNo().typed("√"), YesNo().typed("无")) == (True, False)
    assert TimeOfDay().typed("14点") == time(14, 0)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Whole(), "1.5", "要写整数"),
        (Whole(), "9" * 16, "最多 15 位"),
        (Whole(), "", "要写整数"),
        (Exact(), "一点五", "要写数"),
        (Exact(), "1e9", "要写数"),
        (Money(), "1.005", "只到分"),
        (Money(), "很多", "要写金额"),
        (YesNo(), "也许", "是或否"),
        (Day(), "2027-02-29", "没有这一天"),
        (Month(), "2026-13", "不像月份"),
        (Month(), "十月", "不像月份"),
        (TimeOfDay(), "25:00", "不像时间"),
        (TimeOfDay(), "早上", "不像时间"),
    ],
)
def test_what_it_is_not_is_refused_in_words(kind: FieldKind[object], text: str, said: str) -> None:
    with pytest.raises(NotTyped, match=said):
        kind.typed(text)
