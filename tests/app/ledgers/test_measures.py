"""What a span of days adds up to is the same from plain entries and inside the store, to the last digit."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ledgers.measures import Figure, figures
from app.ledgers.measuring import stored_figures
from db.store import Store
from tests.app.ledgers.books import book, lay, make_table, with_month_days

Row = dict[str, Any]
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
LEDGER = book()


def row(row_id: str, day: str = "2026-09-10", **columns: object) -> Row:
    empty: Row = {field.key: None for field in LEDGER.field}
    return {**empty, "id": row_id, "number": row_id, "state": "open", "corrects": "", "day": day, **columns}


def ref(row_id: str, name: str) -> str:
    return json.dumps({"id": row_id, "name": name}, ensure_ascii=False)


def of(found: tuple[Figure, ...], key: str) -> Figure:
    return next(one for one in found if one.key == key)


def groups(figure: Figure, by: str) -> list[tuple[str, str]]:
    return [(one.shown, f"{one.amount:f}") for one in figure.groups[by]]


def test_counts_sums_and_distinct_values_whole_and_by_field() -> None:
    found = figures(
        LEDGER,
        [
            row("1", seed="稻", use="s", ways='["x","y"]', resident=ref("r1", "李四"), taken_in="1.5", paid=1250),
            row("2", seed="麦", use="a", resident=ref("r1", "李四"), taken_in="0.25", paid=50, done=1),
            row("3", seed="稻", resident=ref("", "王五"), hands=f"[{ref('r1', '李四')}]", state="over"),
            row("4", day="2026-10-01", seed="稻", paid=99),
        ],
        FIRST,
        LAST,
    )
    times = of(found, "times")
    assert times.amount == 3
    assert groups(times, "use") == [("春播", "1"), ("秋种", "1"), ("未填", "1")]
    assert groups(times, "ways") == [("自提", "1"), ("送货", "1"), ("未填", "2")]
    assert groups(times, "seed") == [("稻", "2"), ("麦", "1")]
    assert groups(times, "state") == [("在办", "2"), ("办完", "1")]
    assert groups(times, "resident") == [("李四", "2"), ("王五", "1")]
    assert groups(times, "done") == [("未填", "2"), ("是", "1")]
    assert of(found, "weight").amount == Decimal("1.75")
    assert of(found, "paid").amount == 13
    assert groups(of(found, "paid"), "ways") == [("自提", "12.5"), ("送货", "12.5"), ("未填", "0.5")]
    assert of(found, "persons").amount == 2
    assert of(found, "helpers").amount == 1


def test_a_correction_takes_its_entry_back_on_its_own_day_so_that_months_add_up_to_the_year() -> None:
    rows = [
        row("1", seed="稻", paid=50000),
        row("2", seed="稻", paid=100),
        row("3", "2026-10-09", seed="麦", paid=5000, corrects="1"),
    ]
    september, october, year = (
        figures(LEDGER, rows, *span)
        for span in (
            (FIRST, LAST),
            (date(2026, 10, 1), date(2026, 10, 31)),
            (date(2026, 1, 1), date(2026, 12, 31)),
        )
    )
    assert of(september, "paid").amount == 501
    assert of(october, "paid").amount == -450
    assert groups(of(october, "times"), "seed") == [("麦", "1"), ("稻", "-1")]
    assert of(october, "times").amount == 0
    assert of(year, "paid").amount == 51
    assert of(year, "times").amount == 2


def test_a_month_belongs_to_a_span_by_its_first_day() -> None:
    ledger = with_month_days()
    rows = [row("1", "2026-09", paid=100), row("2", "2026-10", paid=200)]
    assert of(figures(ledger, rows, date(2026, 9, 1), date(2026, 9, 30)), "paid").amount == 1
    assert of(figures(ledger, rows, date(2026, 9, 2), date(2026, 10, 1)), "paid").amount == 2
    assert of(figures(ledger, rows, date(2026, 12, 2), date(2027, 1, 1)), "paid").amount == 0


names = st.sampled_from([("r1", "李四"), ("r1", "李四改"), ("r2", "王五"), ("", "李四"), ("", "赵六")])
references = names.map(lambda pair: ref(*pair))
several = st.lists(references, max_size=3).map(lambda found: f"[{','.join(found)}]")
number = st.decimals("-999999999", "999999999", places=6).map(lambda value: f"{value.normalize():f}")
days = st.sampled_from(["2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01"])
entries = st.fixed_dictionaries(
    {
        "day": days,
        "seed": st.sampled_from([None, "稻", "麦", "10"]),
        "use": st.sampled_from([None, "s", "a"]),
        "ways": st.sampled_from([None, "[]", '["x"]', '["y","x"]']),
        "resident": st.none() | references,
        "hands": st.none() | several,
        "taken_in": st.none() | number,
        "pieces": st.none() | st.integers(-(10**15), 10**15),
        "paid": st.none() | st.integers(-(10**15), 10**15),
        "done": st.none() | st.integers(0, 1),
        "state": st.sampled_from(["open", "over"]),
        "corrected": st.none() | st.integers(0, 5),
    }
)


@pytest.fixture
def table(store: Store) -> Store:
    make_table(store, LEDGER)
    return store


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_rows=st.lists(entries, max_size=12))
def test_the_store_adds_up_as_plain_entries_do(table: Store, given_rows: list[Row]) -> None:
    rows = []
    for at, one in enumerate(given_rows):
        corrected = one["corrected"]
        corrects = str(corrected) if corrected is not None and corrected < at else ""
        rows.append(row(str(at), **{key: one[key] for key in one if key != "corrected"}, corrects=corrects))
    lay(table, LEDGER, rows)
    assert stored_figures(table, LEDGER, FIRST, LAST) == figures(LEDGER, rows, FIRST, LAST)


def test_whole_numbers_beyond_64_bits_and_other_offices_are_reckoned_right(table: Store) -> None:
    rows = [row(str(at), pieces=10**15 - 1) for at in range(10_000)]
    lay(table, LEDGER, rows)
    assert of(stored_figures(table, LEDGER, FIRST, LAST), "pieces").amount == 10_000 * (10**15 - 1)
    assert of(stored_figures(table, LEDGER, FIRST, LAST, owner=2), "pieces").amount == 0
