"""A case for a known villager with the keyboard alone, in at most twelve keystrokes (issue 2, item 9)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.people.facts import Resident
from app.session import Session
from tests.ui.cases.keys import Keys
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow

MOST_KEYS = 12


def test_twelve_keys_register_and_accept(
    window: MainWindow, session: Session, li_shufen: Resident, settle: Callable[[], None]
) -> None:
    keys = Keys(window, settle)
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.type("lsf")
    keys.press(Qt.Key.Key_Return)
    keys.type("db")
    keys.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert keys.pressed <= MOST_KEYS
    line = session.cases.lines()[0]
    assert (line.applicant, line.item_code, line.state) == ("李淑芬", "D01", "accepted")
    page = window.page()
    assert isinstance(page, CasesPage)
    assert line.number in page.title()
    assert line.number in page.strip.sentence()
    case = session.cases.with_id(line.id)
    assert case.applicant_id == li_shufen.id
    assert case.applicant_phone == "13800001234"


def test_the_acceptance_slip_is_offered_under_the_next_key(
    window: MainWindow, session: Session, li_shufen: Resident, settle: Callable[[], None]
) -> None:
    keys = Keys(window, settle)
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.type("lsf")
    keys.press(Qt.Key.Key_Return)
    keys.type("db")
    keys.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "打印受理通知单"


def test_an_enter_before_the_answer_is_kept_for_it(
    window: MainWindow, session: Session, li_shufen: Resident, settle: Callable[[], None]
) -> None:
    keys = Keys(window, lambda: None)
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.type("lsf")
    keys.press(Qt.Key.Key_Return)
    settle()
    page = window.page()
    assert isinstance(page, CasesPage)
    assert page.registering.form.resident_id() == li_shufen.id


def test_nothing_is_registered_without_villager_or_item(
    window: MainWindow, session: Session, settle: Callable[[], None]
) -> None:
    keys = Keys(window, settle)
    keys.press(Qt.Key.Key_N, ctrl=True)
    keys.press(Qt.Key.Key_Return, ctrl=True)
    page = window.page()
    assert isinstance(page, CasesPage)
    form = page.registering.form
    assert form.verdict("who").kind == "fault"
    assert form.verdict("item").kind == "fault"
    assert session.cases.count() == 0
