"""A ledger's entries as pages: declared columns, months, sums and balance, corrections marked, persons masked."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.documents.reading import page_texts
from app.documents.registers.binding import bind
from app.documents.registers.building import Written, part_of
from app.documents.registers.facts import Book, Part
from app.ledgers.balance import moves
from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry
from app.ledgers.kinds.registry import kind_of, value_of
from app.ledgers.periods_of_time import period_of
from app.ledgers.reading import shipped_declarations

LEDGERS = {ledger.key: ledger for ledger in shipped_declarations()}
YEAR, OCTOBER = period_of(date(2026, 10, 9), "year"), period_of(date(2026, 10, 9), "month")
FUNDS = {"fund": "工作经费", "party": "县农机站", "handler": "王守田"}


def entry(ledger: Declaration, number: int, typed: Mapping[str, object], corrects: str = "", by: str = "") -> Entry:
    fields = {field.key: field for field in ledger.field}
    values = {key: value_of(fields[key], given) for key, given in typed.items()}
    state = ledger.state[0].key if ledger.state else ""
    return Entry(
        id=f"id{number}",
        ledger=ledger.key,
        number=f"2026-{number:05d}",
        state=state,
        values=values,
        name="",
        corrects=corrects,
        corrected_by=by,
    )


def rows(ledger: Declaration, entries: list[Entry]) -> list[dict[str, str | int | None]]:
    found = []
    for one in entries:
        kept: dict[str, str | int | None] = {field.key: None for field in ledger.field}
        for field in ledger.field:
            if (value := one.values.get(field.key)) is not None:
                kept[field.key] = kind_of(field).stored(value)
        found.append({**kept, "id": one.id, "number": one.number, "corrects": one.corrects})
    return found


def texts(part: Part, kind: str = "entry") -> list[tuple[str, ...]]:
    return [line.cells for line in part.lines if line.kind == kind]


@pytest.fixture(scope="module")
def funds() -> Part:
    """Give a money book of two months with a correction in the second."""
    ledger = LEDGERS["station_funds"]
    entries = [
        entry(ledger, 1, {**FUNDS, "day": "2026-09-03", "purpose": "拨款", "income": "1000"}),
        entry(ledger, 2, {**FUNDS, "day": "2026-09-20", "purpose": "买纸", "outlay": "88.50"}, by="id3"),
        entry(ledger, 3, {**FUNDS, "day": "2026-10-08", "purpose": "买纸墨", "outlay": "80"}, corrects="id2"),
    ]
    known = {one.id: one for one in entries}
    return part_of(ledger, Written(entries, moves(ledger, rows(ledger, entries)), known), YEAR, "示例村")


def test_a_money_book_balances_line_by_line_and_month_by_month(funds: Part) -> None:
    assert [column.head for column in funds.columns][-3:] == ["支出（元）", "审批人", "余额（元）"]
    assert [cells[-1] for cells in texts(funds)] == ["1000.00", "911.50", "", "920.00"]
    sums = [(cells[3], *cells[5:7], cells[-1]) for cells in texts(funds, "sum")]
    assert sums == [
        ("本月合计", "1000.00", "88.50", "911.50"),
        ("本月合计", "0.00", "-8.50", "920.00"),
        ("累计", "1000.00", "80.00", "920.00"),
    ]
    assert [line.cells[0] for line in funds.lines if line.kind == "band"] == ["2026年9月", "2026年10月"]


def test_what_was_corrected_is_marked_and_taken_back_so_that_the_columns_add_up(funds: Part) -> None:
    words = [(cells[0], cells[3], cells[6]) for cells in texts(funds)]
    assert words[1:] == [
        ("2026-00002", "买纸\n【已由 2026-00003 更正】", "88.50"),
        ("2026-00003", "【冲回 2026-00002】", "-88.50"),
        ("2026-00003", "买纸墨\n【更正 2026-00002】", "80.00"),
    ]


def test_a_month_begins_with_what_was_there_and_has_no_band() -> None:
    ledger = LEDGERS["farm_stock"]
    stock = {"goods": "尿素 50kg", "kind": "进货", "unit_of": "袋", "keeper": "王守田"}
    entries = [
        entry(ledger, 1, {**stock, "day": "2026-09-03", "taken_in": "12.5"}),
        entry(ledger, 2, {**stock, "day": "2026-10-03", "given_out": "2"}),
    ]
    part = part_of(ledger, Written(entries[1:], moves(ledger, rows(ledger, entries))), OCTOBER, "示例村")
    assert [(line.kind, line.cells[1], line.cells[-1]) for line in part.lines] == [
        ("sum", "尿素 50kg　上期结转", "12.5"),
        ("entry", "尿素 50kg", "10.5"),
        ("sum", "尿素 50kg　本月合计", "10.5"),
    ]


def test_nobody_can_be_told_from_a_masked_paper() -> None:
    ledger = LEDGERS["mediation"]
    typed = {"day": "2026-10-09", "kind": "邻里", "applicant": "张三丰", "opponent": "欧阳小华", "mediators": "王守田"}
    part = part_of(ledger, Written([entry(ledger, 1, {**typed, "facts": "树枝"})], masked=True), OCTOBER, "示例村")
    assert texts(part)[0][2:4] == ("张*丰", "欧阳*华")
    plain = part_of(ledger, Written([entry(ledger, 1, typed)]), OCTOBER, "示例村")
    assert texts(plain)[0][2:4] == ("张三丰", "欧阳小华")


@pytest.mark.parametrize("ledger", LEDGERS.values(), ids=LEDGERS)
def test_every_ledger_prints_and_says_where_nothing_was_written(ledger: Declaration) -> None:
    part = part_of(ledger, Written([]), YEAR, "示例村便民服务站")
    assert len(part.columns) == len(ledger.register.columns) + (ledger.money is not None)
    assert part.signature
    (text,) = page_texts(bind(Book("登记簿", (part,))))
    assert "2026年没有登记。" in text
    assert ledger.title in text


def test_an_entry_without_a_day_is_read_first() -> None:
    ledger = LEDGERS["meeting"]
    entries = [entry(ledger, 1, {"day": "2026-10-09", "theme": "一"}), entry(ledger, 2, {"theme": "二"})]
    part = part_of(ledger, Written(entries), OCTOBER, "示例村")
    assert part.lines[0].cells[2] == "二"
