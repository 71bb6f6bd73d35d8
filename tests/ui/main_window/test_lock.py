"""The lock: by the system's screen, with nothing left in front of it, and with another operator taking over."""

import ctypes
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.core.screen_lock import LockSignal, lock_signals
from app.people.facts import TypedResident
from app.session import Session
from tests.conftest import PASSWORD
from ui.main_window.locking import LockedWindow
from ui.main_window.system_lock import SystemLock, bus_addresses
from ui.main_window.windows_lock import MESSAGES, Message, WindowsLock, is_lock
from ui.widgets.desk import Desk, Goto
from ui.widgets.id_clipboard import copy_id_number
from ui.widgets.unfinished import unfinished
from ui.work import Work

HERS = "我是小李的密码"
ID_NUMBER = "110101199003074514"
Settle = Callable[[], None]
Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def window(
    session: Session, desk: Desk, work: Work, shown: Shown, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> LockedWindow:
    """Open the real window, deaf to the buses of this machine."""
    monkeypatch.setattr("ui.main_window.locking.bus_addresses", dict)
    session.joining.add("李代办", "代办员", HERS)
    made = LockedWindow(desk.session, work, "示例村")
    shown(made)
    settle()
    return made


def give(page: object, password: str, settle: Settle) -> None:
    page._password.show_typed(password)  # type: ignore[attr-defined]
    QTest.keyClick(page._password.inner, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    settle()


def test_nothing_of_the_records_is_seen_while_it_is_locked(
    window: LockedWindow, dressed: QApplication, settle: Settle
) -> None:
    window.frame.go(Goto("people", what="new"))
    settle()
    dialog, beside = QDialog(window), QDialog(window)
    QLabel("李守业", dialog)
    dialog.show()
    beside.show()
    copy_id_number(ID_NUMBER)
    assert dressed.clipboard().text() == ID_NUMBER
    window.lock()
    assert not dialog.isVisible()
    assert not beside.isVisible()
    assert dressed.clipboard().text() == ""
    assert window.windowTitle() == "示例村 — 村站通"
    assert [page for page in window.findChildren(QWidget) if page.isVisible() and window.frame.isAncestorOf(page)] == []
    assert "王守田" in window._login._words.text()


def test_a_page_drawn_anew_behind_the_lock_takes_the_keys_again(window: LockedWindow, settle: Settle) -> None:
    button = QPushButton("马上要没有了", window.frame.page())
    button.show()
    button.setFocus()
    assert window.focusWidget() is button
    window.lock()
    delete(button)
    give(window._login, PASSWORD, settle)
    assert not window.is_locked()
    assert window.frame.isAncestorOf(window.focusWidget())


def test_another_operator_takes_over_without_closing_the_office(
    window: LockedWindow, session: Session, settle: Settle
) -> None:
    before = window.frame
    window.lock()
    window._login.turned.emit()
    assert window.is_locked()
    assert window._turn._words.text() == "请输入您自己的密码，程序不用关。"
    give(window._turn, "不是谁的", settle)
    assert "密码不对" in window._turn.strip.sentence()
    assert window.strip is window._turn.strip
    give(window._turn, HERS, settle)
    assert not window.is_locked()
    assert session.operator.name == "李代办"
    assert window.frame is not before
    assert "李代办" in window.frame._top._who.text()
    session.emit(session.people.register(TypedResident(name="李守业"), session.operator.id)[1])
    settle()
    window.lock()
    assert "李代办" in window._login._words.text()
    give(window._login, PASSWORD, settle)
    assert window.is_locked()
    give(window._login, HERS, settle)
    assert not window.is_locked()


def test_what_is_not_finished_is_told_before_somebody_takes_over(window: LockedWindow, settle: Settle) -> None:
    window.frame.go(Goto("people", what="new"))
    settle()
    form = window.frame.page().part().form  # type: ignore[attr-defined]
    form.entry("name").box.setText("李守")
    window.frame.go(Goto("cases"))
    settle()
    window.lock()
    window._login.turned.emit()
    assert "王守田 还有没写完的：登记村民" in window._turn._words.text()
    QTest.keyClick(window._turn, Qt.Key.Key_Escape)
    assert window.currentWidget() is window._login
    give(window._login, PASSWORD, settle)
    assert unfinished(window.frame) == ["登记村民"]


def test_who_takes_over_from_themselves_finds_everything_as_it_was(
    window: LockedWindow, settle: Settle
) -> None:
    before = window.frame
    window.lock()
    window._login.turned.emit()
    give(window._turn, PASSWORD, settle)
    assert not window.is_locked()
    assert window.frame is before


def test_no_page_has_anything_unfinished_when_it_is_opened(window: LockedWindow, settle: Settle) -> None:
    for place in window.frame._places.values():
        for goto in (Goto(place.key), *(shot.goto for shot in place.shots(window.frame._desk))):
            window.frame.go(goto)
            settle()
            assert unfinished(window.frame) == [], goto


@pytest.fixture
def bus() -> Iterator[str]:
    """Run a message bus of our own; gives its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        QDBusConnection.disconnectFromBus("the desktop")
        daemon.terminate()


@pytest.mark.parametrize("said", lock_signals(), ids=lambda said: said.interface)
def test_it_locks_when_the_desktop_says_so(bus: str, work: Work, qtbot: QtBot, said: LockSignal) -> None:
    holder = QObject()
    lock = SystemLock(holder, work, {said.bus: bus})
    with qtbot.waitSignal(lock.listening, timeout=5000):
        pass
    desktop = QDBusConnection.connectToBus(bus, "the desktop")
    heard: list[int] = []
    lock.heard.connect(lambda: heard.append(1))

    def say(*arguments: object) -> None:
        message = QDBusMessage.createSignal("/some/where", said.interface, said.member)
        message.setArguments(list(arguments))
        assert desktop.send(message)

    with qtbot.waitSignal(lock.heard, timeout=5000):
        say(*([False] if said.says else []))
        say(*([True] if said.says else []))
    assert len(heard) == (1 if said.says else len(heard))
    holder.deleteLater()


def test_without_a_bus_or_with_a_dead_one_nothing_is_heard_and_nothing_told(
    work: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("ui.main_window.system_lock._SYSTEM_SOCKET", tmp_path)
    assert bus_addresses() == {}
    holder = QObject()
    SystemLock(holder, work, {})
    assert work.is_quiet()
    lock = SystemLock(holder, work, {"session": f"unix:path={tmp_path}/nothing"})
    with qtbot.waitSignal(lock.listening, timeout=5000):
        pass
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=a")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=b")
    assert bus_addresses() == {"session": "unix:path=a", "system": "unix:path=b"}
    holder.deleteLater()


def test_windows_messages_are_known_by_their_numbers() -> None:
    heard: list[int] = []
    lock = WindowsLock(lambda: heard.append(1))
    for number, wide in (*MESSAGES, (0x0200, 0x7), (0x02B1, 0x8)):
        message = Message(None, number, wide)
        assert lock.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message)) == (False, 0)
        assert lock.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(message)) == (False, 0)
    assert len(heard) == len(MESSAGES)
    assert not is_lock(Message(None, 0x02B1, 0x8))
