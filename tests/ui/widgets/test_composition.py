"""Enter, Esc and the arrows belong to the input method while it composes (issue: Chinese is typed into every field)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.finder import Finder
from ui.widgets.hits import Hit
from ui.widgets.text_box import TextArea, TextBox
from ui.work import Work

Some = TypeVar("Some", bound=QWidget)


def compose(widget: QWidget, text: str) -> None:
    """Let the input method show ``text`` as not yet ours."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget: QWidget, text: str) -> None:
    """Let the input method hand over ``text``."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def put(page: QWidget, widget: Some) -> Some:
    """Put a widget on the page."""
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)
    return widget


@pytest.fixture
def page(shown: Callable[[QWidget], QWidget]) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    return shown(made)


def test_enter_and_escape_are_left_alone_during_a_composition(page: QWidget) -> None:
    box = put(page, TextBox())
    entered, stepped, escaped = list[int](), list[int](), list[int]()
    composed: list[str] = []
    QShortcut(QKeySequence("Esc"), page).activated.connect(lambda: escaped.append(1))
    box.entered.connect(lambda: entered.append(1))
    box.stepped.connect(stepped.append)
    box.composed.connect(composed.append)
    box.setFocus()
    compose(box, "li'shu'f")
    assert box.is_composing()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(box, key)
    assert (entered, stepped, escaped, composed) == ([], [], [], [])
    commit(box, "李淑芬")
    assert not box.is_composing()
    assert composed == ["李淑芬"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (entered, stepped, escaped) == ([1], [1], [1])


def test_what_is_being_composed_is_shown_but_not_yet_text(page: QWidget) -> None:
    box = put(page, TextBox())
    commit(box, "王")
    before = box.grab().toImage()
    compose(box, "xiao")
    assert box.text() == "王"
    assert box.grab().toImage() != before


def test_an_area_keeps_enter_for_the_composition_and_ctrl_enter_goes_on(page: QWidget) -> None:
    area, entered, escaped = put(page, TextArea(2)), list[int](), list[int]()
    QShortcut(QKeySequence("Esc"), page).activated.connect(lambda: escaped.append(1))
    area.entered.connect(lambda: entered.append(1))
    area.setFocus()
    compose(area, "shen'qing")
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.keyClick(area, Qt.Key.Key_Escape)
    assert (area.toPlainText(), escaped) == ("", [])
    commit(area, "申请")
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert area.toPlainText() == "申请\n"
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert entered == [1]


def test_the_search_works_on_what_was_composed(
    page: QWidget, work: Work, settle: Callable[[], None]
) -> None:
    asked: list[str] = []

    def find(text: str, most: int) -> Sequence[Hit]:
        asked.append(text)
        return [Hit("resident", "1", "李淑芬", "二组", "村民")]

    finder, found = put(page, Finder(work, find, "搜索")), list[Hit]()
    finder.found.connect(found.append)
    finder.setFocus()
    compose(finder, "li'shu'fen")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    settle()
    assert asked == []
    commit(finder, "李淑芬")
    settle()
    assert asked == ["李淑芬"]
    compose(finder, "lao")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert found == []
    compose(finder, "")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert [hit.title for hit in found] == ["李淑芬"]
