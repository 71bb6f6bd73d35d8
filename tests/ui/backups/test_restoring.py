"""A whole restore through the real program: from the section of backups, the login and the set-up."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.core.errors import Refused
from app.opening import OfficeSetup, create_office
from app.session import Session
from tests.app.backups.restores import add_case, numbers
from tests.ui.conftest import TURNS
from ui.backups.section import BackupSection
from ui.login.window import LoginWindow
from ui.main_window.locking import LockedWindow
from ui.main_window.program import Program
from ui.setup.window import SetupWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto
from ui.widgets.from_backup import FromBackupPage

PICTURES = os.environ.get("CUNZHAN_LOOK", "")
NEW_PASSWORD = "新的密码 2026"


class Old:
    """A station with a backup and a case that came later, closed; its recovery code."""

    def __init__(self, folder: Path, setup: OfficeSetup) -> None:
        made, self.code = create_office(folder / "home", setup)
        self.home = made.home
        add_case(made.store, "2026-00001")
        self.backup = made.backups.now().path
        add_case(made.store, "2026-00002")
        made.close()


@pytest.fixture
def old(tmp_path: Path, setup: OfficeSetup) -> Old:
    return Old(tmp_path, setup)


@pytest.fixture
def start(dressed: QApplication, qtbot: QtBot) -> Iterator[Callable[[Path], Program]]:
    """Give a function that starts the program at a home."""
    begun: list[Program] = []

    def begin(home: Path) -> Program:
        begun.append(Program(home))
        begun[-1].open_first_window()
        return begun[-1]

    yield begin
    for made in begun:
        qtbot.waitUntil(made.work.is_quiet, timeout=20_000)
        made.close()
        if made.window is not None:
            made.window.close()
            made.window.deleteLater()


@pytest.fixture
def log_in(qtbot: QtBot, setup: OfficeSetup) -> Callable[[Program], LockedWindow]:
    """Give a function that types the password into the login."""

    def enter(program: Program) -> LockedWindow:
        login = program.window
        assert isinstance(login, LoginWindow)
        qtbot.waitUntil(login.isActiveWindow)
        login._login._password.show_typed(setup.password)
        QTest.keyClick(login._login._password.inner, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(program.window, LockedWindow), timeout=20_000)
        qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
        assert isinstance(program.window, LockedWindow)
        return program.window

    return enter


def picture(window: QWidget | None, name: str) -> None:
    """Keep a picture where somebody wants to look."""
    if PICTURES and window is not None:
        window.grab().save(str(Path(PICTURES) / f"{name}.png"))


def session_of(program: Program) -> Session:
    assert program._opened is not None
    return program._opened.session


def section_of(window: LockedWindow, backup: Path, wait: Callable[[], None]) -> BackupSection:
    """Go to one backup."""
    window.frame.go(Goto("settings", str(backup), "backup:restore"))
    wait()
    found = window.findChild(BackupSection)
    assert isinstance(found, BackupSection)
    return found


def page_of(window: QWidget | None) -> FromBackupPage:
    assert window is not None
    found = window.findChild(FromBackupPage)
    assert isinstance(found, FromBackupPage)
    return found


def quiet(program: Program, qtbot: QtBot) -> Callable[[], None]:
    """Give a function that waits until every answer has come and the layouts it moved are done."""

    def wait() -> None:
        qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
        for _ in range(TURNS):
            turn = QEventLoop()
            QTimer.singleShot(0, turn.quit)
            turn.exec()

    return wait


def test_the_window_closes_the_office_restores_it_and_asks_for_the_password(
    old: Old, start: Callable[[Path], Program], log_in: Callable[[Program], LockedWindow], qtbot: QtBot
) -> None:
    program = start(old.home.folder)
    window = log_in(program)
    section = section_of(window, old.backup, quiet(program, qtbot))
    section.restore.whole.click()
    section.restore.question.yes.click()
    picture(program.window, "waiting")
    assert program.window is not None
    assert not program.window.close()
    qtbot.waitUntil(lambda: isinstance(program.window, LoginWindow), timeout=20_000)
    login = program.window
    assert isinstance(login, LoginWindow)
    assert "已经恢复到" in login.strip.sentence()
    assert "请重新输入密码" in login.strip.sentence()
    picture(login, "restored-login")
    log_in(program)
    assert numbers(session_of(program)) == {"2026-00001"}
    names = [one.about.reason for one in session_of(program).backups.list() if one.about]
    assert "restore" in names


def test_a_restore_that_is_refused_brings_the_window_back(
    old: Old,
    start: Callable[[Path], Program],
    log_in: Callable[[Program], LockedWindow],
    qtbot: QtBot,
) -> None:
    program = start(old.home.folder)
    window = log_in(program)
    section = section_of(window, old.backup, quiet(program, qtbot))
    content = bytearray(old.backup.read_bytes())
    content[-100] ^= 1
    old.backup.write_bytes(content)
    section.restore.whole.click()
    section.restore.question.yes.click()
    qtbot.waitUntil(lambda: isinstance(program.window, LockedWindow), timeout=20_000)
    quiet(program, qtbot)()
    assert isinstance(program.window, LockedWindow)
    assert "这份备份用不了" in program.window.strip.sentence()
    assert numbers(session_of(program)) == {"2026-00001", "2026-00002"}


def test_one_that_fails_after_the_office_was_closed_leads_to_the_login(
    old: Old,
    start: Callable[[Path], Program],
    log_in: Callable[[Program], LockedWindow],
    qtbot: QtBot,
) -> None:
    program = start(old.home.folder)
    log_in(program)
    session = session_of(program)

    def task(_progress: object) -> str:
        session.close()
        raise Refused("差一步没有做完。")

    program.work.read(program, session.status)
    program.leave_for("正在恢复", task)
    qtbot.waitUntil(lambda: isinstance(program.window, LoginWindow), timeout=20_000)
    assert isinstance(program.window, LoginWindow)
    assert "差一步没有做完" in program.window.strip.sentence()


def test_a_damaged_file_is_restored_from_the_login(
    old: Old, start: Callable[[Path], Program], setup: OfficeSetup, qtbot: QtBot,
    cut: Callable[[QWidget], list[str]], nameless: Callable[[QWidget], list[str]],
) -> None:  # fmt: skip
    content = bytearray(old.home.office_file.read_bytes())
    content[: 64 * 1024] = bytes(64 * 1024)
    old.home.office_file.write_bytes(content)
    program = start(old.home.folder)
    login = program.window
    assert isinstance(login, LoginWindow)
    assert login._offers.isHidden()
    login._login._password.show_typed(setup.password)
    QTest.keyClick(login._login._password.inner, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not login._offers.isHidden(), timeout=20_000)
    quiet(program, qtbot)()
    assert login.begin_anew.isHidden()
    picture(login, "login-damaged")
    assert cut(login) == nameless(login) == []
    QTest.keyClick(login.way_back, Qt.Key.Key_Return)
    page = page_of(login)
    qtbot.waitUntil(lambda: page._model.rowCount() > 0, timeout=20_000)
    picture(login, "from-backup")
    assert cut(login) == nameless(login) == []
    page.by_password.show_typed({"password": "不是这个密码"})
    page.go.click()
    quiet(program, qtbot)()
    assert "密码不对" in page.strip.sentence()
    page.by_password.show_typed({"password": setup.password})
    page.go.click()
    qtbot.waitUntil(lambda: isinstance(program.window, LockedWindow), timeout=20_000)
    quiet(program, qtbot)()
    assert isinstance(program.window, LockedWindow)
    assert "整个留着，叫 office-kept-" in program.window.strip.sentence()
    assert numbers(session_of(program)) == {"2026-00001"}


def test_where_the_data_file_is_gone_the_login_offers_both_ways(
    old: Old, start: Callable[[Path], Program], setup: OfficeSetup, qtbot: QtBot
) -> None:
    old.home.office_file.unlink()
    program = start(old.home.folder)
    login = program.window
    assert isinstance(login, LoginWindow)
    login._login._password.show_typed(setup.password)
    QTest.keyClick(login._login._password.inner, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not login._offers.isHidden(), timeout=20_000)
    login.way_back.click()
    page = page_of(login)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    quiet(program, qtbot)()
    login.begin_anew.click()
    assert isinstance(program.window, SetupWindow)


def test_a_new_computer_with_the_recovery_code(
    old: Old, start: Callable[[Path], Program], tmp_path: Path, qtbot: QtBot,
    cut: Callable[[QWidget], list[str]], nameless: Callable[[QWidget], list[str]], dressed: QApplication,
) -> None:  # fmt: skip
    stick = tmp_path / "stick"
    (stick / "备份").mkdir(parents=True)
    shutil.copy(old.backup, stick / "备份")
    (stick / "备份" / "231221103201-20250101-000000-1.czbak").write_bytes(b"CZZT-BACKUP\r\n\x1a\n broken")
    program = start(tmp_path / "new pc")
    setup = program.window
    assert isinstance(setup, SetupWindow)
    picture(setup, "setup-first")
    setup.from_backup.click()
    page = page_of(setup)
    quiet(program, qtbot)()
    picture(setup, "setup-no-backup")
    page.show_folder(stick)
    qtbot.waitUntil(lambda: page._model.rowCount() == 2, timeout=20_000)
    page.turn.click()
    picture(setup, "setup-code")
    assert cut(setup) == nameless(setup) == []
    show_text_size(dressed, 200)
    setup.resize(1280, 740)
    quiet(program, qtbot)()
    picture(setup, "setup-code-200")
    assert cut(setup) == []
    rows = [page._model.row(at) for at in range(2)]
    broken = next(at for at, row in enumerate(rows) if row is not None and row.trouble)
    page.by_code.show_typed({"code": old.code, "password": NEW_PASSWORD, "again": NEW_PASSWORD})
    page.list.setCurrentIndex(page._model.index(broken, 0))
    page.go.click()
    assert "请选另一份备份" in page.strip.sentence()
    page.list.setCurrentIndex(page._model.index(1 - broken, 0))
    page.go.click()
    qtbot.waitUntil(lambda: isinstance(program.window, LockedWindow), timeout=30_000)
    quiet(program, qtbot)()
    assert numbers(session_of(program)) == {"2026-00001"}
    assert session_of(program).store.letter == "B"
    assert isinstance(program.window, LockedWindow)
    assert "已经恢复到" in program.window.strip.sentence()


def test_escape_leads_back_to_the_first_question(
    start: Callable[[Path], Program], tmp_path: Path, qtbot: QtBot, clock: FixedClock
) -> None:
    program = start(tmp_path / "new pc")
    setup = program.window
    assert isinstance(setup, SetupWindow)
    setup.from_backup.click()
    page = page_of(setup)
    quiet(program, qtbot)()
    QTest.keyClick(page.where.box, Qt.Key.Key_Escape)
    assert setup._pages.currentWidget() is setup._asking
    assert setup.from_backup.isVisible()
