"""Tells the clerk in a sentence, in the calm strip of the page: never in a box."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.core.errors import Refused

_ENTER = frozenset({0x01000004, 0x01000005})
"""Return and the keypad's Enter, by number: the names build hundreds of enumerations (``ui.widgets.keys``)."""


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes the last step back; ``words`` names it on the button."""

    run: Callable[[], None]
    words: str = "撤销"


class Strip(QFrame):
    """The strip at the foot of a page: one sentence, an undo offer where there is one, and a button that puts it away.

    A page (or window) that has one keeps it as its attribute ``strip``; ``say`` finds it from any widget inside.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty and hidden."""
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self._undo: Undo | None = None
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._undoing = _quiet_button("撤销")
        self._undoing.clicked.connect(self.take_back)
        self._away = _quiet_button("知道了")
        self._away.setAccessibleName("收起这句话")
        self._away.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._undoing)
        row.addWidget(self._away)
        self.hide()

    def tell(self, sentence: str, undo: Undo | None = None, *, tone: str = "told") -> None:
        """Show a sentence; ``tone`` is told or refused, the latter opens with a sign."""
        from PySide6.QtCore import Qt

        self._undo = undo
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setText(f"！ {sentence}" if tone == "refused" else sentence)
        self._undoing.setVisible(undo is not None)
        if undo is not None:
            self._undoing.setText(f"{undo.words}（Ctrl+Z）")
            self._undoing.setAccessibleName(undo.words)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(sentence)
        self.show()
        _tell_screen_reader(self)

    def sentence(self) -> str:
        """Give what stands there now, empty when nothing does."""
        return "" if self.isHidden() else self._sentence.text()

    def offers_undo(self) -> bool:
        """Tell whether something can be taken back."""
        return self._undo is not None

    def take_keys(self) -> None:
        """Give the keys to the undo button, so that Enter takes back what was just asked about."""
        if self._undo is not None:
            self._undoing.setFocus()

    def take_back(self) -> None:
        """Run the undo that is offered, once."""
        undo, self._undo = self._undo, None
        self.clear()
        if undo is not None:
            undo.run()

    def clear(self) -> None:
        """Put the strip away, and the undo offer with it."""
        self._undo = None
        self._sentence.clear()
        self.hide()


def say(asker: QObject, sentence: str, undo: Undo | None = None) -> None:
    """Tell something that went well in the strip of the page that ``asker`` belongs to."""
    strip_of(asker).tell(sentence, undo)


def say_refusal(asker: QObject, refusal: Refused) -> None:
    """Tell why something was not done, what was left untouched and what to do next."""
    strip_of(asker).tell(str(refusal), tone="refused")


def strip_of(asker: QObject) -> Strip:
    """Find the nearest strip upwards from a widget; a page without one is a bug."""
    at: QObject | None = asker
    while at is not None:
        strip = getattr(at, "strip", None)
        if isinstance(strip, Strip):
            return strip
        at = at.parent()
    message = f"no strip above {asker!r}"
    raise LookupError(message)


def _tell_screen_reader(strip: Strip) -> None:
    """Raise an alert; the import builds many enumerations (20 ms), so it waits for the first sentence."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(strip, QAccessible.Event.Alert))


class _QuietButton(QPushButton):
    """Enter presses it as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def _quiet_button(words: str) -> QPushButton:
    button = _QuietButton(words)
    button.setProperty("kind", "quiet")
    return button
