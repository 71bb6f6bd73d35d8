"""What each member owes and has paid in a year, from the entries of the dues book and the rate table."""

import json
from datetime import date
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ledgers.contributions.months import MemberDues, Row, expected, member_dues, months_between, payments
from app.ledgers.contributions.rate_tables import Held, Owed, Rates, RateTables, shipped_rates

RATES = RateTables([Held(shipped_rates())]).on
TODAY = date(2026, 10, 9)


def member_years(rows: list[Row], year: int, today: date = TODAY) -> list[MemberDues]:
    return member_dues(rows, RATES, (f"{year}-01", f"{year}-12"), today)


def paid(number: str, name: str, first: str, last: str, income: int, **more: Any) -> Row:
    row = {
        "id": number,
        "number": number,
        "day": f"{last}-10",
        "kind": "党员缴纳",
        "member": json.dumps({"id": "", "name": name}),
        "class": "农民",
        "base": None,
        "from_month": first,
        "until_month": last,
        "income": income,
        "corrects": "",
    }
    return {**row, **more}


def test_the_months_between_cross_a_year() -> None:
    assert months_between("2025-11", "2026-02") == ("2025-11", "2025-12", "2026-01", "2026-02")
    assert months_between("2026-02", "2026-01") == ()


def test_an_entry_reckons_what_is_owed_once_class_months_and_base_are_there() -> None:
    wage = {"class": "有工资收入", "from_month": "2026-01", "until_month": "2026-03", "base": 400_000}
    assert expected(RATES, wage) == 3 * 4_000
    assert expected(RATES, {**wage, "base": None}) is None
    assert expected(RATES, {**wage, "class": "农民", "base": None}) == 60
    assert expected(RATES, {**wage, "class": "别的"}) is None
    assert expected(RATES, {**wage, "until_month": "2025-12"}) is None
    assert expected(RATES, {**wage, "until_month": None}) is None


def test_a_member_who_paid_to_the_month_is_clear_and_one_who_did_not_owes_the_open_months() -> None:
    rows = [
        paid("1", "李四", "2026-01", "2026-06", 600),
        paid("2", "李四", "2026-07", "2026-10", 400),
        paid("3", "王五", "2025-10", "2026-02", 100),
        paid("4", "赵六", "2026-08", "2026-08", 20, kind="上缴上级"),
    ]
    li, wang = member_years(rows, 2026)
    assert (li.name, li.owed, li.paid, li.owing, li.words) == ("李四", Owed(200, 1000), 1000, 0, "交清了")
    assert wang.paid == 40
    assert wang.owing == 8 * 20
    assert wang.words == "8 个月没交（2026-03 到 2026-10），超过了一般最长的时间"
    assert [one.name for one in member_years(rows, 2025)] == ["王五"]
    assert member_years(rows, 2027) == []


def test_who_paid_too_little_is_told_and_a_correction_replaces() -> None:
    rows = [
        paid("1", "李四", "2026-01", "2026-10", 10_000, **{"class": "有工资收入", "base": 300_000}),
        paid("2", "王五", "2026-01", "2026-10", 1, member=json.dumps({"id": "m2", "name": "王五"})),
        paid("3", "王五改", "2026-01", "2026-10", 300, member=json.dumps({"id": "m2", "name": "王五改"}), corrects="2"),
    ]
    li, wang = member_years(rows, 2026)
    assert (li.owing, li.words) == (10 * 1_500 - 10_000, "少交了")
    assert (wang.name, wang.paid, wang.owing) == ("王五改", 300, 0)


def test_a_class_that_changed_costs_each_month_what_held_then() -> None:
    rows = [
        paid("1", "李四", "2026-01", "2026-03", 60),
        paid("2", "李四", "2026-04", "2026-06", 6_000, **{"class": "离退休", "base": 400_000}),
    ]
    (li,) = member_years(rows, 2026, date(2026, 7, 1))
    assert li.owed.least == 3 * 20 + 4 * 2_000
    assert (li.class_, li.open_months) == ("离退休", ("2026-07",))


def test_entries_without_months_count_for_the_month_of_their_day_and_without_a_class_cost_nothing() -> None:
    row = paid("1", "李四", "2026-09", "2026-09", 500, **{"class": None, "from_month": None, "until_month": None})
    (li,) = member_years([row], 2026)
    assert (li.paid, li.owing, li.owed) == (500, 0, Owed(0, 0))
    ((_, some),) = payments([row]).items()
    assert some[0].months == ("2026-09",)


month = st.integers(0, 35).map(lambda at: f"{2024 + at // 12}-{at % 12 + 1:02d}")


@settings(deadline=None)
@given(st.lists(st.tuples(month, month, st.integers(0, 10**7)), min_size=1, max_size=8))
def test_no_fen_of_a_payment_is_lost_between_the_years(given_rows: list[tuple[str, str, int]]) -> None:
    rows = [paid(str(at), "李四", first, last, income) for at, (first, last, income) in enumerate(given_rows)]
    years = [one for year in (2024, 2025, 2026) for one in member_years(rows, year, date(2027, 1, 1))]
    assert sum(one.paid for one in years) == sum(income for _, _, income in given_rows)


def test_a_table_holds_from_its_month_on_and_a_payment_across_it_costs_both() -> None:
    shipped = shipped_rates()
    farmers = [msgspec.structs.replace(one, least=50) if one.class_ == "农民" else one for one in shipped.rates]
    dearer = Held(Rates(12, tuple(farmers)), date(2026, 3, 10), own=True)
    tables = RateTables([dearer, Held(shipped)])
    assert [tables.on(month) is dearer.rates for month in ("2025-12", "2026-03", "2026-04")] == [False, False, True]
    values = {"class": "农民", "from_month": "2026-02", "until_month": "2026-05"}
    assert expected(tables.on, values) == 20 + 20 + 50 + 50
    (li,) = member_dues([paid("1", "李四", "2026-01", "2026-01", 20)], tables.on, ("2026-03", "2026-04"), TODAY)
    assert (li.owed.least, li.owing, li.open_months) == (70, 70, ("2026-03", "2026-04"))
