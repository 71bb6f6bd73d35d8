"""A keyboard that counts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Keys:
    """Presses keys where the focus is, waits until the window has answered, and counts every key event."""

    def __init__(self, window: QWidget, settle: Callable[[], None]) -> None:
        self._window, self._settle = window, settle
        self.pressed = 0

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self._target(), key, modifier)
            self._after()

    def type(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self._target(), sign)
            self._after()

    def _target(self) -> QWidget:
        focused = QApplication.focusWidget()
        return focused if focused is not None else self._window

    def _after(self) -> None:
        self.pressed += 1
        self._settle()
