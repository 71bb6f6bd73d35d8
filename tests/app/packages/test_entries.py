"""Entries of ledgers in packages: what leaves, how it is kept, what a newer or a strange ledger does."""

from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.ledgers.kinds.values import Ref
from app.ledgers.measuring import stored_figures
from app.ledgers.reading import shipped_declarations
from app.ledgers.villages import Everywhere, ledgers_of
from app.packages import entry_shapes
from db.held_entries import held
from db.salvage_entries import declared_texts, make_entry_tables
from db.tables import owned_tables
from tests.app.packages.books import BOAT, NEWER, TYPED, kept_of, ledgers_at, publishing_at
from tests.app.packages.offices import STATION_UNIT, Desk, enrol

ASKED = {"resident": "甲", "kind": "政策", "content": "问补贴", "officer": "乙", "phone": "13812345678"}


def state(desk: Desk) -> list[Any]:
    tables = sorted(name for name in desk.store.tables if name.startswith("entries_"))
    rows = [(name, *row.values()) for name in tables for row in desk.store.rows(f"SELECT * FROM {name} ORDER BY id")]  # noqa: S608
    return [*rows, desk.count("journal"), desk.count("held_entries")]


def test_an_entry_travels_as_far_as_its_fields_allow(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    publishing_at(station).publish(BOAT)
    goods = [{"what": "米", "owner_phone": "13900001111", "worth": "20"}, {"worth": "30"}]
    entry, _ = ledgers_at(station).add("boat_log", {**TYPED, "goods": goods})
    assert station.packages.waiting() == 2
    written = station.write(stick)
    assert (written.rows, written.counts["entries_boat_log"], written.counts["ledger_declarations"]) == (2, 1, 1)
    assert station.packages.waiting() == 0
    (answer,) = township.read(stick)
    assert (answer.taken, answer.merged, answer.reason) == (True, 2, None)
    (there,) = kept_of(township).entries("3_boat_log")
    assert (there.id, there.number, there.name) == (entry.id, entry.number, "摆渡客过河")
    assert there.values == {
        **entry.values,
        "phone": "138****5678",
        "illness": None,
        "goods": ({"what": "米", "owner_phone": "139****1111"}, {}),
    }
    assert ("entries_3_boat_log", entry.id) in township.indexed
    figure = stored_figures(
        township.store, ledgers_of(township.store, 3)["3_boat_log"], entry.values["day"], entry.values["day"], owner=3
    )[0]
    assert (f"{figure.amount:f}", figure.groups["who"][0].shown) == ("3.5", "摆渡客")
    before = state(township)
    assert [one.state for one in township.read(stick)] == ["repeated"]
    assert state(township) == before


def test_changes_corrections_and_removals_follow(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    books = ledgers_at(station)
    first, second = books.add("consulting", ASKED)[0], books.add("consulting", {**ASKED, "content": "问路"})[0]
    station.write(tmp_path / "a")
    township.read(tmp_path / "a")
    books.edit("consulting", first.id, {"content": "问医保"})
    books.remove("consulting", second.id, "记错了")
    assert station.write(tmp_path / "b").rows == 2
    township.read(tmp_path / "b")
    (there,) = kept_of(township).entries("consulting")
    assert (there.values["content"], there.revision) == ("问医保", 2)
    gone = kept_of(township).entry("consulting", second.id)
    assert (gone.removed, gone.values["content"]) == (True, "问路")
    assert ledgers_at(township).count("consulting") == 0
    with station.store.writing() as write:
        write.update("entries_consulting", first.id, {"corrects": second.id, "corrects_why": "写错了人"})
    station.write(tmp_path / "c")
    township.read(tmp_path / "c")
    there = kept_of(township).entry("consulting", first.id)
    assert (there.corrects, there.corrects_why) == (second.id, "写错了人")


def test_packages_in_any_order_and_a_ledger_that_grew(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    publishing_at(station).publish(BOAT)
    early = ledgers_at(station).add("boat_log", TYPED)[0]
    bare = ledgers_at(station).add("boat_log", {"who": "过客"})[0]
    station.write(tmp_path / "a")
    publishing_at(station).publish(NEWER)
    late = ledgers_at(station).add("boat_log", {**TYPED, "persons": "两个大人", "boat": "一号"})[0]
    assert station.write(tmp_path / "b").rows == 3
    other = township.copy(tmp_path / "other")
    for folder in ("a", "b"):
        assert all(one.taken for one in township.read(tmp_path / folder))
    for folder in ("b", "a"):
        assert all(one.taken and not one.twins for one in other.read(tmp_path / folder))
    for desk in (township, other):
        books = kept_of(desk)
        persons = {one.id: (one.values["persons"], one.values["boat"]) for one in books.entries("3_boat_log")}
        assert persons == {early.id: ("2", None), bare.id: (None, None), late.id: ("两个大人", "一号")}
    assert township.count("twins") == other.count("twins") == 0
    station.write(tmp_path / "c", full=True)
    (answer,) = township.read(tmp_path / "c")
    assert (answer.merged, answer.twins) == (0, 0)


def test_two_villages_may_each_make_a_ledger_of_one_key(
    enrolled: tuple[Desk, Desk], tmp_path: Path, clock: FixedClock
) -> None:
    station, township = enrolled
    neighbour = Desk(tmp_path / "neighbour", "station", "231221103202", "邻村", clock)
    enrol(township, neighbour)
    theirs = BOAT.replace('label = "人数", kind = "whole", least = 1, most = 20', 'label = "人数", kind = "line"')
    for desk, text, persons in ((station, BOAT, "2"), (neighbour, theirs, "一家人"), (township, NEWER, "都是干部")):
        publishing_at(desk).publish(text)
        ledgers_at(desk).add("boat_log", {**TYPED, "persons": persons})
    for desk in (station, neighbour):
        desk.write(tmp_path / "stick")
    assert all(one.taken and one.reason is None for one in township.read(tmp_path / "stick"))
    found = [kept_of(township, owner).entries(f"{owner}_boat_log")[0].values["persons"] for owner in (3, 4)]
    assert found == [2, "一家人"]
    assert ledgers_at(township).entries("boat_log")[0].values["persons"] == "都是干部"
    own = publishing_at(township).known()
    everywhere = Everywhere(township.store, own)
    assert list(everywhere) == [*own, "3_boat_log", "4_boat_log"]
    assert len(everywhere) == len(own) + 2
    assert [everywhere[key].title for key in ("boat_log", "4_boat_log")] == ["渡船登记", "渡船登记"]
    assert [key in everywhere for key in ("3_boat_log", "5_boat_log", "3_consulting", "none")] == [True] + [False] * 3


def test_a_ledger_not_known_here_is_held_and_said_until_it_is(
    enrolled: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station, township = enrolled
    books = ledgers_at(station)
    entry = books.add("consulting", ASKED)[0]
    station.write(tmp_path / "a")
    books.edit("consulting", entry.id, {"content": "问医保"})
    station.write(tmp_path / "b")
    with monkeypatch.context() as older:
        known = entry_shapes.shipped_shape
        older.setattr("app.packages.received.shipped_shape", lambda key: None if key == "consulting" else known(key))
        for folder in ("a", "b", "b"):
            (answer,) = township.read(tmp_path / folder)
        assert "entries_consulting" not in township.store.tables
        assert [(one.ledger, one.lines) for one in held(township.store)] == [("consulting", 2)]
    assert answer.state == "repeated"
    (tmp_path / "empty").mkdir()
    township.read(tmp_path / "empty")
    assert held(township.store) == []
    (there,) = kept_of(township).entries("consulting")
    assert (there.id, there.revision, there.values["content"]) == (entry.id, 2, "问医保")


def test_a_newer_version_of_a_shipped_ledger_is_held(
    enrolled: tuple[Desk, Desk], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station, township = enrolled
    ledgers_at(station).add("consulting", ASKED)
    version = next(one.version for one in shipped_declarations() if one.key == "consulting")
    with monkeypatch.context() as newer:
        newer.setattr("app.packages.outgoing.pack_lines", _of_next_version(version))
        station.write(stick)
    (answer,) = township.read(stick)
    assert (answer.taken, answer.merged) == (True, 0)
    assert "有 1 条台账登记还读不了" in str(answer.reason)
    assert [(one.ledger, one.version) for one in held(township.store)] == [("consulting", version + 1)]


def _of_next_version(version: int) -> Any:
    from app.packages.sections import pack_lines

    def packed(name: str, lines: Any, into: Any, declared: int = 0) -> Any:
        assert declared in {0, version}
        return pack_lines(name, lines, into, declared + 1 if declared else 0)

    return packed


def test_an_erasure_empties_what_was_merged(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    from db.erasure import empty_rows

    station, township = enrolled
    entry = ledgers_at(station).add("consulting", {**ASKED, "resident": Ref("", "钱某某")})[0]
    station.write(tmp_path / "a")
    township.read(tmp_path / "a")
    with station.store.writing() as write:
        empty_rows(write, "entries_consulting", [entry.id], {"resident": '{"id":"","name":"已删除"}', "content": "无"})
    station.write(tmp_path / "b")
    township.read(tmp_path / "b")
    assert kept_of(township).entry("consulting", entry.id).values["resident"] == Ref("", "已删除")
    remembered = township.store.rows("SELECT before || after AS told FROM journal_values")
    assert not [row for row in remembered if "钱某某" in row["told"]]


def test_the_slip_and_the_summary_tell_the_ledgers(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    publishing_at(station).publish(BOAT)
    books = ledgers_at(station)
    books.add("boat_log", TYPED)
    first = books.add("consulting", ASKED)[0]
    written = station.write(stick)
    assert station.packages.slip(written).ledgers == "台账登记 2 条：渡船登记 1、咨询服务 1。"
    township.read(stick)
    village = township.packages.books(STATION_UNIT)
    day = first.values["day"]
    assert [(one.key, one.title, one.entries) for one in village.counts(day, day)] == [
        ("consulting", "咨询服务", 1),
        ("3_boat_log", "渡船登记", 1),
    ]
    assert [f"{one.amount:f}" for one in village.figures("3_boat_log", day, day)] == ["3.5"]
    assert [one.id for one in village.entries.entries("consulting")] == [first.id]
    with pytest.raises(Refused, match="没有在本单位登记过"):
        township.packages.books("231221103299")


def test_a_salvage_makes_a_village_s_table_of_what_was_written(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    publishing_at(station).publish(BOAT)
    ledgers_at(station).add("boat_log", TYPED)
    station.write(stick)
    township.read(stick)
    made = set(township.store.tables["entries_3_boat_log"].columns)
    township.store.writer.execute("DROP TABLE entries_3_boat_log")
    make_entry_tables(township.store.writer, lambda *_: None)
    again = set(owned_tables(township.store.writer)["entries_3_boat_log"].columns)
    assert again == made - {"illness", "goods"}
    assert declared_texts(township.store.writer) == {}


def test_who_takes_packages_in_needs_no_right_to_write_ledgers(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, township = enrolled
    ledgers_at(station).add("consulting", ASKED)
    station.write(stick)

    def permit(table: str, _: str) -> None:
        if table:
            raise Refused("只收包。")

    township.store.permit = permit
    assert [one.merged for one in township.read(stick)] == [1]
    with pytest.raises(Refused, match="只收包"):
        ledgers_at(township).add("consulting", ASKED)


def test_an_entry_far_too_long_is_refused_by_its_number(enrolled: tuple[Desk, Desk], stick: Path) -> None:
    station, _ = enrolled
    column = '{ key = "what", label = "品名", kind = "line" },'
    publishing_at(station).publish(
        BOAT.replace(column, column + column.replace("what", "more").replace("品名", "说明"))
    )
    goods = [{"what": "长" * 500, "more": "长" * 500}] * 400
    ledgers_at(station).add("boat_log", {**TYPED, "goods": goods})
    with pytest.raises(Refused, match="“渡船登记”2026-00001 这一条内容太长"):
        station.write(stick)
    assert station.count("packages_out") == 0


def test_what_a_station_forked_is_said_and_nothing_is_lost(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    publishing_at(station).publish(BOAT)
    before = station.copy(tmp_path / "backup")
    publishing_at(station).publish(NEWER)
    ledgers_at(station).add("boat_log", {**TYPED, "boat": "一号"})
    station.write(tmp_path / "a")
    township.read(tmp_path / "a")
    before.begin_epoch()
    other = NEWER.replace(
        'key = "boat", label = "哪条船", kind = "line"', 'key = "boat", label = "船号", kind = "whole"'
    )
    publishing_at(before).publish(other)
    ledgers_at(before).add("boat_log", {**TYPED, "boat": "7"})
    before.write(tmp_path / "b")
    (answer,) = township.read(tmp_path / "b")
    assert answer.taken
    assert "有 1 条台账登记还读不了" in str(answer.reason)
    assert len(held(township.store)) == 1
    assert township.store.value("SELECT count(*) FROM entries_3_boat_log") == 1
    (tmp_path / "empty").mkdir()
    township.read(tmp_path / "empty")
    assert len(held(township.store)) == 1
    assert ledgers_of(township.store, 3) == {}
