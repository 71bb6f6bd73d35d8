"""The five levels: no suggestion, the digit is the value."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cases.ratings import ratings
from ui.cases.level_entry import LevelEntry


def test_none_is_suggested_and_digits_pick(qtbot: QtBot) -> None:
    entry = LevelEntry(sorted(ratings().levels, key=lambda level: level.value))
    qtbot.addWidget(entry)
    entry.show()
    assert entry.typed() == ""
    first = entry.focusProxy()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_4)
    assert entry.typed() == "4"
    told: list[None] = []
    entry.entered.connect(lambda: told.append(None))
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert told == [None]
    entry.show_typed("")
    assert entry.typed() == ""
    entry.show_typed("2")
    assert entry.typed() == "2"
    assert entry.minimumSizeHint().width() > 0
    assert entry.heightForWidth(200) > entry.heightForWidth(2000)
