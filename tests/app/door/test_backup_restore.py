"""``backup restore|look|take``: the way back through the headless door."""

import json
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.door import answer
from app.opening import OfficeSetup, create_office
from app.session import Session
from tests.app.backups.restores import add_case, change_case, numbers, open_again
from tests.app.ledgers.filled import typed_entry
from tests.conftest import MORNING, PASSWORD

Capsys = pytest.CaptureFixture[str]
NEW_PASSWORD = "新的密码 2026"


class Door:
    """Calls words at one home with a password in a file."""

    def __init__(self, home: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._folder, self._capsys = home, folder, capsys
        self.password = self.file("password", PASSWORD)

    def file(self, name: str, content: str) -> Path:
        """Write a word into a file."""
        path = self._folder / name
        path.write_text(f"{content}\n", encoding="utf-8")
        return path

    def __call__(self, *words: str, password: Path | None = None) -> tuple[int, str]:
        """Call, and give the exit code and what was said."""
        general = ["--home", str(self.home), "--password-file", str(password or self.password)]
        code = answer([*general, *words], FixedClock(MORNING))
        said = self._capsys.readouterr()
        return code, said.out + said.err

    def value(self, *words: str) -> object:
        """Call with ``--json`` and give the value."""
        code, said = self("--json", *words)
        assert code == 0, said
        return json.loads(said)


@pytest.fixture
def backup(session: Session) -> Path:
    """Back a case up, go on, and leave the office."""
    case_id = add_case(session.store, "2026-00001", content="原文")
    made = session.backups.now()
    change_case(session.store, case_id, content="改坏了")
    add_case(session.store, "2026-00002")
    session.close()
    return made.path


@pytest.fixture
def door(session: Session, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Door:
    return Door(session.home.folder, tmp_path, capsys)


def rows_of(value: object) -> list[dict[str, str]]:
    assert isinstance(value, list)
    return value


def test_a_backup_is_looked_into(door: Door, backup: Path) -> None:
    code, said = door("backup", "look", str(backup))
    assert code == 0
    assert "代办件  1" in said
    assert "此后登记了 1 件代办件，办理、修改了 1 件代办件。" in said
    found = rows_of(door.value("backup", "look", str(backup), "cases", "--find", "李四方"))[0]
    code, said = door("backup", "look", str(backup), "cases", "--record", found["id"])
    assert "内容：现在“改坏了”，备份里“原文”" in said
    code, said = door("backup", "look", str(backup), "households")
    assert (code, said.strip()) == (0, "没有找到。")
    code, said = door("backup", "look", str(backup), "cases", "--record", "nobody")
    assert (code, "备份里没有这条记录" in said) == (2, True)


def test_a_record_is_taken(door: Door, backup: Path) -> None:
    found = rows_of(door.value("backup", "look", str(backup), "cases"))[0]
    code, said = door("backup", "take", str(backup), "cases", found["id"])
    assert (code, "取回 1 条" in said) == (0, True)
    code, said = door("backup", "take", str(backup), "cases", found["id"])
    assert (code, "和现在一样" in said) == (0, True)
    again = open_again(door.home)
    assert again.store.value("SELECT content FROM cases WHERE number = '2026-00001'") == "原文"
    again.close()


def test_the_whole_office_is_restored(door: Door, backup: Path) -> None:
    code, said = door("backup", "restore", str(backup))
    assert (code, "已经恢复到 2026年10月9日 09:00 的备份。" in said) == (0, True)
    again = open_again(door.home)
    assert numbers(again) == {"2026-00001"}
    assert any(one.about is not None and one.about.reason == "restore" for one in again.backups.list())
    again.close()


def test_to_a_new_home_with_the_password(door: Door, backup: Path, tmp_path: Path) -> None:
    new = tmp_path / "new pc"
    code, said = door("backup", "restore", str(backup), "--to", str(new), password=door.file("wrong", "不是这个密码"))
    assert (code, "密码打不开这份备份" in said) == (2, True)
    assert not new.exists()
    assert door("backup", "restore", str(backup), "--to", str(new))[0] == 0
    again = open_again(new)
    assert numbers(again) == {"2026-00001"}
    again.close()
    code, said = door("backup", "restore", str(backup), "--to", str(new))
    assert (code, "已经有一个办公点" in said) == (2, True)


def test_to_a_new_home_with_the_recovery_code(
    tmp_path: Path, clock: FixedClock, setup: OfficeSetup, capsys: pytest.CaptureFixture[str]
) -> None:
    made, recovery_code = create_office(tmp_path / "old pc", setup, clock=clock)
    path = made.backups.now().path
    made.close()
    door, new = Door(tmp_path / "old pc", tmp_path, capsys), tmp_path / "new pc"
    words = ("backup", "restore", str(path), "--to", str(new), "--code-file", str(door.file("code", recovery_code)))
    code, said = door(*words, password=door.file("new", NEW_PASSWORD))
    assert code == 0, said
    open_again(new, NEW_PASSWORD).close()
    code, said = door(*words[:-1], str(tmp_path / "nowhere"), password=door.file("new", NEW_PASSWORD))
    assert (code, "恢复码的文件读不出来" in said) == (2, True)


def test_over_a_data_file_that_is_gone(door: Door, backup: Path) -> None:
    office = door.home / "office.czdb"
    office.unlink()
    code, said = door("backup", "restore", str(backup))
    assert code == 0, said
    office.write_bytes(b"no database at all" * 1000)
    code, said = door("backup", "restore", str(backup))
    assert (code, "整个留着，叫 office-kept-" in said) == (0, True)
    open_again(door.home).close()


def test_what_is_no_backup_or_no_office_is_refused(door: Door, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.czbak"
    other.write_bytes(b"something else")
    code, said = door("backup", "restore", str(other))
    assert (code, "它不是村站通的备份" in said) == (2, True)
    door.home = tmp_path / "nowhere"
    code, said = door("backup", "restore", str(backup))
    assert (code, "这个文件夹里没有办公点" in said) == (2, True)


def test_entries_of_a_ledger_are_named_as_everywhere(session: Session, tmp_path: Path, capsys: Capsys) -> None:
    typed = typed_entry(session.ledgers.ledger("seal_use"))
    entry, _ = session.ledgers.add("seal_use", {**typed, "day": "2026-10-08", "matter": "开介绍信"})
    backup = session.backups.now().path
    session.ledgers.edit("seal_use", entry.id, {"matter": "写错了"})
    session.close()
    door = Door(session.home.folder, tmp_path, capsys)
    code, said = door("backup", "look", str(backup))
    assert (code, "印章使用（ledger:seal_use）  1" in said) == (0, True)
    found = rows_of(door.value("backup", "look", str(backup), "ledger:seal_use", "--find", "介绍信"))
    assert [one["id"] for one in found] == [entry.id]
    code, said = door("backup", "look", str(backup), "ledger:seal_use", "--record", entry.id)
    assert (code, "现在“写错了”，备份里“开介绍信”" in said) == (0, True)
    code, said = door("backup", "take", str(backup), "ledger:nothing", entry.id)
    assert (code, "没有“ledger:nothing”这一类" in said) == (2, True)
    code, said = door("backup", "take", str(backup), "ledger:seal_use", entry.id)
    assert (code, said.strip()) == (0, "取回 1 条，写了 1 行。")
