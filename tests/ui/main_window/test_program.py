"""The program from its first window to the last, and the pictures that need no display."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.core.screen import remember_text_size, remembered_text_size
from app.opening import OfficeSetup, create_office
from ui.__main__ import arguments
from ui.login.window import LoginWindow
from ui.main_window import pictures
from ui.main_window.locking import LockedWindow
from ui.main_window.places import PLACES, Shot
from ui.main_window.program import Program
from ui.setup.window import SetupWindow
from ui.style import show_text_size, text_size
from ui.widgets.desk import Goto


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look every 10 ms whether a page stands, not every 40: two hundred of them are waited for."""
    monkeypatch.setattr(pictures, "_SETTLED", 10)


@pytest.fixture
def home(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Path:
    session, _ = create_office(tmp_path / "home", setup, clock=clock)
    session.close()
    return tmp_path / "home"


@pytest.fixture
def program(home: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[Program]:
    made = Program(home)
    yield made
    qtbot.waitUntil(made.work.is_quiet, timeout=20_000)
    made.close()
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


def log_in(program: Program, password: str, qtbot: QtBot) -> LockedWindow:
    program.open_first_window()
    login = program.window
    assert isinstance(login, LoginWindow)
    qtbot.waitUntil(login.isActiveWindow)
    login._login._password.show_typed(password)
    QTest.keyClick(login._login._password.inner, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.window, LockedWindow), timeout=20_000)
    qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
    window = program.window
    assert isinstance(window, LockedWindow)
    return window


def test_the_login_leads_to_the_first_place(program: Program, setup: OfficeSetup, qtbot: QtBot) -> None:
    window = log_in(program, setup.password, qtbot)
    assert window.frame.place() == PLACES[0].key
    assert "示例村" in window.windowTitle()
    assert setup.operator_name in window.frame._top._who.text()


def test_the_lock_covers_the_frame_until_the_right_password(program: Program, setup: OfficeSetup, qtbot: QtBot) -> None:
    window = log_in(program, setup.password, qtbot)
    before = window.frame.place()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked()
    window.lock()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.frame.place() == before
    window._login._password.show_typed("不对不对")
    QTest.keyClick(window._login._password.inner, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "密码不对" in window._login.strip.sentence(), timeout=20_000)
    assert window.is_locked()
    window._login._password.show_typed(setup.password)
    QTest.keyClick(window._login._password.inner, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.is_locked(), timeout=20_000)


def test_it_locks_when_nobody_is_there_and_each_key_begins_the_wait_anew(
    program: Program, setup: OfficeSetup, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = log_in(program, setup.password, qtbot)
    assert window._idle.isActive()
    assert window._idle.interval() == 5 * 60_000
    begun: list[str] = []
    with monkeypatch.context() as watched:
        watched.setattr(window._idle, "start", lambda: begun.append("anew"))
        window.eventFilter(window, QEvent(QEvent.Type.MouseMove))
    assert begun == ["anew"]
    window._idle.timeout.emit()
    assert window.is_locked()
    window._wait(0)
    assert not window._idle.isActive()


def test_without_an_office_the_set_up_comes_first(tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    program = Program(tmp_path / "nothing")
    program.open_first_window()
    assert isinstance(program.window, SetupWindow)
    with qtbot.waitSignal(program.window.ready, timeout=5000):
        pass
    qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
    program.window.close()
    program.close()


def test_a_new_office_opens_where_the_clerk_wants_to_begin(
    tmp_path: Path, dressed: QApplication, qtbot: QtBot, clock: FixedClock, setup: OfficeSetup
) -> None:
    from ui.widgets.opened import opened

    program = Program(tmp_path / "new")
    session, _ = create_office(tmp_path / "new", setup, clock=clock)
    program.open_new_office(opened(session), import_now=True)
    window = program.window
    assert isinstance(window, LockedWindow)
    assert window.frame.place() == ("people" if window.frame.has_place("people") else PLACES[0].key)
    qtbot.waitUntil(program.work.is_quiet, timeout=20_000)
    window.close()
    program.close()


def test_the_login_shows_the_text_size_of_the_last_time(home: Path, dressed: QApplication) -> None:
    remember_text_size(home, 150)
    program = Program(home)
    assert text_size().percent == 150
    program.close()
    (home / "screen.txt").write_text("999")
    assert remembered_text_size(home) == 100


@pytest.mark.heavy
def test_every_page_is_drawn_at_both_sizes(
    program: Program,
    setup: OfficeSetup,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CUNZHAN_PASSWORD", setup.password)
    assert pictures.draw_every_page(program, tmp_path / "pictures") == 0
    drawn = capsys.readouterr().out.split()
    names = {Path(one).name for one in drawn}
    assert {f"{place.key}-{percent}.png" for place in PLACES for percent in (100, 200)} <= names
    assert {"login-100.png", "setup-5-200.png", "login-recovery-100.png", "help-100.png"} <= names
    for path in drawn:
        image = QImage(path)
        assert not image.isNull()
        assert image.width() <= 1366
        assert image.height() <= 768


def test_pictures_say_why_an_office_does_not_open(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUNZHAN_PASSWORD", "不对")
    assert pictures.draw_every_page(program, tmp_path / "pictures") == 2
    assert "密码不对" in capsys.readouterr().err


def test_the_command_line() -> None:
    asked = arguments(["--home", "h", "--pictures", "p"])
    assert (asked.home, asked.pictures, asked.until_login) == (Path("h"), Path("p"), False)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_place_fits_and_every_control_has_a_name(
    percent: int,
    program: Program,
    setup: OfficeSetup,
    qtbot: QtBot,
    dressed: QApplication,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
) -> None:
    show_text_size(dressed, percent)
    window = log_in(program, setup.password, qtbot)
    show_text_size(dressed, percent)
    window.resize(1366, 768)
    found: dict[str, list[str]] = {}
    for place in PLACES:
        frame = window.frame
        for shot in (Shot(place.key, Goto(place.key)), *place.shots(frame._desk)):
            frame.go(shot.goto)
            pictures.wait_until_quiet(program.work)
            found[shot.name] = [*cut(window), *nameless(window)]
            assert window.minimumSizeHint().width() <= 1366, shot.name
            assert window.minimumSizeHint().height() <= 768, shot.name
            assert window.size().width() <= 1366, shot.name
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_fault_of_our_own_is_told_on_the_page_and_kept_without_values(
    program: Program, setup: OfficeSetup, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = log_in(program, setup.password, qtbot)
    try:
        raise ValueError("张三")  # noqa: TRY301 - a fault with a trace is wanted
    except ValueError as fault:
        program._tell_fault(ValueError, fault, fault.__traceback__)
    assert "程序出了问题" in window.frame.page().strip.sentence()
    kept = (program.home.logs / "program.log").read_text("utf-8")
    assert "ValueError" in kept
    assert "张三" not in kept
    assert "ValueError" in capsys.readouterr().err


def test_the_folders_of_file_dialogs_are_kept_only_where_all_passing_things_are_emptied(program: Program) -> None:
    for name in ("QtProject", "cunzhantong"):
        kept = Path(QSettings(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, name).fileName())
        assert kept.is_relative_to(program.home.temporary)
