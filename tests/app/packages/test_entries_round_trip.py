"""Every shipped ledger goes to the township in a package and is there what its privacy classes let out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import FixedClock
from app.core.masking import mask_account, mask_address, mask_id_number, mask_phone
from app.ledgers.declaration import Column, Declaration
from app.ledgers.measures import Figure
from app.ledgers.measuring import stored_figures
from app.ledgers.reading import shipped_declarations
from tests.app.packages.books import kept_of, ledgers_at
from tests.app.packages.offices import STATION_UNIT, TOWNSHIP_UNIT, Desk, enrol
from tests.app.sheets.ledger_values import values
from tests.conftest import MORNING

LEDGERS = shipped_declarations()
EACH = 13
GROUPS = [LEDGERS[at : at + EACH] for at in range(0, len(LEDGERS), EACH)]
MASKED: dict[str, Callable[[str], str]] = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "account": mask_account,
    "address": mask_address,
}
EVER = date(1950, 1, 1), date(2099, 12, 31)
_sticks = count(1)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Desk, Path]]:
    folder, clock = tmp_path_factory.mktemp("round"), FixedClock(MORNING)
    station = Desk(folder / "station", "station", STATION_UNIT, "示例村", clock)
    township = Desk(folder / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)
    enrol(township, station)
    kept, Desk.opened = Desk.opened, []
    yield station, township, folder
    for store in kept:
        store.close()


def let_out(column: Column, value: Any) -> Any:
    if value is None or column.privacy == "sensitive":
        return None
    if column.kind == "rows":
        inner = {one.key: one for one in getattr(column, "fields", ())}
        rows = ({key: let_out(inner[key], cell) for key, cell in row.items()} for row in value)
        return tuple({key: cell for key, cell in row.items() if cell is not None} for row in rows)
    return MASKED[column.privacy](value) or None if column.privacy in MASKED else value


def unveiled(ledger: Declaration, figures: tuple[Figure, ...]) -> Iterator[tuple[str, object]]:
    veiled = {field.key for field in ledger.field if field.privacy not in {"plain", "name"}}
    for measure, figure in zip(ledger.measure, figures, strict=True):
        if measure.field not in veiled:
            yield measure.key, figure.amount
            yield measure.key, {by: groups for by, groups in figure.groups.items() if by not in veiled}


def rows_of(desk: Desk) -> list[Mapping[str, Any]]:
    tables = sorted(name for name in desk.store.tables if name.startswith("entries_"))
    return [row for name in tables for row in desk.store.rows(f"SELECT * FROM {name} ORDER BY n")]  # noqa: S608


@pytest.mark.parametrize("ledgers", GROUPS, ids=lambda some: f"{some[0].key}…")
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_leaves_arrives_the_same(
    ledgers: tuple[Declaration, ...], data: st.DataObject, offices: tuple[Desk, Desk, Path]
) -> None:
    station, township, folder = offices
    books, made = ledgers_at(station), list[tuple[Declaration, str]]()
    # All are drawn before the first is written: a draw that is given up must leave nothing behind for the next package.
    every = [data.draw(st.lists(values(one), min_size=1, max_size=2), label=one.key) for one in ledgers]
    for ledger, drawn in zip(ledgers, every, strict=True):
        ids, _ = books.add_many(ledger.key, [(one, "") for one in drawn], "登记")
        made += [(ledger, one) for one in ids]
    stick = folder / f"stick{next(_sticks)}"
    assert station.write(stick).rows == len(made)
    (answer,) = township.read(stick)
    assert (answer.taken, answer.merged, answer.reason) == (True, len(made), None)
    kept = kept_of(township)
    for ledger, entry_id in made:
        here, there = books.entry(ledger.key, entry_id), kept.entry(ledger.key, entry_id)
        assert there.values == {field.key: let_out(field, here.values[field.key]) for field in ledger.field}
        assert (there.number, there.state, there.revision) == (here.number, here.state, here.revision)
    for ledger in ledgers:
        figures = [stored_figures(desk.store, ledger, *EVER, owner=n) for desk, n in ((station, 1), (township, 3))]
        assert list(unveiled(ledger, figures[0])) == list(unveiled(ledger, figures[1]))
    before, entries = rows_of(township), township.count("journal")
    assert [one.state for one in township.read(stick)] == ["repeated"]
    assert (rows_of(township), township.count("journal")) == (before, entries)


def test_a_full_package_repeats_it_and_makes_no_twins(offices: tuple[Desk, Desk, Path]) -> None:
    station, township, folder = offices
    books = ledgers_at(station)
    books.add("hardship_household", {"household": "钱某某"} | _filled("hardship_household"))
    station.write(folder / "once")
    township.read(folder / "once")
    before = rows_of(township)
    station.write(folder / "full", full=True)
    (answer,) = township.read(folder / "full")
    assert (answer.taken, answer.merged, answer.twins, answer.reason) == (True, 0, 0, None)
    assert rows_of(township) == before


def _filled(key: str) -> dict[str, str]:
    from tests.app.ledgers.filled import typed_entry

    return typed_entry(next(one for one in LEDGERS if one.key == key))
