"""Dues by the shipped table, on and beside the ends of its steps."""

import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.resources import resource_path
from app.ledgers.contributions.rate_tables import Owed, Rate, owed, shipped_rates

RATES = shipped_rates()


@pytest.mark.parametrize(
    ("class_", "base", "month"),
    [
        ("有工资收入", 3000_00, 15_00),
        ("有工资收入", 3000_01, 30_00),
        ("有工资收入", 5000_00, 50_00),
        ("有工资收入", 5000_01, 75_00),
        ("有工资收入", 10000_00, 150_00),
        ("有工资收入", 10000_01, 200_00),
        ("有工资收入", 2333_00, 11_67),
        ("离退休", 5000_00, 25_00),
        ("离退休", 5000_50, 50_01),
        ("低保抚恤", 0, 20),
    ],
)
def test_a_month_costs_the_percent_of_its_step_on_the_whole_base(class_: str, base: int, month: int) -> None:
    assert owed(RATES, class_, base) == Owed(month, month)
    assert owed(RATES, class_, base, 12) == Owed(month * 12, month * 12)


def test_farmers_pay_between_two_sums() -> None:
    assert owed(RATES, "农民", 0, 3) == Owed(60, 300)


def test_the_table_serves_the_classes_of_the_ledger() -> None:
    ledger = tomllib.loads(resource_path("ledgers", "dues.toml").read_text(encoding="utf-8"))
    field = next(field for field in ledger["field"] if field["key"] == "class")
    assert [choice["value"] for choice in field["choices"]] == [rate.class_ for rate in RATES.rates]
    assert RATES.most_arrears_months == 6


@pytest.mark.parametrize(("class_", "base", "months"), [("神仙", 0, 1), ("农民", -1, 1), ("农民", 0, 0)])
def test_what_cannot_be_computed_is_refused(class_: str, base: int, months: int) -> None:
    with pytest.raises(Refused, match="应缴数没有算"):
        owed(RATES, class_, base, months)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"least": 30, "most": 20},
        {"steps": [{"percent": "1"}], "least": 1, "most": 2},
        {"steps": [{"up_to": 3000, "percent": "1"}]},
        {"steps": [{"up_to": 5000, "percent": "1"}, {"up_to": 3000, "percent": "2"}, {"percent": "3"}]},
        {"steps": [{"percent": "1"}, {"percent": "3"}]},
    ],
)
def test_a_rate_with_a_gap_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError, match="党费标准不完整"):
        msgspec.convert({"class": "农民", **said}, Rate)


@given(st.integers(0, 10**8), st.integers(0, 10**7))
def test_who_earns_more_never_pays_less(base: int, more: int) -> None:
    assert owed(RATES, "有工资收入", base + more).least >= owed(RATES, "有工资收入", base).least
