"""Making one backup: whole and proved, or not there at all."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.backups import making
from app.backups.container import extract, read_about, verify_container
from app.backups.making import NoBackup, back_up_file, check_room
from app.backups.service import Backups
from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, FileDamaged, Refused, Stopped
from app.core.progress import Cancelled
from app.operators import slots
from app.session import Session
from db.copying import copy_office, read_copy
from tests.app.backups.conftest import change, flip, small_files


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_backup_is_one_file_that_says_what_it_is(session: Session, backups: Backups, tmp_path: Path) -> None:
    change(session)
    made = backups.now()
    assert files(session.home.backups) == ["231221103201-20261009-090000-161.czbak"]
    about = made.about
    assert about is not None
    assert about == read_about(made.path) == verify_container(made.path)
    assert (about.reason, about.made_at) == ("asked", "2026-10-09T01:00:00+00:00")
    assert about.key_id == slots.key_id(session.store.key)
    assert about.slots == slots.read_slots(session.home.slot_files)
    extract(made.path, tmp_path / "office.czdb")
    copied = read_copy(tmp_path / "office.czdb", session.store.key)
    assert (copied.journal_seq, copied.rows) == (161, about.rows)
    assert files(session.home.temporary) == []


def test_only_the_key_of_the_office_opens_what_is_inside(backups: Backups, session: Session, tmp_path: Path) -> None:
    extract(backups.now().path, tmp_path / "office.czdb")
    with pytest.raises(Refused):
        read_copy(tmp_path / "office.czdb", bytes(32))
    assert b"SQLite format 3" not in (tmp_path / "office.czdb").read_bytes()[:64]


def test_it_can_be_made_without_a_session(
    fresh_home: Path, tmp_path: Path, clock: FixedClock, session: Session
) -> None:
    key, home = session.store.key, session.home
    session.close()
    made = back_up_file(home, home.office_file, key, slots.read_slots(home.slot_files), "migration", clock)
    assert made.about is not None
    assert made.about.reason == "migration"
    assert read_about(made.path) == made.about


def test_two_of_one_second_stand_side_by_side(backups: Backups) -> None:
    assert [backups.now().name for _ in range(3)] == [
        "231221103201-20261009-090000-160.czbak",
        "231221103201-20261009-090000-160-2.czbak",
        "231221103201-20261009-090000-160-3.czbak",
    ]
    assert len(backups.list()) == 3


@pytest.mark.parametrize("most", [0, 5000, 100_000, 500_000, 700_000])
def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_ones(session: Session, backups: Backups, most: int) -> None:
    before = backups.now().path.read_bytes()
    change(session)
    with small_files(most), pytest.raises(NoBackup, match="没有备份：磁盘") as caught:
        backups.now()
    assert "以前的备份都在" in str(caught.value)
    assert files(session.home.backups) == ["231221103201-20261009-090000-160.czbak"]
    assert backups.list()[0].path.read_bytes() == before
    assert files(session.home.temporary) == []
    change(session, "0455-5550113")
    assert backups.now().about is not None


def test_too_little_room_is_told_with_how_much_is_missing(
    session: Session, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(session.home.folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(NoBackup, match=r"空间不够，需要约 \d+ MB，还差 \d+ MB.*再腾出") as caught:
        backups.now()
    assert str(session.home.backups) in str(caught.value)
    assert files(session.home.backups) == []


def test_room_is_asked_on_both_disks_where_there_are_two(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    usage = shutil.disk_usage(tmp_path)

    def looked(folder: Path) -> object:
        asked.append(folder)
        return usage

    monkeypatch.setattr("shutil.disk_usage", looked)
    check_room(session.home.office_file, session.home.temporary, Path("/dev"))
    assert asked == [Path("/dev"), session.home.folder]


def test_a_file_that_fails_its_check_is_never_backed_up(session: Session, backups: Backups) -> None:
    good = backups.now()
    change(session)
    session.store.checkpoint()
    with session.home.office_file.open("rb+") as stream:
        stream.seek(40_000)
        stream.write(os.urandom(4096))
    with pytest.raises(NoBackup, match=r"没有通过检查.*坏的数据不能替换好的备份.*以前的备份都在"):
        backups.now()
    assert [one.name for one in backups.list()] == [good.name]
    verify_container(good.path)


def test_a_disk_that_keeps_something_else_is_told(
    backups: Backups, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(part: Path, *rest: object) -> None:
        flip(part)
        verify_container(part)

    monkeypatch.setattr(making, "verify_container", lying)
    with pytest.raises(NoBackup, match="读回来不一样，这个盘不可靠"):
        backups.now()
    assert files(session.home.backups) == []


def test_a_vanished_place_is_told_and_what_to_do(session: Session, backups: Backups, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    session.settings.change("backups.place", str(place))
    assert backups.now().path.parent == place
    shutil.rmtree(place)
    with pytest.raises(NoBackup, match=r"找不到备份位置.*请插好盘"):
        backups.now()
    assert backups.list() == []
    assert backups.last_day() is None
    with pytest.raises(NoBackup):
        backups.before("import")


def test_a_place_that_takes_no_files_is_told(
    session: Session, backups: Backups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*_: object) -> str:
        raise DiskTrouble("备份文件写不进去（磁盘是只读的）")

    monkeypatch.setattr(making, "write_container", no)
    with pytest.raises(NoBackup, match=r"磁盘是只读的.*请检查备份位置"):
        backups.now()


def test_a_place_that_is_a_file_is_told(session: Session, backups: Backups, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    session.settings.change("backups.place", str(tmp_path / "file"))
    with pytest.raises(NoBackup, match="找不到备份位置"):
        backups.now()
    session.home.backups.write_text("")
    session.settings.change("backups.place", "")
    with pytest.raises(NoBackup, match="打不开"):
        backups.now()


class Stopping:
    """A progress that is cancelled at its k-th question."""

    def __init__(self, k: int) -> None:
        self.left = k

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Hear it."""

    def cancelled(self) -> bool:
        """Count the questions down."""
        self.left -= 1
        return self.left < 0


def test_stopping_at_any_step_leaves_nothing_half(session: Session, backups: Backups) -> None:
    for k in range(2000):
        try:
            made = backups.now(progress=Stopping(k))
        except (Stopped, Cancelled):
            assert files(session.home.backups) == []
            assert files(session.home.temporary) == []
        else:
            assert made.about is not None
            break
    assert k > 10


def test_what_a_power_cut_left_is_swept_and_nothing_else(session: Session, backups: Backups) -> None:
    folder = session.home.backups
    folder.mkdir()
    kept = ["旧的.czbak.part", "999999999999-20260101-000000-1.czbak.part", "notes.txt", "231221103201-x.czbak.part"]
    for name in [*kept, "231221103201-20261008-090000-12.czbak.part"]:
        (folder / name).write_bytes(b"half")
    made = backups.now()
    assert files(folder) == sorted([*kept, made.name])


def test_two_asks_at_once_make_one(session: Session, backups: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go_on = threading.Event(), threading.Event()
    real: Callable[..., object] = copy_office

    def slow(*values: object, **named: object) -> object:
        inside.set()
        assert go_on.wait(20)
        return real(*values, **named)

    monkeypatch.setattr(making, "copy_office", slow)
    made: list[object] = []
    first = threading.Thread(target=lambda: made.append(backups.now()))
    first.start()
    assert inside.wait(20)
    with pytest.raises(NoBackup, match="另一份备份正在做"):
        backups.now()
    assert backups.due() is None
    change(session)  # and meanwhile the clerk goes on saving
    go_on.set()
    first.join(20)
    assert len(made) == 1
    assert len(backups.list()) == 1


def test_leaving_stops_what_is_under_way(session: Session, backups: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = threading.Event()

    def endless(*_: object, stopped: Callable[[], bool], **__: object) -> object:
        inside.set()
        while not stopped():
            threading.Event().wait(0.01)
        raise Stopped

    monkeypatch.setattr(making, "copy_office", endless)
    told: list[BaseException] = []

    def ask() -> None:
        try:
            backups.now()
        except Refused as refusal:
            told.append(refusal)

    thread = threading.Thread(target=ask)
    thread.start()
    assert inside.wait(20)
    backups.stop()
    thread.join(20)
    assert isinstance(told[0], Stopped)
    assert backups.due() is None
    for asked in (backups.now, backups.rehearse, backups.fill_second):
        with pytest.raises(Stopped):
            asked()


def test_a_damaged_attachments_file_stops_no_backup_but_is_told(session: Session) -> None:
    damaged = FileDamaged("附件文件读不出来")
    answers: list[tuple[str, ...] | FileDamaged] = [("1.czblobs",), damaged, ("1.czblobs", "2.czblobs")]

    def keep(_: Path) -> tuple[str, ...]:
        answer = answers.pop(0)
        if isinstance(answer, FileDamaged):
            raise answer
        return answer

    kept = Backups(session.store, session.home, session.clock, carry=session.backups._carry, keep_blobs=keep)
    blobs = [made.about.blobs for _ in range(2) if (made := kept.now()).about]
    assert blobs == [("1.czblobs",), ("1.czblobs",)]
    assert kept.fault() == "数据文件有问题：附件文件读不出来。"
    kept.now()
    assert kept.fault() == ""
