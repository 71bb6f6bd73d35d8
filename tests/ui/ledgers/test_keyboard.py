"""An entry is made with the keyboard alone, in every ledger that ships."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.reading import shipped_declarations
from app.session import Session
from tests.ui.ledgers.filled import typed_for
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto
from ui.widgets.entry import Entry

Settle = Callable[[], None]
SHIPPED = shipped_declarations()
SEVERAL = {"residents", "members"}
PICKED = {"resident", "household", "member", "unit", "post", "item"} | SEVERAL


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    if text.isascii():
        QTest.keyClicks(focused(), text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(focused(), event)


def fill(column: Column, settle: Settle) -> None:
    """Type into what has the focus, as far as the last key that goes on."""
    kind = column.kind
    if kind == "choice":
        press(Qt.Key.Key_2)
    elif kind == "yes_no":
        press(Qt.Key.Key_S)
    elif kind == "choices":
        press(Qt.Key.Key_Space)
    else:
        type_text(typed_for(column))
    if kind in PICKED:
        settle()
    if kind in SEVERAL:
        press(Qt.Key.Key_Return)


def fill_rows(field: Field, settle: Settle) -> None:
    for column in field.fields:
        fill(column, settle)
        if column.kind == "paragraphs":
            press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            press(Qt.Key.Key_Return)


def enter(declaration: Declaration, page: LedgersPage, settle: Settle) -> None:
    form = page.filling.form
    assert form is not None
    fields = [one for one in declaration.field if form.entry(one.key).isEnabled()]
    begun = False
    for field in fields:
        entry: Entry = form.entry(field.key)
        there = entry.isAncestorOf(focused())
        if not begun and not there:
            assert entry.typed(), f"{declaration.key}.{field.key} is empty and was passed over"
            continue
        begun = True
        assert there, f"{declaration.key}: the keys did not come to {field.key}"
        if not entry.typed():
            fill_rows(field, settle) if field.kind == "rows" else fill(field, settle)
        if field is fields[-1]:
            press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        else:
            press(Qt.Key.Key_Tab if field.kind == "paragraphs" else Qt.Key.Key_Return)


@pytest.mark.parametrize("part", range(4))
def test_an_entry_is_made_with_the_keyboard_alone_in_every_ledger(
    part: int, session: Session, window: MainWindow, settle: Settle
) -> None:
    for declaration in SHIPPED[part::4]:
        window.go(Goto("ledgers", declaration.key, "new"))
        settle()
        page = window.page()
        assert isinstance(page, LedgersPage)
        enter(declaration, page, settle)
        settle()
        assert page.part() is page.entry, f"{declaration.key}: {page.filling._trouble.text()}"
        (entry,) = session.ledgers.entries(declaration.key)
        empty = [one.key for one in declaration.field if one.kind != "file" and entry.values[one.key] is None]
        assert not empty, f"{declaration.key}: {empty}"
