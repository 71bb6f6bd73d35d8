"""Something else where the data file should be (FAULTS 17, 21): refused by what it is, every byte left as it was."""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.core.clock import FixedClock
from app.core.errors import DiskTrouble, FileDamaged, NewerFile, Refused
from app.core.home import Home
from app.door import answer
from app.opening import open_session
from app.session import Session
from db.log_state import log_path
from db.moved_file import FileMoved
from tests.conftest import PASSWORD

Change = Callable[[Path, bytes], None]


def changed_with_the_key(*statements: str) -> Change:
    """Give what somebody does who has the key: the file stays a whole, encrypted one."""

    def change(path: Path, key: bytes) -> None:
        connection = dbapi2.connect(str(path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return change


def plain_sqlite(path: Path, _: bytes) -> None:
    path.unlink()
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("CREATE TABLE residents (name TEXT)")
    connection.close()


def empty(path: Path, _: bytes) -> None:
    path.write_bytes(b"")


def noise(path: Path, _: bytes) -> None:
    path.write_bytes(b"\x07" * 40_000)


WRONG: dict[str, tuple[Change, type[Refused], str]] = {
    "another program's": (changed_with_the_key("PRAGMA application_id = 77"), FileDamaged, "属于另一个程序"),
    "a newer one": (changed_with_the_key("PRAGMA user_version = 99"), NewerFile, "第 99 版"),
    "newer and another's": (
        changed_with_the_key("PRAGMA user_version = 99", "PRAGMA application_id = 77"),
        FileDamaged,
        "属于另一个程序",
    ),
    "no schema": (changed_with_the_key("PRAGMA user_version = 0"), FileDamaged, "属于另一个程序"),
    "a trigger": (
        changed_with_the_key(
            "CREATE TRIGGER quiet AFTER INSERT ON residents BEGIN DELETE FROM journal WHERE seq = 1; END"
        ),
        FileDamaged,
        "触发器 quiet",
    ),
    "a view": (changed_with_the_key("CREATE VIEW everybody AS SELECT * FROM residents"), FileDamaged, "视图 everybody"),
    "a table": (changed_with_the_key("CREATE TABLE extra (a)"), FileDamaged, "表 extra"),
    "a virtual table": (
        changed_with_the_key("CREATE VIRTUAL TABLE strange USING fts5(a)"),
        FileDamaged,
        "表 strange",
    ),
    "an unknown module": (
        changed_with_the_key(
            "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_master VALUES ('table', 'hook', 'hook', 0, 'CREATE VIRTUAL TABLE hook USING evil(a)')",
        ),
        FileDamaged,
        "表 hook",
    ),
    "a table changed": (changed_with_the_key("ALTER TABLE residents ADD COLUMN spy TEXT"), FileDamaged, "表 residents"),
    "a table missing": (changed_with_the_key("DROP TABLE twins"), FileDamaged, "少了表 twins"),
    "an index missing": (changed_with_the_key("DROP INDEX cases_by_item"), FileDamaged, "少了索引 cases_by_item"),
    "plain": (plain_sqlite, FileDamaged, "没有加密"),
    "empty": (empty, FileDamaged, "是空的"),
    "noise": (noise, FileDamaged, "开头坏了"),
}


def files_of(home: Home) -> dict[str, str]:
    """Digest the data file and the keys."""
    paths = (home.office_file, *home.slot_files, home.marks_file)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_is_not_ours_is_refused_and_stays_as_it_is(
    session: Session, clock: FixedClock, what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, kind, words = WRONG[what]
    home, key = session.home, session.store.key
    session.close()
    change(home.office_file, key)
    before = files_of(home)
    with pytest.raises(kind, match=words):
        open_session(home.folder, PASSWORD, clock=clock)
    assert files_of(home) == before
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    code = answer(["--home", str(home.folder), "check"], clock)
    out = capsys.readouterr()
    assert (code, words in out.out + out.err) == (2 if kind is NewerFile else 3, True)
    assert "备份" in out.out or kind is NewerFile
    assert files_of(home) == before


def test_a_newer_file_beside_its_log_keeps_both(session: Session, tmp_path: Path, clock: FixedClock) -> None:
    session.store.writer.execute("PRAGMA user_version = 99")
    shutil.copytree(session.home.folder, tmp_path / "cut")
    session.store.writer.execute("PRAGMA user_version = 2")
    home = Home(tmp_path / "cut")
    before, log = files_of(home), log_path(home.office_file).read_bytes()
    with pytest.raises(NewerFile):
        open_session(home.folder, PASSWORD, clock=clock)
    assert {**files_of(home), home.marks_file.name: ""} == {**before, home.marks_file.name: ""}
    assert log_path(home.office_file).read_bytes() == log


def a_folder(path: Path) -> None:
    path.mkdir()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere.czdb"))


@pytest.mark.parametrize(
    ("put", "words"), [(a_folder, "不是一个普通文件"), (a_pipe, "不是一个普通文件"), (a_link, "链接")]
)
def test_what_is_no_plain_file_is_refused_at_once(
    session: Session, clock: FixedClock, put: Callable[[Path], None], words: str
) -> None:
    path = session.home.office_file
    session.close()
    path.rename(path.with_name("elsewhere.czdb"))
    put(path)
    with pytest.raises(FileDamaged, match=words):
        open_session(session.home.folder, PASSWORD, clock=clock)


@pytest.mark.parametrize("name", ["office.czdb-wal", "marks.json", "office.lock"])
def test_a_pipe_beside_the_file_holds_nobody_up(session: Session, clock: FixedClock, name: str) -> None:
    session.close()
    path = session.home.folder / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    with suppress(Refused):
        open_session(session.home.folder, PASSWORD, clock=clock).close()


def add(session: Session, number: str) -> None:
    with session.store.writing(reason="试") as write:
        write.insert("households", {"number": number, "head_name": "甲"})


def numbers(session: Session) -> list[str]:
    return [row["number"] for row in session.store.rows("SELECT number FROM households ORDER BY n")]


@pytest.mark.parametrize("how", ["deleted", "renamed", "log deleted", "deleted at the end"])
def test_a_file_taken_away_under_the_running_program_comes_back(session: Session, clock: FixedClock, how: str) -> None:
    add(session, "1")
    path = session.home.office_file
    if how == "renamed":
        path.rename(path.with_name("moved.czdb"))
    else:
        (log_path(path) if how == "log deleted" else path).unlink()
    if how != "deleted at the end":
        add(session, "2")
        add(session, "3")
    wanted = numbers(session)
    session.close()
    again = open_session(session.home.folder, PASSWORD, clock=clock)
    assert numbers(again) == wanted
    assert again.check() == []
    again.close()


def test_a_file_replaced_under_the_running_program_is_told_and_everything_is_kept(
    session: Session, clock: FixedClock
) -> None:
    add(session, "1")
    home = session.home
    other = home.folder / "other"
    other.write_bytes(b"another file")
    other.replace(home.office_file)
    for _ in range(2):
        with pytest.raises(FileMoved, match="换成了另一个文件"):
            add(session, "2")
    (kept,) = home.folder.glob("office-kept-*.czdb")
    session.close()
    assert home.office_file.read_bytes() == b"another file"
    kept.replace(home.office_file)
    again = open_session(home.folder, PASSWORD, clock=clock)
    assert numbers(again) == ["1"]
    again.close()


def test_where_a_deleted_file_cannot_be_put_back_it_is_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add(session, "1")
    session.home.office_file.unlink()

    def full(path: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.moved_file.sync_folder", full)
    with pytest.raises(DiskTrouble, match="放不回去"):
        add(session, "2")
    monkeypatch.undo()
    add(session, "2")
    assert numbers(session) == ["1", "2"]
