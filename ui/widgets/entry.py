"""The part of a form where something is typed or chosen; every kind of entry is one of these."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.style import text_size
from ui.widgets.labels import repolish
from ui.widgets.text_box import TextArea, TextBox
from ui.widgets.verdict import FINE, Verdict

_FEW = 10


class Entry(QWidget):
    """A field of a form, whatever its kind.

    ``edited`` tells that what is typed changed (composed text only), ``entered`` that Enter goes on, ``left`` that the
    focus went elsewhere.

    ``inner`` takes the focus and carries the accessible name. A subclass lays it out, and says in ``verdict`` what it
    thinks of the typed text.
    """

    edited = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, inner: QWidget) -> None:
        """Hold ``inner``."""
        super().__init__()
        self.inner = inner
        self.setFocusProxy(inner)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(inner, 1)

    def name_it(self, name: str, description: str = "") -> None:
        """Say what this is, for a screen reader."""
        self.inner.setAccessibleName(name)
        self.inner.setAccessibleDescription(description)

    def typed(self) -> str:
        """Give the composed text as it stands."""
        raise NotImplementedError

    def show_typed(self, text: str) -> None:
        """Put text there as if it had been typed."""
        raise NotImplementedError

    def verdict(self) -> Verdict:
        """Say what this kind of entry thinks of its text."""
        return FINE

    def show_fault(self, *, there: bool) -> None:
        """Mark the field itself, beside the words."""
        if bool(self.inner.property("fault")) != there:
            self.inner.setProperty("fault", there)
            repolish(self.inner)


class TextEntry(Entry):
    """One line of text."""

    def __init__(self, *, placeholder: str = "", longest: int = 200, letters: int = 20, hidden: bool = False) -> None:
        """Show about ``letters`` letters, take at most ``longest``; ``hidden`` for a password."""
        box = TextBox()
        super().__init__(box)
        self.box, self._letters = box, letters
        self.box.setPlaceholderText(placeholder)
        self.box.setMaxLength(longest)
        if letters <= _FEW:
            self.row.addStretch(2)
        if hidden:
            self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.composed.connect(lambda _: self.edited.emit())
        self.box.entered.connect(self.entered)
        self.box.left.connect(self.left)

    def typed(self) -> str:
        """Give the text; outer blanks are dropped except in a password."""
        text = self.box.text()
        return text if self.box.echoMode() == QLineEdit.EchoMode.Password else text.strip()

    def show_typed(self, text: str) -> None:
        """Put text there."""
        self.box.setText(text)

    def sizeHint(self) -> QSize:
        """Be as wide as the letters that are expected."""
        return QSize(self._letters * self.fontMetrics().height() * 2 // 3 + 24, max(text_size().row, self._high()))

    def minimumSizeHint(self) -> QSize:
        """Hold at least a name."""
        return QSize(min(self.sizeHint().width(), text_size().scaled(96)), self.sizeHint().height())

    def _high(self) -> int:
        return self.box.sizeHint().height()


class LongTextEntry(Entry):
    """Several lines of text."""

    def __init__(self, *, lines: int = 3, placeholder: str = "") -> None:
        """Show ``lines`` lines."""
        area = TextArea(lines)
        super().__init__(area)
        self.area = area
        self.area.setPlaceholderText(placeholder)
        self.area.composed.connect(lambda _: self.edited.emit())
        self.area.entered.connect(self.entered)

    def typed(self) -> str:
        """Give the text."""
        return self.area.toPlainText().strip()

    def show_typed(self, text: str) -> None:
        """Put text there."""
        self.area.setPlainText(text)
