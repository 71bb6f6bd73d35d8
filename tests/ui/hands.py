"""A clerk's hands in tests: the mouse on what can be seen, the keys where the focus is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListWidget, QPushButton, QScrollArea, QWidget

_LOOK = 20  # milliseconds between two looks whether a file dialog has opened
_MOST_TABS = 80


def name_of(widget: QWidget | None) -> str:
    """Give what a screen reader says of a widget: its name, else its words."""
    if widget is None:
        return ""
    words = getattr(widget, "text", str)()
    return widget.accessibleName() or (words if isinstance(words, str) else "")


class Hands:
    """Types where the focus is and waits until the window has answered; never touches a widget in another way."""

    def __init__(self, window: QWidget, settle: Callable[[], None]) -> None:
        self.window, self._settle = window, settle

    def press(self, *keys: Qt.Key, ctrl: bool = False, shift: bool = False) -> None:
        """Press keys one after the other."""
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        modifier |= Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.focused(), key, modifier)
            self._settle()

    def type(self, text: str) -> None:
        """Type ASCII key by key; what is not comes from an input method, as at the desk."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self.focused(), sign)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(sign)
                QCoreApplication.sendEvent(self.focused(), event)
            self._settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is at the widget whose name begins with ``name``."""
        seen = []
        for _ in range(_MOST_TABS):
            if name_of(self.focused()).startswith(name):
                return
            seen.append(name_of(self.focused()))
            self.press(Qt.Key.Key_Tab)
        message = f"no Tab reaches {name!r}; it reaches {list(dict.fromkeys(seen))}"
        raise AssertionError(message)

    def at(self) -> str:
        """Give the name of what has the focus."""
        return name_of(self.focused())

    def click(self, name: str) -> None:
        """Click at the enabled widget that is called so and can be seen."""
        widget = self._seen(name)
        self._click_at(widget, widget.rect().center())

    def go(self, place: str) -> None:
        """Click at a place at the left."""
        (button,) = [one for one in _takers(self.window) if _is_place(one) and name_of(one) == place]
        self._click_at(button, button.rect().center())

    def words(self, name: str) -> str:
        """Read the words of the label that is called so."""
        (label,) = [
            one
            for one in self.window.findChildren(QLabel)
            if one.isVisible() and one.accessibleName().startswith(name)
        ]
        return label.text()

    def click_hit(self, words: str) -> None:
        """Click at a line of the open list of what was found."""
        lists = [one for one in self.window.findChildren(QListWidget) if one.isVisible()]
        for one in lists:
            for item in (one.item(at) for at in range(one.count())):
                if item.text().startswith(words):
                    self._click_at(one.viewport(), one.visualItemRect(item).center())
                    return
        message = f"{words!r} is not among what was found"
        raise AssertionError(message)

    @contextmanager
    def choosing(self, path: Path) -> Iterator[None]:
        """Answer the file dialog that opens inside with a path, by the keys."""
        looking, answered = QTimer(), list[bool]()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            focused = QApplication.focusWidget()
            if isinstance(dialog, QFileDialog) and focused is not None and dialog.isAncestorOf(focused):
                looking.stop()
                answered.append(True)
                QTest.keyClick(focused, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                QTest.keyClicks(focused, str(path))
                QTest.keyClick(focused, Qt.Key.Key_Return)

        looking.timeout.connect(look)
        looking.start(_LOOK)
        yield
        looking.stop()
        assert answered, "no file dialog asked"
        self.window.activateWindow()  # as a window manager does; the offscreen platform has none
        assert QTest.qWaitForWindowActive(self.window)
        self._settle()

    def focused(self) -> QWidget:
        """Give what has the focus; somewhere it must be."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def _seen(self, name: str) -> QWidget:
        found = [one for one in _takers(self.window) if name_of(one).startswith(name) and not _is_place(one)]
        assert found, f"{name!r} cannot be seen or pressed"
        exact = [one for one in found if name_of(one) == name]
        widget = (exact or found)[0]
        _scroll_to(widget)
        assert not widget.visibleRegion().isEmpty(), f"{name!r} lies outside of the window"
        return widget

    def _click_at(self, widget: QWidget, where: QPoint) -> None:
        assert QRect(QPoint(), self.window.size()).contains(widget.mapTo(self.window, where))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)
        self._settle()


def _takers(window: QWidget) -> list[QWidget]:
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def _is_place(widget: QWidget) -> bool:
    return isinstance(widget, QPushButton) and widget.property("kind") == "place"


def _scroll_to(widget: QWidget) -> None:
    """Turn the wheel, so to say, until the widget can be seen."""
    at: QObject | None = widget.parent()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(widget)
        at = at.parent()
