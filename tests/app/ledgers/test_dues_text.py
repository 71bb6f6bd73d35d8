"""A rate table in a form and as text: typed again it is the same, written and read it is the same."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.ledgers.contributions.book import read_rates
from app.ledgers.contributions.rate_tables import Rate, Rates, Step, shipped_rates
from app.ledgers.contributions.text import TypedRate, arrears_months, rates_text, read_typed, typed_rates

percents = st.decimals(0, 100, places=2)
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12)


@st.composite
def rate(draw: st.DrawFn) -> Rate:
    class_ = draw(words)
    if draw(st.booleans()):
        most = draw(st.integers(1, 10**6))
        return Rate(class_=class_, least=draw(st.integers(0, most)), most=most)
    ends = sorted(draw(st.sets(st.integers(1, 10**6), max_size=4)))
    steps = (Step(percent=draw(percents), up_to=end) for end in (*ends, None))
    return Rate(class_=class_, steps=tuple(steps))


@settings(deadline=None)
@given(st.builds(Rates, st.integers(1, 60), st.lists(rate(), min_size=1, max_size=5).map(tuple)))
def test_a_table_comes_back_from_its_text_and_from_its_form(rates: Rates) -> None:
    assert read_rates(rates_text(rates)) == rates
    assert read_typed(typed_rates(rates), rates.most_arrears_months) == rates


def test_the_one_that_ships_comes_back() -> None:
    assert read_rates(rates_text(shipped_rates())) == shipped_rates()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (TypedRate("甲", (("3000", "x"), ("", "1"))), "“甲”里的“x”不是数"),
        (TypedRate("甲", (("3000", "-1"), ("", "1"))), "“-1”不是数"),
        (TypedRate("甲", (("3000", "NaN"), ("", "1"))), "“NaN”不是数"),
        (TypedRate("甲", (("5000", "1"), ("3000", "1"), ("", "1"))), "党费标准不完整"),
        (TypedRate("甲", least="2", most="1"), "党费标准不完整"),
    ],
)
def test_what_is_typed_wrong_is_refused(typed: TypedRate, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_typed([typed], 6)


def test_an_empty_step_is_left_out() -> None:
    rates = read_typed([TypedRate("甲", (("3000", "0.5"), ("", ""), ("", "1")))], 6)
    assert rates.rates[0].steps == (Step(percent=Decimal("0.5"), up_to=3000), Step(percent=Decimal(1)))


@pytest.mark.parametrize("typed", ["", "0", "61", "六", "-1"])
def test_months_of_arrears_are_a_number(typed: str) -> None:
    with pytest.raises(Refused, match="不是月数"):
        arrears_months(typed)
    assert arrears_months("6") == 6
