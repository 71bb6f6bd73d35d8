"""A field for a password, with a hint when Caps Lock seems to be on, or Num Lock to be off."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.style import text_size
from ui.widgets.entry import Entry
from ui.widgets.keys import CAPS_LOCK, PAD_WITHOUT_DIGITS, on_number_pad
from ui.widgets.text_box import TextBox
from ui.widgets.verdict import FINE, Verdict, hint


class PasswordBox(TextBox):
    """Hides what is typed; ``caps_seen(there)`` tells what the letters typed say about Caps Lock.

    ``pad_seen(dead)`` tells that the number pad moves the cursor instead of typing digits.
    """

    caps_seen = Signal(bool)
    pad_seen = Signal(bool)

    def __init__(self) -> None:
        """Begin empty and hidden."""
        super().__init__()
        self._caps: bool | None = None
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1024)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare each letter with the Shift key."""
        text = event.text()
        if on_number_pad(event):
            self.pad_seen.emit(event.key() in PAD_WITHOUT_DIGITS)
        if event.key() == CAPS_LOCK and self._caps is not None:
            self._tell(there=not self._caps)
        elif len(text) == 1 and text.isascii() and text.isalpha():
            from PySide6.QtCore import Qt

            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(there=text.isupper() != shift)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Know nothing about Caps Lock yet."""
        super().focusInEvent(event)
        self._caps = None

    def _tell(self, *, there: bool) -> None:
        if there != bool(self._caps):
            self.caps_seen.emit(there)
        self._caps = there


class PasswordEntry(Entry):
    """A password in a form; what is typed is taken as it is, blanks included."""

    def __init__(self) -> None:
        """Begin empty."""
        box = PasswordBox()
        super().__init__(box)
        self.box, self._caps, self._pad_is_dead = box, False, False
        box.composed.connect(lambda _: self.edited.emit())
        box.entered.connect(self.entered)
        box.caps_seen.connect(self._see_caps)
        box.pad_seen.connect(self._see_pad)

    def typed(self) -> str:
        """Give the password."""
        return self.box.text()

    def show_typed(self, text: str) -> None:
        """Put a password there, or empty the field."""
        self.box.setText(text)

    def verdict(self) -> Verdict:
        """Say that Caps Lock seems to be on, or the number pad types nothing."""
        if self._pad_is_dead:
            return hint("数字小键盘没有打开（Num Lock），打不出数字")
        return hint("大写锁定（Caps Lock）好像开着") if self._caps else FINE

    def sizeHint(self) -> QSize:
        """Be as wide as a good password."""
        return QSize(text_size().scaled(240), max(text_size().row, self.box.sizeHint().height()))

    def _see_caps(self, there: bool) -> None:  # noqa: FBT001 - a Qt signal carries it
        self._caps = there
        self.edited.emit()

    def _see_pad(self, dead: bool) -> None:  # noqa: FBT001 - a Qt signal carries it
        self._pad_is_dead = dead
        self.edited.emit()
