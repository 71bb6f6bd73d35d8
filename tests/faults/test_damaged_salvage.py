"""Salvage (FAULTS §2.6, 19): all outside the damaged pages comes over, nothing wrong, the rest listed by name."""

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.checkup.salvaging import Salvaged
from app.core.clock import FixedClock
from app.core.errors import FileDamaged, Refused, WrongKey
from app.core.home import Home
from app.core.progress import Cancelled
from app.door import answer
from app.opening import open_session
from app.rescue import rescue_office
from app.session import Session
from db.connection import identifier
from db.damaged_file import PAGE
from db.salvage_links import UNREAD
from tests.app.attachments.pictures import photo, saved
from tests.conftest import PASSWORD
from tests.faults.damage import spoil_pages

Rows = dict[str, dict[str, dict[str, Any]]]
FATAL = 16
"""The first pages hold what the tables are: without them only a backup helps."""


def all_rows(session: Session) -> Rows:
    """Read every owned table."""
    return {
        table: {row["id"]: row for row in session.store.rows(f"SELECT * FROM {identifier(table)}")}  # noqa: S608
        for table in session.store.tables
    }


@pytest.fixture(scope="module")
def truth(village_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Read what is right, once."""
    home = tmp_path_factory.mktemp("truth") / "village"
    shutil.copytree(village_home, home)
    session = open_session(home, PASSWORD)
    found = all_rows(session)
    session.close()
    return found


def damaged(village_home: Path, home: Path, pages: list[int], seed: int = 1) -> Home:
    """Copy the village and spoil these pages."""
    shutil.copytree(village_home, home)
    spoil_pages(Home(home).office_file, pages, seed)
    return Home(home)


def digests(home: Home) -> dict[str, str]:
    """Digest the files of a home that a salvage reads."""
    paths = (home.office_file, *home.slot_files, home.marks_file)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def compare(new: Path, truth: Rows, clock: FixedClock) -> tuple[int, int]:
    """Open a salvaged office with the same password; gives how many rows are right and how many there were.

    A row that is there and not as it was must be a stand-in; no other wrong value is let through.
    """
    session = open_session(new, PASSWORD, clock=clock)
    try:
        right = 0
        for table, rows in all_rows(session).items():
            for row_id, row in rows.items():
                if row_id not in truth[table]:
                    assert table == "operators", (table, row)
                elif row == truth[table][row_id]:
                    right += 1
                else:
                    differ = {name for name, value in row.items() if value != truth[table][row_id][name]} - {"n"}
                    assert not differ or is_stand_in(table, row), (table, differ, row)
                    right += not differ
        assert session.store.letter == "B"
        return right, sum(len(rows) for rows in truth.values())
    finally:
        session.close()


def is_stand_in(table: str, row: dict[str, Any]) -> bool:
    """Tell a row that says of itself that it only holds a place."""
    return (table == "cases" and row["applicant_name"] == UNREAD) or (
        table == "operators" and row["name"] == f"操作员{row['id'][-4:]}"
    )


def rescued(home: Home, new: Path, clock: FixedClock) -> Salvaged:
    """Salvage, and see that the damaged files are as they were."""
    before = digests(home)
    done = rescue_office(home.folder, PASSWORD, new, clock=clock)
    assert digests(home) == before
    assert done.untouched
    return done


def test_a_sound_office_comes_over_whole(village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock) -> None:
    home = damaged(village_home, tmp_path / "old", [])
    done = rescued(home, tmp_path / "new", clock)
    assert (done.lost, done.findings, done.rebuilt) == ((), (), {})
    right, wanted = compare(tmp_path / "new", truth, clock)
    assert right == wanted


def test_three_destroyed_pages_cost_next_to_nothing(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock
) -> None:
    sweep(village_home, tmp_path, truth, clock, 0, 3)


@pytest.mark.parametrize("page", [pytest.param(19, marks=pytest.mark.heavy), 36])
def test_a_page_that_says_which_tables_there_are_is_made_again(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, page: int
) -> None:
    """Some of these pages hold the schema (their places change with it), the others rows."""
    home = damaged(village_home, tmp_path / "old", [page])
    rescued(home, tmp_path / "new", clock)
    right, rows = compare(tmp_path / "new", truth, clock)
    assert right + 20 >= rows


@pytest.mark.heavy
@pytest.mark.parametrize("count", [1, 3, 10, 30])
def test_any_destroyed_pages_cost_next_to_nothing(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, count: int
) -> None:
    for seed in range(25):
        sweep(village_home, tmp_path / str(seed), truth, clock, seed, count)


def sweep(village_home: Path, folder: Path, truth: Rows, clock: FixedClock, seed: int, count: int) -> None:
    """Destroy random pages; of the rows outside them at least 99 % are right in the new file, and none is wrong.

    A page holds some twenty rows at most.
    """
    pages = Home(village_home).office_file.stat().st_size // PAGE
    wanted = random.Random(seed).sample(range(FATAL, pages), count)
    home = damaged(village_home, folder / "old", wanted, seed)
    done = rescued(home, folder / "new", clock)
    right, rows = compare(folder / "new", truth, clock)
    assert right + 20 * count >= rows * 0.99, (wanted, done.lost)
    assert right == rows or done.lost, wanted


def test_what_neither_table_nor_journal_gave_is_listed_by_name_and_the_gap_is_declared(
    village_home: Path, tmp_path: Path, clock: FixedClock
) -> None:
    home = Home(tmp_path / "old")
    shutil.copytree(village_home, home.folder)
    session = open_session(home.folder, PASSWORD, clock=clock)
    session.store.writer.execute("PRAGMA foreign_keys = OFF")
    session.store.writer.execute(
        "DELETE FROM journal_values WHERE seq IN (SELECT seq FROM journal WHERE row_id IN"
        " (SELECT id FROM residents WHERE n BETWEEN 30 AND 33))"
    )
    session.store.writer.execute("DELETE FROM journal WHERE seq BETWEEN 100 AND 120")
    session.store.writer.execute("DELETE FROM residents WHERE n BETWEEN 30 AND 33")
    session.close()
    done = rescued(home, tmp_path / "new", clock)
    assert [(found.where, found.what) for found in done.lost] == [("村民", "村民另外还有 4 条没有读出来，名称也不知道")]
    told = [found.what for found in done.findings]
    assert any("流水第 100—120 条" in what for what in told)
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    assert [found.severity for found in again.check() if "流水" in found.what] == ["note"]
    kept = next(report for report in again.checkup.reports() if report.remark)
    assert kept.findings == done.lost
    again.close()


def test_a_gap_that_nobody_declared_is_still_a_break(village_home: Path, tmp_path: Path, clock: FixedClock) -> None:
    home = damaged(village_home, tmp_path / "old", [])
    session = open_session(home.folder, PASSWORD, clock=clock)
    session.store.writer.execute("PRAGMA foreign_keys = OFF")
    session.store.writer.execute("DELETE FROM journal WHERE seq = 50")
    session.store.writer.execute("DELETE FROM journal_values WHERE seq = 50")
    session.close()
    rescued(home, tmp_path / "new", clock)
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    again.store.writer.execute("PRAGMA foreign_keys = OFF")
    again.store.writer.execute("DELETE FROM journal WHERE seq = 52")
    again.store.writer.execute("DELETE FROM journal_values WHERE seq = 52")
    assert any(found.what == "流水第 52 条：这一条不见了" for found in again.check())
    again.close()


def test_a_damaged_salt_is_put_back_from_the_marks(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock
) -> None:
    home = damaged(village_home, tmp_path / "old", [])
    content = bytearray(home.office_file.read_bytes())
    content[:16] = bytes(16)
    home.office_file.write_bytes(content)
    with pytest.raises(FileDamaged):
        open_session(home.folder, PASSWORD, clock=clock)
    rescued(home, tmp_path / "new", clock)
    right, wanted = compare(tmp_path / "new", truth, clock)
    assert right == wanted


@pytest.mark.parametrize("part", [pytest.param(0.3, marks=pytest.mark.heavy), 0.95])
def test_a_file_cut_short_gives_what_is_left(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, part: float
) -> None:
    home = damaged(village_home, tmp_path / "old", [])
    content = home.office_file.read_bytes()
    home.office_file.write_bytes(content[: int(len(content) * part)])
    done = rescued(home, tmp_path / "new", clock)
    right, wanted = compare(tmp_path / "new", truth, clock)
    assert 0 < right <= wanted
    assert right == wanted or done.lost


@pytest.mark.parametrize("every", [pytest.param(9, marks=pytest.mark.heavy), 50])
def test_pages_of_zeros_give_no_wrong_values(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, every: int
) -> None:
    home = damaged(village_home, tmp_path / "old", [])
    content = bytearray(home.office_file.read_bytes())
    for page in range(FATAL + 4, len(content) // PAGE, every):
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    home.office_file.write_bytes(content)
    rescued(home, tmp_path / "new", clock)
    right, wanted = compare(tmp_path / "new", truth, clock)
    assert 0 < right <= wanted


def test_what_everything_stands_on_is_lent_by_a_backup(village: Session, tmp_path: Path, clock: FixedClock) -> None:
    village.backups.now("clerk")
    village.store.writer.execute("PRAGMA foreign_keys = OFF")
    village.store.writer.execute("DELETE FROM secrets")
    village.store.writer.execute("DELETE FROM offices WHERE n = 1")
    home = village.home
    shutil.copytree(home.folder, tmp_path / "old")
    old = Home(tmp_path / "old")
    done = rescue_office(old.folder, PASSWORD, tmp_path / "new", clock=clock)
    assert not [found for found in done.lost if "密钥" in found.what]
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    assert again.name == "示例村"
    again.close()
    shutil.rmtree(old.backups)
    rescue_office(old.folder, PASSWORD, tmp_path / "from-marks", clock=clock)
    again = open_session(tmp_path / "from-marks", PASSWORD, clock=clock)
    assert (again.name, again.store.letter) == ("示例村", "B")
    again.close()
    old.marks_file.unlink()
    with pytest.raises(FileDamaged, match="备份里也没有"):
        rescue_office(old.folder, PASSWORD, tmp_path / "newer", clock=clock)
    village.store.writer.execute(
        "INSERT OR IGNORE INTO offices (n, id, relation, kind) VALUES (1, 'x', 'self', 'station')"
    )


def test_a_case_that_is_lost_with_its_journal_gets_a_stand_in_for_its_steps(
    village: Session, tmp_path: Path, clock: FixedClock
) -> None:
    writer, home = village.store.writer, village.home
    case = village.store.row("SELECT id, number, state FROM cases WHERE n = 9")
    assert case is not None
    writer.execute("PRAGMA foreign_keys = OFF")
    writer.execute("DELETE FROM journal_values WHERE seq IN (SELECT seq FROM journal WHERE row_id = ?)", (case["id"],))
    writer.execute("DELETE FROM cases WHERE n = 9")
    village.close()
    done = rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock)
    (told,) = [found for found in done.lost if "先用一条空的代替" in found.what]
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    stand_in = again.store.row("SELECT number, state, applicant_name FROM cases WHERE id = ?", (case["id"],))
    assert stand_in is not None
    assert told.where == f"代办件 {stand_in['number']}"
    assert (stand_in["state"], stand_in["applicant_name"]) == (case["state"], "（抢救时没有读出来）")
    again.close()


def test_other_rows_that_point_at_nothing_are_put_aside_into_the_list(
    village: Session, tmp_path: Path, clock: FixedClock
) -> None:
    writer, home = village.store.writer, village.home
    writer.execute("PRAGMA foreign_keys = OFF")
    writer.execute("UPDATE residents SET owner = 77 WHERE n = 12")
    name = village.store.value("SELECT name FROM residents WHERE n = 12")
    village.close()
    done = rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock)
    assert f"村民 {name}" in [found.where for found in done.lost]


def test_keys_that_are_lost_are_taken_from_a_backup_and_an_unknown_operator_is_named(
    village: Session, tmp_path: Path, clock: FixedClock
) -> None:
    village.backups.now("clerk")
    writer, home = village.store.writer, village.home
    writer.execute("PRAGMA foreign_keys = OFF")
    writer.execute("DELETE FROM operators")
    writer.execute("DELETE FROM journal_values")
    writer.execute("DELETE FROM secrets")
    shutil.copytree(home.folder, tmp_path / "old")
    old = Home(tmp_path / "old")
    for path in old.slot_files:
        path.write_bytes(b"broken")
    shutil.rmtree(old.backups)
    with pytest.raises(FileDamaged, match="钥匙文件都读不出来"):
        rescue_office(old.folder, PASSWORD, tmp_path / "new", clock=clock)
    shutil.copytree(home.backups, old.backups)
    done = rescue_office(old.folder, PASSWORD, tmp_path / "new", clock=clock)
    told = [found.what for found in done.lost]
    assert any("的名字没有读出来" in what for what in told)
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    assert again.operator.name.startswith("操作员")
    again.close()
    shutil.rmtree(old.backups)
    for mine, theirs in zip(old.slot_files, home.slot_files, strict=True):
        shutil.copy(theirs, mine)
    done = rescue_office(old.folder, PASSWORD, tmp_path / "newer", clock=clock)
    assert any("已经换了新的" in found.what for found in done.lost)


def test_of_a_damaged_second_file_every_whole_scan_comes_over(
    village: Session, tmp_path: Path, clock: FixedClock
) -> None:
    residents = [row["id"] for row in village.store.rows("SELECT id FROM residents WHERE n BETWEEN 5 AND 12")]
    for seed, resident in enumerate(residents):
        village.attachments.attach("residents", resident, "照片", saved(photo(seed=seed)))
    home = village.home
    village.close()
    pages = home.attachments_file.stat().st_size // PAGE
    spoil_pages(home.attachments_file, [pages // 2], 3)
    done = rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock)
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    missing = len(again.attachments.check())
    again.close()
    assert 1 <= missing <= 4  # a page may hold the heads of several
    assert f"有 {missing} 份扫描件或照片的内容没有读出来" in [found.what for found in done.lost]
    spoil_pages(home.attachments_file, [0], 3)
    done = rescue_office(home.folder, PASSWORD, tmp_path / "newer", clock=clock)
    assert any("份扫描件或照片" in found.what for found in done.lost)


def test_scans_come_over_each_proved_by_its_digest(village: Session, tmp_path: Path, clock: FixedClock) -> None:
    resident = str(village.store.value("SELECT id FROM residents WHERE n = 5"))
    village.attachments.attach("residents", resident, "照片", saved(photo()))
    home = village.home
    village.close()
    rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock)
    again = open_session(tmp_path / "new", PASSWORD, clock=clock)
    (kept,) = again.attachments.of("residents", resident)
    assert again.attachments.content(kept.id)
    assert again.attachments.check() == []
    again.close()


def test_the_door_salvages_and_lists(
    village_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUNZHAN_PASSWORD", PASSWORD)
    home = damaged(village_home, tmp_path / "old", [])
    words = ["--home", str(home.folder), "repair", "--to", str(tmp_path / "new")]
    assert answer(words) == 0
    told = capsys.readouterr().out
    assert "原来的文件没有动过" in told
    assert answer(words) == 2
    assert "新的空文件夹" in capsys.readouterr().err
    monkeypatch.setenv("CUNZHAN_PASSWORD", "不对的密码")
    assert answer(["--home", str(home.folder), "repair", "--to", str(tmp_path / "newer")]) == 2
    assert "密码" in capsys.readouterr().err


def test_nothing_is_left_of_a_salvage_that_was_refused_or_stopped(
    village_home: Path, tmp_path: Path, clock: FixedClock
) -> None:
    class Stop:
        def __call__(self, done: int, total: int, words: str = "") -> None:
            """Hear it."""

        def cancelled(self) -> bool:
            return True

    home = damaged(village_home, tmp_path / "old", [])
    with pytest.raises(Cancelled):
        rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock, progress=Stop())
    assert not Home(tmp_path / "new").is_set_up()
    assert not (tmp_path / "new" / "salvaging").exists()
    spoil_pages(home.office_file, [0], 1)
    with pytest.raises(FileDamaged):
        rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock)
    assert not Home(tmp_path / "new").is_set_up()
    home.office_file.unlink()
    with pytest.raises(Refused, match="没有可以抢救的"):
        rescue_office(home.folder, PASSWORD, tmp_path / "new", clock=clock)
    with pytest.raises(WrongKey):
        rescue_office(home.folder, "不对的密码", tmp_path / "new", clock=clock)
