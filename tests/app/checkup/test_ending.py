"""How the last session ended, as the next opening tells it; a file that is not the one closed last is not opened."""

import hashlib
import shutil
from pathlib import Path

import pytest

from app.checkup.ending import OlderCopy
from app.checkup.marks import read_marks
from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, FileDamaged
from app.core.home import Home
from app.door import answer
from app.opening import OfficeSetup, create_office, open_session
from app.session import Session
from db.durable import sync_folder
from db.log_state import log_path
from tests.conftest import PASSWORD


def copied_alive(session: Session, folder: Path) -> Path:
    """Copy the files of an office while it is open: what a power cut leaves."""
    shutil.copytree(session.home.folder, folder)
    return folder


def add_household(session: Session, number: str) -> None:
    with session.store.writing(reason="试") as write:
        write.insert("households", {"number": number, "head_name": "甲"})


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_after_a_clean_end_nothing_is_said(session: Session, clock: FixedClock) -> None:
    assert session.ending is not None
    assert session.ending.words == ""
    session.close()
    marks = read_marks(session.home.marks_file)
    assert marks is not None
    assert (marks.state, len(marks.salt)) == ("closed", 32)
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    assert again.ending is not None
    assert (again.ending.words, again.ending.findings) == ("", ())
    again.close()


def test_after_a_power_cut_the_file_is_looked_through_and_one_sentence_said(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    add_household(session, "1")
    home = copied_alive(session, tmp_path / "cut")
    again = open_session(home, PASSWORD, clock=clock)
    assert again.ending is not None
    assert again.ending.words == "上次异常退出，数据完好"
    assert again.store.value("SELECT count(*) FROM households") == 1
    again.close()
    third = open_session(home, PASSWORD, clock=clock)
    assert third.ending is not None
    assert third.ending.words == ""
    third.close()


def test_a_log_that_somebody_deleted_is_told(session: Session, tmp_path: Path, clock: FixedClock) -> None:
    add_household(session, "1")
    home = copied_alive(session, tmp_path / "cut")
    log_path(Home(home).office_file).unlink()
    again = open_session(home, PASSWORD, clock=clock)
    assert again.ending is not None
    assert "日志文件 office.czdb-wal 却不见了" in again.ending.words
    assert "从最近的备份恢复" in again.ending.findings[0].advice
    again.close()


@pytest.mark.parametrize("place", [3, 40, 700, 30_000])
def test_a_log_with_a_flipped_bit_is_told_and_kept(
    session: Session, tmp_path: Path, clock: FixedClock, place: int
) -> None:
    for number in range(4):
        add_household(session, str(number))
    home = Home(copied_alive(session, tmp_path / "cut"))
    log = log_path(home.office_file)
    content = bytearray(log.read_bytes())
    content[place] ^= 8
    log.write_bytes(content)
    again = open_session(home.folder, PASSWORD, clock=clock)
    assert again.ending is not None
    assert "日志文件坏了" in again.ending.words
    (kept,) = home.folder.glob("damaged-*")
    assert (kept / log.name).read_bytes() == content
    assert again.check() == []
    again.close()


def test_a_log_that_the_disk_does_not_give_back_is_told(
    session: Session, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_household(session, "1")
    home = copied_alive(session, tmp_path / "cut")
    read = Path.read_bytes

    def unreadable(path: Path) -> bytes:
        if path.name.endswith("-wal"):
            raise OSError(5, "Input/output error")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    with pytest.raises(FileDamaged, match=r"office\.czdb-wal 读不出来（磁盘读写出错）"):
        open_session(home, PASSWORD, clock=clock)
    monkeypatch.undo()
    again = open_session(home, PASSWORD, clock=clock)
    assert again.store.value("SELECT count(*) FROM households") == 1
    again.close()


def test_the_step_that_a_power_cut_tore_is_told_as_not_saved(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    add_household(session, "1")
    add_household(session, "2")
    home = Home(copied_alive(session, tmp_path / "cut"))
    log = log_path(home.office_file)
    content = bytearray(log.read_bytes())
    content[-50] ^= 8
    log.write_bytes(content)
    again = open_session(home.folder, PASSWORD, clock=clock)
    assert again.ending is not None
    assert again.ending.words == "上次异常退出，数据完好；正在写的那一步没有保存"
    assert again.store.value("SELECT count(*) FROM households") == 1
    again.close()


def test_a_log_that_was_cut_short_is_seen_by_the_backup_that_knows_more(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    add_household(session, "1")
    keep = len(log_path(session.home.office_file).read_bytes())
    add_household(session, "2")
    session.backups.now("clerk")
    home = Home(copied_alive(session, tmp_path / "cut"))
    log = log_path(home.office_file)
    log.write_bytes(log.read_bytes()[:keep])
    again = open_session(home.folder, PASSWORD, clock=clock)
    assert again.ending is not None
    assert "比最近的备份还少" in again.ending.words
    again.close()


def test_garbage_for_the_index_of_the_log_does_no_harm(session: Session, tmp_path: Path, clock: FixedClock) -> None:
    add_household(session, "1")
    home = Home(copied_alive(session, tmp_path / "cut"))
    home.office_file.with_name("office.czdb-shm").write_bytes(b"\xa5" * 40_000)
    again = open_session(home.folder, PASSWORD, clock=clock)
    assert again.ending is not None
    assert again.ending.words == "上次异常退出，数据完好"
    assert again.store.value("SELECT count(*) FROM households") == 1
    again.close()


def test_an_older_copy_under_the_same_name_is_not_opened(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = session.home
    session.close()
    older = home.office_file.read_bytes()
    newer = open_session(home.folder, PASSWORD, clock=clock)
    add_household(newer, "1")
    newer.close()
    home.office_file.write_bytes(older)
    before = digest(home.office_file)
    with pytest.raises(OlderCopy, match="较旧的一份") as refused:
        open_session(home.folder, PASSWORD, clock=clock)
    assert "check --accept-older" in refused.value.advice
    assert digest(home.office_file) == before
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    assert answer(["--home", str(home.folder), "check", "--accept-older"], clock) == 0
    assert "数据完好" in capsys.readouterr().out
    accepted = open_session(home.folder, PASSWORD, clock=clock)
    assert accepted.store.letter == "B"
    accepted.close()


def test_the_same_office_worked_on_elsewhere_is_not_opened(session: Session, tmp_path: Path, clock: FixedClock) -> None:
    home = session.home
    session.close()
    other = Home(tmp_path / "elsewhere")
    shutil.copytree(home.folder, other.folder)
    for folder, number in ((home.folder, "1"), (other.folder, "2")):
        one = open_session(folder, PASSWORD, clock=clock)
        add_household(one, number)
        one.close()
    shutil.copy(other.office_file, home.office_file)
    with pytest.raises(OlderCopy, match="在别处用过"):
        open_session(home.folder, PASSWORD, clock=clock)


def test_another_offices_file_and_keys_are_not_taken_for_ours(
    session: Session, tmp_path: Path, setup: OfficeSetup, clock: FixedClock
) -> None:
    home = session.home
    session.close()
    other, _ = create_office(tmp_path / "other", setup, clock=clock)
    other.close()
    for mine, theirs in zip(
        (home.office_file, *home.slot_files), (other.home.office_file, *other.home.slot_files), strict=True
    ):
        shutil.copy(theirs, mine)
    with pytest.raises(OlderCopy, match="另一个办公点的"):
        open_session(home.folder, PASSWORD, clock=clock)


def test_marks_that_cannot_be_read_keep_nobody_out(session: Session, clock: FixedClock) -> None:
    home = session.home
    session.close()
    for content in (b"", b"{}", b"\xff" * 100, b"x" * 10_000):
        home.marks_file.write_bytes(content)
        open_session(home.folder, PASSWORD, clock=clock).close()


def test_a_disk_that_cannot_keep_the_marks_keeps_nobody_out(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = session.home
    session.close()

    def full(path: Path, marks: object) -> None:
        raise DiskTrouble("磁盘满了")

    monkeypatch.setattr("app.checkup.ending.write_marks", full)
    open_session(home.folder, PASSWORD, clock=clock).close()


def test_of_a_damaged_file_no_backup_is_made_at_the_end(session: Session) -> None:
    add_household(session, "1")
    session.store.checkpoint()
    path = session.home.office_file
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        stream.write(b"\xa5" * 4096)
    refused = session.leave()
    assert refused is not None
    assert "数据文件有" in refused.sentence
    assert not list(session.home.backups.glob("*.czbak"))


def test_the_disk_knows_the_log_before_the_mark_that_expects_it(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.close()
    seen: list[tuple[str, bool]] = []
    log, truly = log_path(session.home.office_file), sync_folder

    def synced(folder: Path) -> None:
        marks = read_marks(session.home.marks_file)
        seen.append((marks.state if marks else "", log.is_file()))
        truly(folder)

    monkeypatch.setattr("app.checkup.ending.sync_folder", synced)
    open_session(session.home.folder, PASSWORD, clock=clock).close()
    assert seen == [("closed", True)]


def test_a_folder_that_cannot_be_synced_keeps_nobody_out(
    session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.close()

    def broken(_folder: Path) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr("app.checkup.ending.sync_folder", broken)
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    marks = read_marks(session.home.marks_file)
    assert marks is not None
    assert marks.state == "closed"
    again.close()
