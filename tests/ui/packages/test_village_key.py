"""A township helps a village that has forgotten its password, in the real windows of both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.opening import OfficeSetup, ask_township, create_office, open_session
from app.operators.asking_township import Asked
from app.session import Session
from tests.app.operators.test_township_help import CHECKED, TOWNSHIP
from tests.conftest import PASSWORD
from tests.ui.window_of import Look, look_at_views
from ui.login.recovery import RecoveryPage
from ui.login.township import TownshipPage
from ui.login.window import LoginWindow
from ui.main_window.window import MainWindow
from ui.packages.page import TownshipPackagesPage
from ui.packages.village_key_part import VillageKeyPart
from ui.style import show_text_size
from ui.widgets.desk import Goto
from ui.work import Work

NEW = "想起来的新密码"
Settle = Callable[[], None]
Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def station(tmp_path: Path, clock: FixedClock, setup: OfficeSetup, session: Session) -> Path:
    """Make a station that gave its key to the township whose session is open; gives the home of the closed one."""
    made, _ = create_office(tmp_path / "village", setup, clock=clock)
    session.packages.invite(setup.unit, setup.name, tmp_path / "invitation")
    code, _ = made.packages.accept(tmp_path / "invitation", tmp_path / "reply")
    session.packages.confirm(tmp_path / "reply", code)
    made.chair.township.switch_on(PASSWORD)
    made.close()
    return made.home.folder


@pytest.fixture
def session(tmp_path: Path, clock: FixedClock) -> Iterator[Session]:
    """Open a township."""
    made, _ = create_office(tmp_path / "township", TOWNSHIP, clock=clock)
    yield made
    made.close()


@pytest.fixture
def asked(station: Path, stick: Path, clock: FixedClock) -> Asked:
    """Write the village's request."""
    return ask_township(station, NEW, stick, clock=clock)


@pytest.fixture
def part(station: Path, window: MainWindow, settle: Settle) -> VillageKeyPart:
    """Open the page for it."""
    window.go(Goto("packages", what="stations"))
    settle()
    page = window.page()
    assert isinstance(page, TownshipPackagesPage)
    page.stations.help.click()
    settle()
    assert page.part() is page.help
    return page.help


def test_the_answer_is_written_after_everything_was_checked(
    part: VillageKeyPart, asked: Asked, stick: Path, settle: Settle, station: Path, clock: FixedClock
) -> None:
    part._write()
    assert "先选请求" in part._trouble.text()
    part.take_request(asked.path)
    settle()
    assert "示例村（231221103201）" in part.who.text()
    part.form.show_typed({"code": asked.code, "checked": CHECKED, "password": TOWNSHIP.password})
    part._write()
    assert "插好移动盘" in part._trouble.text()
    part.where.choose(stick)
    part._write()
    assert "当面核对" in part._trouble.text()
    part.checked.setChecked(True)
    part.form.show_typed({"code": "1 2 3", "checked": CHECKED, "password": TOWNSHIP.password})
    part.writing.click()
    settle()
    assert "核对码不一致" in part._trouble.text()
    part.form.show_typed({"code": asked.code, "checked": CHECKED, "password": TOWNSHIP.password})
    part.writing.click()
    settle()
    assert "答复写好了" in part.written.text()
    assert len(list(stick.glob("key-answer-*.czk"))) == 1
    assert part.step_back()


def test_a_file_that_is_no_request_is_told(part: VillageKeyPart, tmp_path: Path, settle: Settle) -> None:
    (tmp_path / "other.czk").write_bytes(b"{}")
    part.take_request(tmp_path / "other.czk")
    settle()
    assert "不是村站通的钥匙请求" in part._trouble.text()


def test_nothing_is_cut(
    window: MainWindow, dressed: QApplication, part: VillageKeyPart, cut: Look, nameless: Look, settle: Settle,
    qtbot: QtBot,
) -> None:
    look_at_views(window, dressed, [Goto("packages", what="help")], (cut, nameless), settle, qtbot)


def test_the_whole_way_at_the_login(
    station: Path, stick: Path, session: Session, work: Work, shown: Shown, settle: Settle, clock: FixedClock
) -> None:
    window = LoginWindow(work, station)
    shown(window)
    window._login.forgotten.emit()
    settle()
    recovery = window.findChild(RecoveryPage)
    assert recovery is not None
    assert recovery.other_way.isVisible()
    recovery.other_way.click()
    settle()
    page = window.findChild(TownshipPage)
    assert page is not None
    assert not page.take.isVisible()
    page.asking.show_typed({"password": NEW, "again": NEW})
    page.ask.click()
    assert "插好移动盘" in page.strip.sentence()
    page.where.choose(stick)
    page.ask.click()
    settle()
    assert len(page.code.text().split()) == 6
    (request,) = stick.glob("key-request-*.czk")
    answer, _ = session.village_keys.answer(request, page.code.text(), CHECKED, TOWNSHIP.password, stick)
    page.taking.show_typed({"now": "别的密码呀"})
    page.take_in(answer)
    settle()
    assert "不是写请求时定的" in page.strip.sentence()
    page.taking.show_typed({"now": NEW})
    page.take_in(answer)
    settle()
    assert "王守田的密码已经改好" in window._login.strip.sentence()
    open_session(station, NEW, clock=clock).close()


def test_a_waiting_request_is_shown_again_and_looks_well(
    station: Path, asked: Asked, work: Work, shown: Shown, settle: Settle, dressed: QApplication,
    cut: Callable[[QWidget], list[str]], nameless: Callable[[QWidget], list[str]], tmp_path: Path,
) -> None:
    for percent in (100, 200):
        show_text_size(dressed, percent)
        window = LoginWindow(work, station)
        shown(window)
        window.ask_township()
        settle()
        page = window.findChild(TownshipPage)
        assert page is not None
        assert page.code.text() == asked.code
        assert cut(page) == []
        assert nameless(page) == []
        window.grab().save(str(tmp_path / f"login-township-{percent}.png"))
        window.close()


def test_who_gave_no_key_is_not_offered_the_trip(
    tmp_path: Path, setup: OfficeSetup, work: Work, shown: Shown, settle: Settle, clock: FixedClock
) -> None:
    made, _ = create_office(tmp_path / "alone", setup, clock=clock)
    made.close()
    window = LoginWindow(work, made.home.folder)
    shown(window)
    window.forget()
    settle()
    recovery = window.findChild(RecoveryPage)
    assert recovery is not None
    assert not recovery.other_way.isVisible()
