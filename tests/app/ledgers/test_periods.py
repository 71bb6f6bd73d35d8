"""Closing a month or year of an office's ledgers, opening one again, and what taking such a step back may not do."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.ledgers.closing import Closed
from app.ledgers.declaration import Declaration
from app.ledgers.periods import Periods
from db.ledger_periods import closed_periods
from db.store import Store
from tests.app.ledgers.books import TEXT, book, make_table

STOCK = book()
VISITS = msgspec.structs.replace(book(TEXT[: TEXT.index("[money]")]), key="visits", title="走访", carry=True)
YEARLY = msgspec.structs.replace(VISITS, key="yearly", title="年度册", close="year")
KNOWN: dict[str, Declaration] = {one.key: one for one in (STOCK, VISITS, YEARLY)}
Add = Callable[..., str]


@pytest.fixture
def periods(store: Store, clock: FixedClock) -> Periods:
    make_table(store, STOCK)
    make_table(store, VISITS)
    return Periods(store, clock, lambda: KNOWN)


@pytest.fixture
def add(store: Store) -> Add:
    count = 0

    def added(day: str, ledger: Declaration = STOCK, **columns: object) -> str:
        nonlocal count
        count += 1
        values = {"day": day, "seed": "稻", "receipt": "1号", "number": f"2026-{count:05d}", "state": "open", **columns}
        with store.writing() as write:
            return write.insert(f"entries_{ledger.key}", values)

    return added


def row(store: Store, row_id: str, ledger: Declaration = STOCK) -> dict[str, Any]:
    return store.row(f"SELECT * FROM entries_{ledger.key} WHERE id = ?", (row_id,)) or {}  # noqa: S608 - ours


def take_back(store: Store, periods: Periods, table: str, row_id: str, values: dict[str, Any] | None) -> None:
    """Write as an undoing does: to other values, or (none given) by removing; then have it vetted."""
    with store.writing() as write:
        if values is None:
            write.remove(table, row_id, "撤销")
        else:
            write.update(table, row_id, values)
        periods.vet(table, row_id)


def test_a_month_that_balances_is_closed_for_all_and_locks_what_lies_in_it(
    periods: Periods, store: Store, add: Add
) -> None:
    inside, outside = add("2026-09-10", taken_in="5"), add("2026-10-01", given_out="2")
    changes = periods.close(" 2026-09 ")
    assert changes.touches("closed_periods")
    assert periods.closed() == (Closed("2026-09"),)
    assert closed_periods(store)[0]["closed_on"] == "2026-10-09"
    with pytest.raises(Refused, match="编号 2026-00001 只能看"):
        periods.refuse_change(STOCK, row(store, inside))
    with pytest.raises(Refused, match="不能再登记 2026-09-30"):
        periods.refuse_change(STOCK, row(store, outside), "2026-09-30")
    with pytest.raises(Refused, match="不能再登记"):
        periods.refuse_new(STOCK, "2026-09-01")
    with pytest.raises(Refused, match="只能看"):
        periods.refuse_removal(STOCK, row(store, inside))
    periods.refuse_change(STOCK, row(store, outside), "2026-10-02")
    assert periods.lock(STOCK, "2026-09-10", "open") == "2026年9月"
    assert periods.lock(STOCK, "2026-10-10") == ""
    with pytest.raises(Refused, match="已经结过账"):
        periods.close("2026-09", STOCK.key)


def test_a_book_that_does_not_balance_is_not_closed_and_names_the_entry(
    periods: Periods, store: Store, add: Add
) -> None:
    add("2026-09-01", taken_in="5")
    add("2026-09-02", given_out="8", receipt=None)
    with pytest.raises(Refused, match=r"“种子往来”2026年9月的账不平.*编号 2026-00002.*另外还有 1 处"):
        periods.close("2026-09")
    assert not periods.closed()
    assert store.journal.last_seq == 2
    assert [fault.number for fault in periods.faults(STOCK, "2026-09")] == ["2026-00002", "2026-00002"]
    periods.close("2026-09", VISITS.key)
    assert periods.closed() == (Closed("2026-09", VISITS.key),)
    assert periods.faults(VISITS, "2026-09") == []


def test_months_of_a_book_close_one_after_another(periods: Periods, add: Add) -> None:
    add("2026-08-10", taken_in="5")
    add("2026-09-10", given_out="5")
    with pytest.raises(Refused, match="请先结2026年8月"):
        periods.close("2026-09", STOCK.key)
    periods.close("2026-08")
    periods.close("2026-09")
    with pytest.raises(Refused, match="没有过完"):
        periods.close("2026-10")
    with pytest.raises(Refused, match="没有代号"):
        periods.close("2026-07", "nothing")
    with pytest.raises(Refused, match="按年结账"):
        periods.close("2026-07", YEARLY.key)


def test_opening_needs_a_reason_and_nothing_that_rests_on_it(periods: Periods, store: Store, add: Add) -> None:
    add("2026-08-10", taken_in="5")
    periods.close("2026-08")
    periods.close("2026-09", STOCK.key, "季度结账")
    with pytest.raises(Refused, match="写明原因"):
        periods.open("2026-08", " ")
    with pytest.raises(Refused, match="请先打开2026年9月"):
        periods.open("2026-08", "漏了一笔")
    periods.open("2026-09", "漏了一笔")
    periods.open("2026-08", "漏了一笔")
    assert not periods.closed()
    told = store.rows("SELECT action, reason FROM journal JOIN journal_values USING (seq) WHERE tbl = 'closed_periods'")
    assert [(one["action"], one["reason"]) for one in told] == [
        ("close-period", "2026年8月结账"),
        ("close-period", "季度结账"),
        ("open-period", "漏了一笔"),
        ("open-period", "漏了一笔"),
    ]
    periods.close("2026-08")


def test_what_has_not_ended_goes_on_but_does_not_leave_its_month(periods: Periods, store: Store, add: Add) -> None:
    waiting = add("2026-09-10", VISITS)
    over = add("2026-09-10", VISITS, state="over")
    periods.close("2026-09")
    assert periods.lock(VISITS, "2026-09-10", "open") == ""
    periods.refuse_change(VISITS, row(store, waiting, VISITS))
    for day, one in (("2026-10-01", waiting), (None, over)):
        with pytest.raises(Refused, match="只能看"):
            periods.refuse_change(VISITS, row(store, one, VISITS), day)
    with pytest.raises(Refused, match="只能看"):
        periods.refuse_removal(VISITS, row(store, waiting, VISITS))


def test_taking_back_may_not_write_into_a_closed_month(periods: Periods, store: Store, add: Add) -> None:
    one, other = add("2026-09-10", taken_in="5"), add("2026-10-05", taken_in="1")
    with store.writing() as write:
        write.update(f"entries_{STOCK.key}", other, {"day": "2026-09-20"})
    periods.close("2026-09")
    table = f"entries_{STOCK.key}"
    with pytest.raises(Refused, match="只能看"):
        take_back(store, periods, table, other, {"day": "2026-10-05"})
    with pytest.raises(Refused, match="只能看"):
        take_back(store, periods, table, one, None)
    assert row(store, one)["deleted"] == 0
    with store.writing() as write:
        third = write.insert(table, {"day": "2026-10-06", "number": "9", "state": "open"})
        periods.vet(table, third)
    periods.vet("residents", "x")


def test_taking_a_closing_or_an_opening_back_is_vetted_like_doing_it(periods: Periods, store: Store, add: Add) -> None:
    add("2026-08-10", taken_in="5")
    periods.close("2026-08")
    periods.close("2026-09")
    august, september = (one["id"] for one in closed_periods(store))
    with pytest.raises(Refused, match="请先打开2026年9月"):
        take_back(store, periods, "closed_periods", august, None)
    periods.open("2026-09", "漏了一笔")
    add("2026-09-10", given_out="9")
    with pytest.raises(Refused, match="账不平"):
        take_back(store, periods, "closed_periods", september, {"opened_on": None})
    periods.vet("closed_periods", "nothing")
    assert periods.closed() == (Closed("2026-08"),)


def test_a_year_closes_what_closes_by_years_and_by_months(periods: Periods, clock: FixedClock, add: Add) -> None:
    add("2025-03-01", taken_in="5")
    periods.close("2025")
    assert periods.lock(YEARLY, "2025-03-01") == periods.lock(STOCK, "2025-12-31") == "2025年"
    with pytest.raises(Refused, match="已经结过账"):
        periods.close("2025-03")
    assert [f"{move.balance}" for move in periods.moves(STOCK)] == ["5"]
