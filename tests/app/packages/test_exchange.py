import random
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.packages.shared_rows import KINDS, shared_shapes
from tests.app.packages.offices import TOWNSHIP_UNIT, Desk, enrol


def test_a_month_travels(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    case_id = station.add_case("2026-00001", materials='[{"name":"户口本"}]', rating_tags='["态度好"]')
    assert station.packages.waiting() == 2
    written = station.write(stick)
    assert station.packages.waiting() == 0
    assert (written.number, written.rows, written.counts["cases"]) == (1, 2, 1)
    assert [path.name for path in stick.iterdir()] == [written.file]
    (answer,) = township.read(stick)
    assert (answer.taken, answer.rows, answer.merged, answer.reason) == (True, 2, 2, None)
    assert answer.check_code == written.check_code
    there = township.case(case_id)
    here = station.case(case_id)
    same = set(here) - {"n", "owner", "epoch"}
    assert {name: there[name] for name in same} == {name: here[name] for name in same}
    assert there["owner"] == 3
    assert township.count("case_events") == 1
    assert ("cases", case_id) in township.indexed
    merged = township.store.rows("SELECT tbl, owner FROM journal WHERE action = 'merge'")
    assert merged == [{"tbl": "cases", "owner": 3}, {"tbl": "case_events", "owner": 3}]


def test_only_what_changed_travels(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    first = station.add_case("2026-00001")
    station.add_case("2026-00002")
    station.write(stick)
    station.change_case(first, state="accepted", accepted_on="2026-10-10")
    written = station.write(stick)
    assert (written.number, written.rows) == (2, 1)
    assert [answer.merged for answer in township.read(stick)] == [4, 1]
    assert township.case(first)["state"] == "accepted"
    assert township.case(first)["revision"] == 2


def test_nothing_new_is_still_a_sign_of_life(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    assert station.write(stick).rows == 0
    assert [answer.taken for answer in township.read(stick)] == [True]


def test_an_event_brings_its_case_however_late_the_case_comes(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    case_id = station.add_case("2026-00001")
    station.write(tmp_path / "early")
    station.add_event(case_id, 2)
    assert station.write(tmp_path / "late").rows == 2
    (late,) = township.read(tmp_path / "late")
    assert late.taken
    assert late.reason is not None
    assert "缺第 1 号包" in late.reason
    (early,) = township.read(tmp_path / "early")
    assert (early.taken, early.merged, early.reason) == (True, 1, None)
    assert township.count("case_events") == 2


def test_a_removed_row_stays_removed(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    case_id = station.add_case("2026-00001")
    station.write(tmp_path / "a")
    with station.store.writing() as write:
        write.remove("cases", case_id, "录错了")
    station.write(tmp_path / "b")
    township.read(tmp_path / "b")
    township.read(tmp_path / "a")
    assert (township.case(case_id)["deleted"], township.case(case_id)["removed_reason"]) == (1, "录错了")


def test_the_same_package_again_shows_its_receipt(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    station.add_case("2026-00001")
    station.write(stick)
    township.read(stick)
    state, journal = township.shared_state(), township.count("journal")
    for _ in range(10):
        (answer,) = township.read(stick)
        assert (answer.taken, answer.rows, answer.state) == (False, 0, "repeated")
        assert "以前收过了（2026-10-09 收，2 行）" in str(answer.reason)
        assert not answer.is_finding
    assert (township.shared_state(), township.count("journal")) == (state, journal)


def test_any_order_and_any_duplication_give_the_same_rows(
    enrolled: tuple[Desk, Desk], tmp_path: Path, clock: FixedClock
) -> None:
    station, township = enrolled
    seed = random.Random(7)
    cases: list[str] = []
    sticks = []
    for step in range(12):
        for _ in range(3):
            cases.append(station.add_case(f"2026-{len(cases) + 1:05d}"))
            station.change_case(seed.choice(cases), content=f"第 {step} 次改 {seed.random()}")
            station.add_event(seed.choice(cases), 100 + len(cases))
        sticks.append(tmp_path / f"stick{step}")
        station.write(sticks[-1])
    for folder in sticks:
        township.read(folder)
    expected = township.shared_state()
    assert len(expected) == 36 + 72
    for round_ in range(3):
        other = township_like(township, tmp_path / f"other{round_}")
        order = sticks * 2
        seed.shuffle(order)
        for folder in order:
            other.read(folder)
        assert other.shared_state() == expected
        assert other.count("twins") == 0


def township_like(township: Desk, folder: Path) -> Desk:
    """Copy a township as it was before it took anything."""
    other = township.copy(folder)
    with other.store.writing() as write:
        for table in ("case_events", "cases", "packages_in", "twins"):
            write.local(f"DELETE FROM {table}")  # noqa: S608 - a test's own names
    return other


def test_very_much_goes_into_several_packages(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    for number in range(1, 21):
        station.add_case(f"2026-{number:05d}")
    written, changes = station.packages.write(stick, limit=15)
    assert len(written) > 2
    assert written[-1].remaining == 0
    assert changes.ids("packages_out") == {str(one.number) for one in written}
    assert all(answer.taken and answer.reason is None for answer in township.read(stick))
    assert (township.count("cases"), township.count("case_events")) == (20, 20)


def test_a_full_package_closes_every_gap(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    station.add_case("2026-00001")
    station.write(tmp_path / "lost")
    station.add_case("2026-00002")
    station.write(tmp_path / "b")
    (answer,) = township.read(tmp_path / "b")
    assert "缺第 1 号包" in str(answer.reason)
    station.write(tmp_path / "c", full=True)
    (answer,) = township.read(tmp_path / "c")
    assert (answer.taken, answer.reason, answer.merged) == (True, None, 2)
    assert township.count("cases") == 2


def test_a_station_that_reports_to_nobody(station: Desk, stick: Path) -> None:
    with pytest.raises(Refused, match="还没有登记到乡镇"):
        station.packages.write(stick)
    with pytest.raises(Refused, match="只有乡镇"):
        station.packages.read(stick)


def test_a_new_township_gets_everything(enrolled: tuple[Desk, Desk], tmp_path: Path, clock: FixedClock) -> None:
    station, _ = enrolled
    station.add_case("2026-00001")
    station.write(tmp_path / "a")
    other = Desk(tmp_path / "other", "township", "231221104000", "邻镇", clock)
    enrol(other, station, move=True)
    station.write(tmp_path / "b")
    (answer,) = other.read(tmp_path / "b")
    assert (answer.taken, answer.number, answer.merged, answer.reason) == (True, 2, 2, None)


def test_the_slip_tells_what_is_in_it(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, _ = enrolled
    station.add_case("2026-00001")
    written = station.write(stick)
    slip = station.packages.slip(written)
    assert slip.check_code == written.check_code
    assert len(slip.check_code.split("-")) == 4
    assert ("办件", 1) in slip.counts
    facts = dict(slip.facts)
    assert facts["收件单位"] == f"示例镇（{TOWNSHIP_UNIT}）"
    assert facts["文件名"] == written.file
    assert len(slip.signatures) == 2
    (receipt,) = station.packages.written()
    assert (receipt.number, receipt.rows, receipt.check_code) == (1, 2, written.check_code)


def test_the_declared_shapes_are_the_tables(station: Desk) -> None:
    for table, shape in shared_shapes().items():
        assert set(shape.columns) == set(station.store.tables[table].columns), table
        empty = {row["name"]: row for row in station.store.rows(f"PRAGMA table_info({table})")}
        for name in shape.columns:
            assert name in empty


def test_what_is_left_out_is_what_the_table_would_hold(station: Desk) -> None:
    from app.core.resources import load_toml

    declared = load_toml("packages/shared_rows.toml", dict[str, dict[str, str]])
    for table, columns in declared.items():
        described = {row["name"]: row for row in station.store.rows(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            column = described[name]
            must_be_there = bool(column["notnull"]) and column["dflt_value"] is None
            if must_be_there:
                assert kind.endswith("!"), (table, name)
            else:
                assert kind.rstrip("!") in KINDS
                nullable = not column["notnull"]
                assert nullable == (KINDS[kind.rstrip("!")].empty is None) or kind.endswith("!"), (table, name)


def test_residents_never_travel() -> None:
    assert not {"residents", "households", "operators", "settings"} & set(shared_shapes())
