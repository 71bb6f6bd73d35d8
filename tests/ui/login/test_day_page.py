from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from app.core.clock import FixedClock
from app.opening import open_session
from app.session import Session
from tests.conftest import CHINA, PASSWORD
from ui.main_window.locking import LockedWindow
from ui.style import show_text_size
from ui.work import Work

Shown = Callable[[QWidget], QWidget]
Settle = Callable[[], None]


@pytest.fixture
def woken(session: Session) -> Session:
    """Open the same office on a PC that believes it is 2009."""
    session.close()
    return open_session(session.home.folder, PASSWORD, clock=FixedClock(datetime(2009, 1, 1, 8, tzinfo=CHINA)))


@pytest.fixture
def locked(woken: Session, work: Work, shown: Shown, settle: Settle) -> LockedWindow:
    work.serve(woken.emit, woken.store.interrupt_reading)
    made = LockedWindow(woken, work, "示例村")
    shown(made)
    settle()
    return made


def press(window: LockedWindow, words: str) -> None:
    page = window.currentWidget()
    next(button for button in page.findChildren(QPushButton) if words in button.text()).click()


def test_one_question_stands_before_the_window_and_the_keys_answer_it(
    locked: LockedWindow, woken: Session, settle: Settle
) -> None:
    assert not locked.shows_today()
    assert any("2009年1月1日" in label.text() for label in locked.currentWidget().findChildren(QLabel))
    box = locked._day._day.box
    assert locked.focusWidget() is box
    box.selectAll()
    QTest.keyClicks(box, "10-12")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    if not locked.shows_today():
        press(locked, "用这个日期")
        settle()
    assert locked.shows_today()
    assert woken.clock.today() == date(2026, 10, 12)
    woken.close()


def test_a_day_before_the_last_entry_is_refused_beside_the_question(
    locked: LockedWindow, woken: Session, settle: Settle
) -> None:
    locked._day._day.show_day(date(2026, 10, 1))
    press(locked, "用这个日期")
    settle()
    assert "比上一次保存还早" in locked.strip.sentence()
    assert not locked.shows_today()
    assert not locked._day._right.isVisible()
    woken.close()


def test_a_clock_that_is_right_is_confirmed_with_one_press(
    session: Session, work: Work, shown: Shown, settle: Settle
) -> None:
    session.close()
    later = open_session(session.home.folder, PASSWORD, clock=FixedClock(datetime(2027, 3, 1, 8, tzinfo=CHINA)))
    work.serve(later.emit, later.store.interrupt_reading)
    window = LockedWindow(later, work, "示例村")
    shown(window)
    settle()
    press(window, "电脑的钟是对的：2027年3月1日")
    settle()
    assert window.shows_today()
    assert later.clock_doubt() is None
    later.close()


def test_a_clock_that_fits_asks_nothing(session: Session, work: Work, shown: Shown, settle: Settle) -> None:
    work.serve(session.emit, session.store.interrupt_reading)
    window = LockedWindow(session, work, "示例村")
    shown(window)
    settle()
    assert window.shows_today()


def test_nothing_is_cut_at_two_hundred_percent(
    locked: LockedWindow, woken: Session, settle: Settle, dressed: QApplication, cut: Callable[[QWidget], list[str]]
) -> None:
    show_text_size(dressed, 200)
    settle()
    assert cut(locked.currentWidget()) == []
    woken.close()
