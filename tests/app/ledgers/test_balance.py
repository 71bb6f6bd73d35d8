"""Books of money and stock: what is left after each entry and month, and the sentence that names what is wrong."""

import json
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.ledgers.balance import book_columns, faults, month_words, months, moves
from app.ledgers.reading import shipped_declarations
from tests.app.ledgers.books import TEXT, book

STOCK = book()
CASH = book(
    TEXT[: TEXT.index("[money]")]
    .replace(
        'key = "pieces", label = "袋数", kind = "whole"', 'key = "out", label = "付款", kind = "money", unit = "元"'
    )
    .replace(
        'key = "paid", label = "收款", kind = "money"', 'key = "paid", label = "收款", kind = "money", unit = "元"'
    )
    .replace('field = "pieces"', 'field = "out"')
    + '[money]\nkind = "cash"\nincome = "paid"\noutlay = "out"\nneeds = ["receipt"]\n'
)
Row = dict[str, Any]


def stock(number: str, day: str, seed: str | None = "稻", **columns: object) -> Row:
    empty = {"taken_in": None, "given_out": None, "opening": None, "receipt": "收据"}
    return {"id": number, "number": number, "day": day, "seed": seed, "corrects": "", **empty, **columns}


def cash(number: str, day: str, **columns: object) -> Row:
    return {
        "id": number,
        "number": number,
        "day": day,
        "corrects": "",
        "paid": None,
        "out": None,
        "receipt": None,
        **columns,
    }


def told(found: list[Any]) -> list[str]:
    return [fault.words for fault in found]


def test_each_pile_has_its_running_balance_by_day_and_number() -> None:
    found = moves(
        STOCK,
        [
            stock("3", "2026-09-03", given_out="0.5"),
            stock("1", "2026-09-01", opening="10"),
            stock("2", "2026-09-02", "麦", taken_in="4"),
            stock("4", "2026-10-01", taken_in="2.25"),
        ],
    )
    assert [(move.number, move.pile_name, f"{move.balance:f}") for move in found] == [
        ("1", "稻", "10"),
        ("2", "麦", "4"),
        ("3", "稻", "9.5"),
        ("4", "稻", "11.75"),
    ]
    september, _, october = months(found)
    ended = (september.opening, september.income, september.outlay, september.closing)
    assert [f"{one:f}" for one in ended] == ["10", "0", "0.5", "9.5"]
    assert october.opening == september.closing
    assert month_words(STOCK, october) == "2026年10月：稻 期初 9.5，收入 2.25，支出 0，结余 11.75"


def test_a_correction_moves_the_difference_on_its_own_day() -> None:
    rows = [
        cash("1", "2026-09-01", paid=100_000),
        cash("2", "2026-09-05", out=50_000, receipt="1号"),
        cash("3", "2026-10-02", out=5_000, receipt="1号", corrects="2"),
    ]
    found = moves(CASH, rows)
    assert [move.balance for move in found] == [100_000, 50_000, 95_000]
    assert found[2].outlay == -45_000
    assert not faults(CASH, rows, "2026-09-01", "2026-10-31")
    other_pile = moves(
        STOCK, [stock("1", "2026-09-01", taken_in="5"), stock("2", "2026-10-01", "麦", taken_in="5", corrects="1")]
    )
    assert [(move.pile_name, int(move.balance)) for move in other_pile] == [("稻", 5), ("稻", 0), ("麦", 5)]


def test_cash_below_nothing_at_the_end_of_a_day_names_the_entry_that_took_it_there() -> None:
    rows = [
        cash("2026-00001", "2026-09-01", paid=10_000),
        cash("2026-00002", "2026-09-05", out=30_000, receipt="1号"),
        cash("2026-00003", "2026-09-06", paid=90_000),
    ]
    assert told(faults(CASH, rows, "2026-09-01", "2026-09-30")) == [
        "到 2026-09-05，余额是 -200.00 元：编号 2026-00002 以后就不够了"
    ]
    assert not faults(CASH, rows, "2026-10-01", "2026-10-31")


def test_what_comes_in_later_the_same_day_covers_what_went_out_before() -> None:
    rows = [cash("1", "2026-09-05", out=30_000, receipt="1号"), cash("2", "2026-09-05", paid=30_000)]
    assert not faults(CASH, rows, "2026-09-01", "2026-09-30")


def test_stock_below_nothing_names_the_goods() -> None:
    rows = [
        stock("1", "2026-09-01", taken_in="5"),
        stock("2", "2026-09-05", given_out="8"),
        stock("3", "2026-09-05", "麦", taken_in="9"),
    ]
    assert told(faults(STOCK, rows, "2026-09-01", "2026-09-30")) == [
        "到 2026-09-05，“稻”的结存是 -3：编号 2 以后就不够了"
    ]


def test_an_outlay_without_its_receipt_an_entry_without_amount_and_one_without_goods_are_named() -> None:
    rows = [
        stock("1", "2026-09-01", taken_in="5", receipt=None),
        stock("2", "2026-09-02", given_out="2", receipt=None),
        stock("3", "2026-09-03"),
        stock("4", "2026-09-04", None, taken_in="1"),
    ]
    assert told(faults(STOCK, rows, "2026-09-01", "2026-09-30")) == [
        "编号 2（2026-09-02）出库 2，没有写“单据号”",
        "编号 3（2026-09-03）没有写数：入库、出库、期初都是空的",
        "编号 4（2026-09-04）没有写“品种”",
    ]


def test_goods_that_are_references_are_piles_by_their_id() -> None:
    ledger = book(TEXT.replace('per = "seed"', 'per = "resident"'))
    named = [json.dumps({"id": "r1", "name": name}) for name in ("李四", "李四改")]
    found = moves(
        ledger, [{**stock(str(at), f"2026-09-0{at}", taken_in="1"), "resident": one} for at, one in enumerate(named, 1)]
    )
    assert [(move.pile, int(move.balance)) for move in found] == [("r1", 1), ("r1", 2)]


amounts = st.none() | st.integers(0, 10**9)


@given(st.lists(st.tuples(st.integers(1, 12), amounts, amounts, st.none() | st.integers(0, 9)), max_size=20))
def test_months_follow_on_each_other_and_end_where_the_moves_end(given_rows: list[tuple[int, Any, Any, Any]]) -> None:
    rows, corrected = [], set[str]()
    for at, (month, paid, out, former) in enumerate(given_rows):
        corrects = str(former) if former is not None and former < at and str(former) not in corrected else ""
        corrected.add(corrects)
        rows.append(cash(str(at), f"2026-{month:02d}-15", paid=paid, out=out, corrects=corrects))
    found = moves(CASH, rows)
    closed = months(found)
    assert all(later.opening == earlier.closing for earlier, later in pairwise(closed))
    assert all(one.closing == one.opening + one.income - one.outlay for one in closed)
    standing = [row for row in rows if row["id"] not in corrected]
    total = sum((row["paid"] or 0) - (row["out"] or 0) for row in standing)
    assert (closed[-1].closing if closed else 0) == total


def test_every_shipped_book_names_its_columns() -> None:
    books = [ledger for ledger in shipped_declarations() if ledger.money is not None]
    assert {ledger.key for ledger in books} == {"care_fund", "dues", "farm_stock", "farm_supply", "station_funds"}
    for ledger in books:
        assert {ledger.day, "id", "number", "corrects"} <= set(book_columns(ledger))
