"""Fields for text that leave Enter and Esc to the input method while it composes."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.keys import COMPOSING, DOWN, ENTER, UP, goes_on, with_control


class TextBox(QLineEdit):
    """One line. ``composed(text)`` tells every change of the composed text, never what is still being composed."""

    composed = Signal(str)
    entered = Signal()
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._pre_edit = ""
        self.textChanged.connect(self.composed)

    def is_composing(self) -> bool:
        """Tell whether the input method still works on text that is not ours yet."""
        return bool(self._pre_edit)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts away from the keys of a composition."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self._pre_edit
            and isinstance(event, QKeyEvent)
            and event.key() in COMPOSING
        ):
            event.accept()
            return True
        if is_undo(event) and not self.isUndoAvailable():
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed; Qt shows it in the field."""
        self._pre_edit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Enter, Up and Down, unless they belong to the composition."""
        key = event.key()
        if self._pre_edit and key in COMPOSING:
            event.accept()
            return
        if goes_on(event):
            self.entered.emit()
            return
        if key in {UP, DOWN}:
            self.stepped.emit(-1 if key == UP else 1)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left, other than for its own menu."""
        super().focusOutEvent(event)
        self._pre_edit = ""
        if QApplication.activePopupWidget() is None:
            self.left.emit()


class TextArea(QPlainTextEdit):
    """Several lines; Tab goes on to the next field, Ctrl+Enter is told as ``entered``."""

    composed = Signal(str)
    entered = Signal()

    def __init__(self, lines: int = 3) -> None:
        """Show about ``lines`` lines at once."""
        super().__init__()
        self._lines = lines
        self._pre_edit = ""
        self.setTabChangesFocus(True)
        self.textChanged.connect(lambda: self.composed.emit(self.toPlainText()))
        self._fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._pre_edit = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts away from the keys of a composition."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self._pre_edit
            and isinstance(event, QKeyEvent)
            and event.key() in COMPOSING
        ):
            event.accept()
            return True
        if is_undo(event) and not self.document().isUndoAvailable():
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Ctrl+Enter; Enter alone begins a new line."""
        if self._pre_edit and event.key() in COMPOSING:
            event.accept()
            return
        if event.key() in ENTER and with_control(event):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the same number of lines for a new text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * getattr(self, "_lines", 3) + 20)


def is_undo(event: QEvent) -> bool:
    """Tell whether Qt asks who wants Ctrl+Z: a field with nothing to undo leaves it to the page."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    from PySide6.QtGui import QKeySequence

    return event.matches(QKeySequence.StandardKey.Undo)
