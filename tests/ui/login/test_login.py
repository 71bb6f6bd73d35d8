from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.clock import FixedClock
from app.core.errors import OfficeLocked, Refused, WrongKey
from app.opening import OfficeSetup, create_office, open_session
from app.operators.tries import TooSoon
from ui.login.page import LoginPage
from ui.login.recovery import RecoveryPage
from ui.login.window import LoginWindow
from ui.widgets.opened import Opened
from ui.work import Work

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> tuple[Path, str]:
    """Make an office and leave it; gives its home and recovery code."""
    home = tmp_path / "office"
    session, code = create_office(home, setup, clock=clock)
    session.close()
    return home, code


def type_password(page: QWidget, password: str) -> None:
    login = page.findChild(LoginPage) or page
    assert isinstance(login, LoginPage)
    login._password.show_typed(password)
    QTest.keyClick(login._password.inner, Qt.Key.Key_Return)


def test_the_password_opens_the_office_in_the_writing_thread(
    shown: Shown, work: Work, office: tuple[Path, str], setup: OfficeSetup, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    window = LoginWindow(work, office[0])
    opened: list[Opened] = []
    window.opened.connect(opened.append)
    with qtbot.waitSignal(window.ready, timeout=5000):
        shown(window)
    assert window._login._password.inner.hasFocus()
    type_password(window, setup.password)
    settle()
    assert opened[0].name == "示例村"
    assert opened[0].text_size == 100
    assert opened[0].session.operator.name == setup.operator_name
    assert window._login._password.typed() == ""
    work.write(window, opened[0].session.close)
    settle()


def test_a_wrong_password_says_so_and_touches_nothing(
    shown: Shown, work: Work, office: tuple[Path, str], settle: Callable[[], None]
) -> None:
    window = LoginWindow(work, office[0])
    shown(window)
    before = {path.name: path.read_bytes() for path in office[0].iterdir() if path.is_file()}
    type_password(window, "不是这个")
    settle()
    assert window._login.strip.sentence().startswith("！ 密码不对")
    assert window._login._password.typed() == ""
    assert not window._login.is_waiting()
    after = {path.name: path.read_bytes() for path in office[0].iterdir() if path.is_file()}
    assert after.pop("tries.json")
    assert after == before


def test_an_empty_password_is_asked_for(shown: Shown, work: Work, office: tuple[Path, str]) -> None:
    window = LoginWindow(work, office[0])
    shown(window)
    type_password(window, "")
    assert "请先输入密码" in window._login.strip.sentence()
    assert work.is_quiet()


def test_wrong_ones_are_waited_for_as_long_as_the_sentence_says(
    shown: Shown, work: Work, office: tuple[Path, str], settle: Callable[[], None]
) -> None:
    window = LoginWindow(work, office[0])
    shown(window)
    page = window._login
    for _ in range(2):
        type_password(window, "不是这个")
        settle()
        assert not page.is_waiting()
    type_password(window, "不是这个")
    settle()
    assert page.is_waiting()
    assert "已经错了 3 次，2 秒后可以再试" in page.strip.sentence()
    assert page._pause.interval() == 2000
    page._pause.timeout.emit()
    assert not page.is_waiting()


def test_a_try_before_its_time_waits_for_the_rest_and_keeps_what_was_typed(
    shown: Shown, work: Work, settle: Callable[[], None]
) -> None:
    def refuse(_: str) -> None:
        raise TooSoon(16)

    page = LoginPage(work, refuse, "村站通", "", may_forget=True)
    shown(page)
    type_password(page, "密码")
    settle()
    assert page._pause.interval() == 16_000
    assert page.is_waiting()
    assert page._password.typed() == "密码"


@pytest.mark.parametrize("typed", ["x" * 1024, "我的密码是中文的", "ＤＡＯ", " ", "😀" * 9])
def test_whatever_is_typed_is_a_wrong_password_and_no_fault(
    shown: Shown, work: Work, office: tuple[Path, str], settle: Callable[[], None], typed: str
) -> None:
    window = LoginWindow(work, office[0])
    shown(window)
    type_password(window, typed)
    settle()
    assert window._login.strip.sentence().startswith("！ 密码不对")


def test_num_lock_and_caps_lock_are_hinted_at_beside_the_field(shown: Shown, work: Work) -> None:
    page = LoginPage(work, lambda _: None, "村站通", "", may_forget=True)
    shown(page)
    page.begin()
    box = page._password.box
    QTest.keyClick(box, Qt.Key.Key_A)
    assert page._beside.text() == ""
    QTest.keyClicks(box, "A")
    assert "Caps Lock" in page._beside.text()
    page.begin()
    QTest.keyClick(box, Qt.Key.Key_End, Qt.KeyboardModifier.KeypadModifier)
    assert "Num Lock" in page._beside.text()
    QTest.keyClick(box, Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    assert "Num Lock" not in page._beside.text()


def test_another_refusal_keeps_what_was_typed(shown: Shown, work: Work, settle: Callable[[], None]) -> None:
    def refuse(_: str) -> None:
        raise OfficeLocked("另一个窗口")

    page = LoginPage(work, refuse, "村站通", "", may_forget=False)
    shown(page)
    type_password(page, "密码")
    settle()
    assert "正被另一个程序使用" in page.strip.sentence()
    assert page._password.typed() == "密码"


def test_the_recovery_code_sets_a_new_password(
    shown: Shown, work: Work, office: tuple[Path, str], clock: FixedClock, settle: Callable[[], None]
) -> None:
    home, code = office
    window = LoginWindow(work, home)
    shown(window)
    window._login.forgotten.emit()
    page = window.findChild(RecoveryPage)
    assert page is not None
    on_paper = code.lower().replace("0", "o").replace("-", " ")
    page._form.show_typed({"code": on_paper, "password": "新的稻花香飘", "again": "新的稻花香飘"})
    page._form.finished.emit()
    settle()
    assert "密码已经改好" in window._login.strip.sentence()
    with pytest.raises(WrongKey):
        open_session(home, "稻花香里-2026", clock=clock)
    open_session(home, "新的稻花香飘", clock=clock).close()


def test_a_wrong_recovery_code_says_what_does_not_fit(
    shown: Shown, work: Work, settle: Callable[[], None]
) -> None:
    asked: list[tuple[str, str]] = []

    def refuse(code: str, password: str) -> None:
        asked.append((code, password))
        raise Refused("恢复码有一处抄错了。")

    page = RecoveryPage(work, refuse, 6)
    shown(page)
    page.begin()
    page._form.finished.emit()
    assert asked == []
    page._form.show_typed({"code": "ABCD", "password": "一二三四五六", "again": "一二三四五"})
    page._form.finished.emit()
    assert asked == []
    page._form.show_typed({"again": "一二三四五六"})
    page._form.finished.emit()
    settle()
    assert asked == [("ABCD", "一二三四五六")]
    assert "抄错了" in page.strip.sentence()


def test_escape_comes_back_from_the_recovery(shown: Shown, work: Work, office: tuple[Path, str]) -> None:
    window = LoginWindow(work, office[0])
    shown(window)
    window._login.forgotten.emit()
    assert window._pages.currentWidget() is not window._login
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window._pages.currentWidget() is window._login
    assert window._login._password.inner.hasFocus()
