"""A choice among a few, made with the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QStyle, QStyleOptionButton

from ui.style import PAPER, text_size
from ui.widgets.entry import Entry
from ui.widgets.keys import goes_on

_MOST_NUMBERED = 9


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: ``value`` is kept, ``words`` are shown, ``keys`` are letters that pick it (initials)."""

    value: str
    words: str
    keys: str = ""


def spoken(value: str, words: str) -> Option:
    """Give an option that the initials of its words pick."""
    from app.core.pinyin import pinyin_of_words  # reads a table: not for the set-up, which stands on this module

    return Option(value, words, pinyin_of_words(words).initials)


class ChoiceBox(QComboBox):
    """Up and Down move, a digit takes the n-th, letters the one whose initials begin so; the wheel changes nothing."""

    entered = Signal()

    def __init__(self, options: Sequence[Option]) -> None:
        """Show ``options``, the first one chosen."""
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._letters = ""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.offer(options)

    def offer(self, options: Sequence[Option]) -> None:
        """Show other options; the value chosen stays where it is still offered."""
        chosen = self.value()
        self._options = tuple(options)
        self.blockSignals(True)
        self.clear()
        self.addItems([option.words for option in self._options])
        self.blockSignals(False)
        self.choose(chosen)

    def options(self) -> tuple[Option, ...]:
        """Give what is offered."""
        return self._options

    def value(self) -> str:
        """Give the value chosen, empty when nothing is offered."""
        at = self.currentIndex()
        return self._options[at].value if 0 <= at < len(self._options) else ""

    def choose(self, value: str) -> None:
        """Choose a value; the first one where it is not offered."""
        values = [option.value for option in self._options]
        self.setCurrentIndex(values.index(value) if value in values else min(0, len(values) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick by digit or initials; Enter goes on."""
        if goes_on(event):
            self.entered.emit()
            return
        text = event.text().lower()
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and text:
            if text in "123456789" and int(text) <= min(len(self._options), _MOST_NUMBERED):
                self.setCurrentIndex(int(text) - 1)
                return
            if text.isascii() and text.isalpha():
                self._pick(text)
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign that more is offered."""
        super().paintEvent(event)
        side = text_size().scaled(5)
        middle = QPointF(self.width() - text_size().scaled(16), self.height() / 2 + side / 4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(PAPER.ink_soft), max(2, side // 3)))
        corners = ((-side, -side / 2), (0, side / 2), (side, -side / 2))
        painter.drawPolyline([middle + QPointF(x, y) for x, y in corners])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, so that scrolling never changes a choice."""
        event.ignore()

    def _pick(self, letter: str) -> None:
        for letters in (self._letters + letter, letter):
            for at, option in enumerate(self._options):
                if option.keys.startswith(letters):
                    self._letters = letters
                    self.setCurrentIndex(at)
                    return
        self._letters = ""


class TickBox(QCheckBox):
    """A box to tick, with a mark of our own that grows with the text."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if goes_on(event):
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark into the box."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        where = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(PAPER.ink), max(2, where.height() // 9)))
        left, top, side = where.left(), where.top(), where.height()
        corners = ((0.22, 0.52), (0.42, 0.74), (0.80, 0.28))
        painter.drawPolyline([QPointF(left + x * side, top + y * side) for x, y in corners])
        painter.end()


class ChoiceEntry(Entry):
    """A choice in a form."""

    def __init__(self, options: Sequence[Option]) -> None:
        """Offer ``options``."""
        box = ChoiceBox(options)
        super().__init__(box)
        self.box = box
        self.row.addStretch(0)
        box.currentIndexChanged.connect(lambda _: self.edited.emit())
        box.entered.connect(self.entered)

    def offer(self, options: Sequence[Option]) -> None:
        """Offer other options."""
        self.box.offer(options)

    def typed(self) -> str:
        """Give the value chosen."""
        return self.box.value()

    def show_typed(self, text: str) -> None:
        """Choose a value."""
        self.box.choose(text)


class TickEntry(Entry):
    """A yes or no; typed as "1" or ""."""

    def __init__(self, words: str) -> None:
        """Show ``words`` beside the box."""
        box = TickBox(words)
        super().__init__(box)
        self.box = box
        box.entered.connect(self.entered)
        box.toggled.connect(lambda _: self.edited.emit())

    def typed(self) -> str:
        """Give "1" when ticked."""
        return "1" if self.box.isChecked() else ""

    def show_typed(self, text: str) -> None:
        """Tick on "1"."""
        self.box.setChecked(text == "1")
