"""Ctrl+Z where a page offers nothing: the last step is named, Enter takes it back, Ctrl+Z again, too."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.people.facts import Resident
from tests.ui.hands import Hands
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto

Settle = Callable[[], None]


@pytest.fixture
def hands(window: MainWindow, settle: Settle) -> Hands:
    return Hands(window, settle)


def test_enter_takes_back_and_ctrl_z_does_it_again(
    window: MainWindow, li_shufen: Resident, hands: Hands, settle: Settle
) -> None:
    window.go(Goto("catalogue"))
    settle()
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert window.strip.sentence() == "撤销：登记 村民 李淑芬？"
    assert hands.at() == "撤销"
    people = window._desk.session.people
    assert not people.find(li_shufen.id).deleted
    hands.press(Qt.Key.Key_Return)
    assert window.strip.sentence() == "已撤销：登记 村民 李淑芬。"
    assert people.find(li_shufen.id).deleted
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert window.strip.sentence() == "已重做：登记 村民 李淑芬。"
    assert not people.find(li_shufen.id).deleted


def test_ctrl_z_twice_is_enough(window: MainWindow, li_shufen: Resident, hands: Hands, settle: Settle) -> None:
    window.go(Goto("catalogue"))
    settle()
    hands.press(Qt.Key.Key_Z, ctrl=True)
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert window._desk.session.people.find(li_shufen.id).deleted


def test_what_cannot_be_taken_back_is_said(window: MainWindow, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert "撤不回" in window.strip.sentence()


def test_nothing_to_take_back_is_said(window: MainWindow, hands: Hands) -> None:
    window._desk.session.store.operator = "01a00000-0000-7000-8000-0000000000ff"
    operator = window._desk.session.operator
    window._desk.session.operator = type(operator)(
        "01a00000-0000-7000-8000-0000000000ff", operator.name, operator.role, active=True
    )
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert "没有可以撤销的" in window.strip.sentence()


def test_a_page_that_offers_its_own_undo_goes_first(
    window: MainWindow, li_shufen: Resident, hands: Hands, settle: Settle
) -> None:
    session = window._desk.session
    window.go(Goto("people", li_shufen.id))
    settle()
    person = window.page().part()  # type: ignore[attr-defined]
    person._remove("登记重复")
    settle()
    assert session.people.find(li_shufen.id).deleted
    hands.press(Qt.Key.Key_Z, ctrl=True)
    assert not session.people.find(li_shufen.id).deleted
    assert QApplication.focusWidget() is not None
