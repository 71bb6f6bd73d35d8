"""A restored station and its township, end to end: real backups, the real restore, real packages."""

from pathlib import Path

import pytest

from app.backups.container import read_about
from app.backups.restoring import restore_into
from app.backups.unlocking import Given, unlock_there
from app.core.clock import FixedClock
from app.core.home import Home
from app.packages.layout import Epoch
from app.packages.succession import Line
from app.session import Session
from db.packages import own_line
from tests.app.backups.restores import add_case, back_up, change_case, open_again, restoring
from tests.app.packages.sessions import enrolled_township
from tests.conftest import MORNING, PASSWORD


@pytest.fixture
def township(tmp_path: Path, session: Session, clock: FixedClock) -> Session:
    """Found the township and enrol the station."""
    return enrolled_township(session, tmp_path, clock)


def carry(station: Session, township: Session, folder: Path) -> list[tuple[bool, str]]:
    """Write a package and have the township read it; gives whether each was taken, and what was said."""
    folder.mkdir()
    station.packages.write(folder)
    return [(one.taken, one.reason or "") for one in township.packages.read(folder)[0]]


def content(township: Session, case_id: str) -> str:
    """Give a case's content as the township has it."""
    return str(township.store.value("SELECT content FROM cases WHERE id = ?", (case_id,)))


def test_a_restored_station_never_passes_for_the_old_line(session: Session, township: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001", content="原文")
    assert carry(session, township, tmp_path / "1") == [(True, "")]
    backup = back_up(session, tmp_path / "backups")
    change_case(session.store, case_id, content="备份之后改的")
    lost = add_case(session.store, "2026-00002")
    assert carry(session, township, tmp_path / "2") == [(True, "")]
    restoring(session).whole(backup)
    station = open_again(session.home.folder)
    change_case(station.store, case_id, content="恢复之后改的")
    ((taken, told),) = carry(station, township, tmp_path / "3")
    assert taken
    assert "出现两个版本" in told
    assert content(township, case_id) == "恢复之后改的"
    assert township.store.value("SELECT count(*) FROM cases WHERE id = ?", (lost,)) == 1
    twins = {twin.row_id: twin.content for twin in township.packages.twins()}
    assert "备份之后改的" in twins[case_id]
    assert lost in twins
    names = {path.name for folder in ("2", "3") for path in (tmp_path / folder).iterdir()}
    assert len(names) == 2
    assert carry(station, township, tmp_path / "4") == [(True, "")]
    station.close()
    township.close()


def test_a_backup_from_before_the_last_restore_gives_up_both_lines(
    session: Session, township: Session, tmp_path: Path
) -> None:
    """Restored twice at one desk, the second time farther back: what both later lines brought is past the fork."""
    case_id = add_case(session.store, "2026-00001", content="原文")
    early = back_up(session, tmp_path / "backups", "early")
    change_case(session.store, case_id, content="第一天")
    carry(session, township, tmp_path / "1")
    late = back_up(session, tmp_path / "backups", "late")
    restoring(session).whole(late)
    second = open_again(session.home.folder)
    change_case(second.store, case_id, content="第二天")
    carry(second, township, tmp_path / "2")
    restoring(second).whole(early)
    third = open_again(session.home.folder)
    assert [epoch["ordinal"] for epoch in own_line(third.store)] == [1, 2, 3]
    change_case(third.store, case_id, content="第三天")
    ((taken, told),) = carry(third, township, tmp_path / "3")
    assert taken
    assert "出现两个版本" in told
    assert content(township, case_id) == "第三天"
    kept = " ".join(twin.content for twin in township.packages.twins() if twin.row_id == case_id)
    assert "第二天" in kept
    third.close()
    township.close()


def test_one_backup_on_two_computers_gives_two_epochs(session: Session, township: Session, tmp_path: Path) -> None:
    case_id = add_case(session.store, "2026-00001", content="原文")
    carry(session, township, tmp_path / "1")
    backup = back_up(session, tmp_path / "stick")
    desks = []
    for name in ("one", "two"):
        home = Home(tmp_path / name)
        restore_into(home, backup, unlock_there(read_about(backup), Given(PASSWORD)), clock=FixedClock(MORNING))
        desks.append(open_again(home.folder))
        change_case(desks[-1].store, case_id, content=f"电脑 {name}")
    lines = [[epoch["id"] for epoch in own_line(desk.store)] for desk in desks]
    assert lines[0][0] == lines[1][0]
    assert lines[0][1] != lines[1][1]
    assert [taken for taken, _ in carry(desks[0], township, tmp_path / "2")] == [True]
    ((taken, told),) = carry(desks[1], township, tmp_path / "3")
    assert taken
    assert "出现两个版本" in told
    assert content(township, case_id) == "电脑 two"
    assert any("电脑 one" in twin.content for twin in township.packages.twins())
    for desk in (*desks, township):
        desk.close()


def test_the_earlier_end_of_a_line_counts() -> None:
    """E3 goes on from E2 with less than E2 itself began with: the rest of E1 is given up too."""
    line = Line([Epoch("e1", 1, None, None, None), Epoch("e2", 2, "e1", 5, 1000), Epoch("e3", 3, "e2", 3, 600)])
    assert [line.is_past_fork("e1", number) for number in (3, 4, 5)] == [False, True, True]
    assert line.is_past_fork("e2", 6)
    assert not line.is_past_fork("e3", 4)
    assert (line.last_entry("e1"), line.last_entry("e2")) == (600, 600)
