from pathlib import Path

from db import packages as receipts
from tests.app.packages.offices import Desk


def restored(station: Desk, folder: Path, backup: Desk) -> Desk:
    """Put a backup in the station's place, as a restore does: a new epoch begins."""
    backup.begin_epoch()
    return backup


def test_a_restored_station_goes_on_and_nothing_is_silently_lost(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    first = station.add_case("2026-00001", content="原文")
    second = station.add_case("2026-00002", content="原文")
    station.write(tmp_path / "1")
    backup = station.copy(tmp_path / "backup")
    station.change_case(first, content="备份之后改的")
    lost = station.add_case("2026-00003")
    station.add_event(second, 2)
    station.write(tmp_path / "2 lost")
    after = restored(station, tmp_path, backup)
    after.change_case(first, content="恢复之后改的")
    after.add_event(second, 2)
    assert after.write(tmp_path / "2 new").number == 2
    other = township.copy(tmp_path / "other")
    for name in ("1", "2 lost"):
        assert [(one.taken, one.reason) for one in township.read(tmp_path / name)] == [(True, None)]
    (answer,) = township.read(tmp_path / "2 new")
    assert answer.taken
    assert "出现两个版本" in str(answer.reason)
    assert township.case(first)["content"] == "恢复之后改的"
    twins = {(twin.tbl, twin.row_id): twin.content for twin in township.packages.twins()}
    assert "备份之后改的" in twins["cases", first]
    assert ("cases", lost) in twins
    assert township.case(lost)["number"] == "2026-00003"
    assert township.count("case_events") == 5
    for name in ("2 new", "2 lost", "1"):
        answers = other.read(tmp_path / name)
        assert all(answer.taken for answer in answers)
        if name == "2 lost":
            assert "后来作废了" in str(answers[0].reason)
    assert other.shared_state() == township.shared_state()
    assert {(twin.tbl, twin.row_id) for twin in other.packages.twins()} >= {("cases", first), ("cases", lost)}
    after.write(tmp_path / "3")
    assert [(one.taken, one.reason) for one in township.read(tmp_path / "3")] == [(True, None)]


def test_a_backup_restored_twice(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    case_id = station.add_case("2026-00001", content="原文")
    station.write(tmp_path / "1")
    once, twice = station.copy(tmp_path / "once"), station.copy(tmp_path / "twice")
    once.begin_epoch()
    twice.begin_epoch()
    once.change_case(case_id, content="第一次恢复")
    twice.change_case(case_id, content="第二次恢复")
    once.write(tmp_path / "2a")
    twice.write(tmp_path / "2b")
    other = township.copy(tmp_path / "other")
    for name in ("1", "2a", "2b"):
        assert [one.taken for one in township.read(tmp_path / name)] == [True]
    for name in ("2b", "2a", "1"):
        assert [one.taken for one in other.read(tmp_path / name)] == [True]
    assert township.shared_state() == other.shared_state()
    assert township.case(case_id)["content"] == "第二次恢复"
    assert any("第一次恢复" in twin.content for twin in township.packages.twins())
    assert any("第一次恢复" in twin.content for twin in other.packages.twins())


def test_two_copies_of_one_office_raise_the_alarm(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    case_id = station.add_case("2026-00001")
    station.write(tmp_path / "1")
    copied = station.copy(tmp_path / "copied folder")
    station.change_case(case_id, content="这台电脑")
    copied.change_case(case_id, content="那台电脑")
    station.write(tmp_path / "2")
    copied.write(tmp_path / "2 copied")
    copied.change_case(case_id, content="那台电脑又改")
    copied.write(tmp_path / "3 copied")
    township.read(tmp_path / "1")
    township.read(tmp_path / "2")
    state = township.shared_state()
    for name in ("2 copied", "3 copied"):
        (answer,) = township.read(tmp_path / name)
        assert (answer.taken, answer.state, answer.is_finding) == (False, "fork", True)
        assert "分叉警报" in str(answer.reason)
        (again,) = township.read(tmp_path / name)
        assert again.state == "fork"
    assert township.shared_state() == state
    forks = [entry for entry in receipts.receipts_of(township.store, 3) if entry["state"] == "fork"]
    assert len(forks) == 2


def test_a_fork_is_seen_from_the_other_end_too(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    """Number 3 of one copy came first: number 2 of the other does not lead to it."""
    station, township = enrolled
    case_id = station.add_case("2026-00001")
    station.write(tmp_path / "1")
    copied = station.copy(tmp_path / "copied folder")
    station.change_case(case_id, content="这台")
    station.write(tmp_path / "2")
    station.write(tmp_path / "3")
    copied.change_case(case_id, content="那台")
    copied.write(tmp_path / "2 copied")
    for name in ("1", "3"):
        township.read(tmp_path / name)
    (answer,) = township.read(tmp_path / "2 copied")
    assert answer.state == "fork"
    (answer,) = township.read(tmp_path / "2")
    assert answer.taken


def test_equal_rank_with_other_content_is_a_twin(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    """The copied office keeps quiet about its fork: its full package 4 claims the same line."""
    station, township = enrolled
    case_id = station.add_case("2026-00001", content="原文")
    other = township.copy(tmp_path / "other")
    station.write(tmp_path / "1")
    copied = station.copy(tmp_path / "copied folder")
    copied.change_case(case_id, content="那台")
    copied.write(tmp_path / "2 copied")
    copied.write(tmp_path / "3 copied")
    copied.write(tmp_path / "4 copied", full=True)
    station.change_case(case_id, content="这台")
    station.write(tmp_path / "2")
    for desk, order in ((township, ("1", "2", "4 copied")), (other, ("4 copied", "2", "1"))):
        for name in order:
            desk.read(tmp_path / name)
        (twin,) = desk.packages.twins()
        shown = {township.case(case_id)["content"], "这台" if "这台" in twin.content else "那台"}
        assert shown == {"这台", "那台"}
    assert township.shared_state() == other.shared_state()


def test_epochs_that_are_told_differently_are_refused(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    station.add_case("2026-00001")
    station.write(tmp_path / "1")
    township.read(tmp_path / "1")
    with station.store.writing() as write:
        write.local("UPDATE epochs SET ordinal = 2, predecessor = 'x' WHERE owner = 1")
    station.write(tmp_path / "2")
    (answer,) = township.read(tmp_path / "2")
    assert "数据线不连贯" in str(answer.reason)
    with station.store.writing() as write:
        write.local("UPDATE epochs SET ordinal = 1, predecessor = NULL, forked_after = 9 WHERE owner = 1")
    station.write(tmp_path / "3")
    (answer,) = township.read(tmp_path / "3")
    assert "和以前收到的对不上" in str(answer.reason)


def test_two_cases_with_one_number_in_one_epoch(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    copied = station.copy(tmp_path / "copied folder")
    station.add_case("2026-00001")
    station.write(tmp_path / "1")
    copied.write(tmp_path / "1 copied")
    copied.add_case("2026-00001")
    copied.write(tmp_path / "2 copied")
    copied.write(tmp_path / "3 copied", full=True)
    township.read(tmp_path / "1")
    state = township.shared_state()
    (answer,) = township.read(tmp_path / "3 copied")
    assert not answer.taken
    assert "编号相同、却不是同一条" in str(answer.reason)
    assert township.shared_state() == state


def test_a_row_of_another_office_is_refused_whole(enrolled: tuple[Desk, Desk], tmp_path: Path) -> None:
    station, township = enrolled
    case_id = station.add_case("2026-00001")
    with township.store.writing() as write:
        write.insert("cases", {"id": case_id, "number": "2026-90001", "state": "registered"})
    station.write(tmp_path / "1")
    (answer,) = township.read(tmp_path / "1")
    assert not answer.taken
    assert "属于别的单位" in str(answer.reason)
    assert township.shared_state() == []
