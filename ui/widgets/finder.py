"""A box that finds while the clerk types: used for the one search box and for picking a villager or an item."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.hits import Hit, HitList
from ui.widgets.text_box import TextBox
from ui.work import Ticket, Work

MOST_HITS = 30
Find = Callable[[str, int], Sequence[Hit]]


class Finder(TextBox):
    """Asks ``find(text, most)`` in the reading thread for every change of the composed text; no waiting in between.

    An older question is dropped (and interrupted) by the newer. Up and Down move in the list, Enter takes
    (``found(hit)``), Esc puts the list away.
    """

    found = Signal(object)
    answered = Signal()

    def __init__(self, work: Work, find: Find, name: str, parent: QWidget | None = None) -> None:
        """``name`` is for a screen reader."""
        super().__init__(parent)
        self._work, self._find = work, find
        self._ticket: Ticket | None = None
        self._enter_waits = False
        self.setAccessibleName(name)
        self.list = HitList(self, f"{name}的结果")
        self.list.chosen.connect(self._take)
        self.composed.connect(self._ask)
        self.stepped.connect(self._step)
        self.left.connect(self.put_away)

    def put_away(self) -> None:
        """Close the list and give up the question."""
        self._drop()
        self.list.hide()

    def show_text(self, text: str) -> None:
        """Put text there without asking for it."""
        self.blockSignals(True)
        self.setText(text)
        self.blockSignals(False)
        self.put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take on Enter, even if the answer is still on its way; put the list away on Esc."""
        if not self.is_composing():
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self._ticket is not None:
                    self._enter_waits = True
                    return
                if self.list.take():
                    return
            if event.key() == Qt.Key.Key_Escape and not self.list.isHidden():
                self.put_away()
                return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the open list, before the window takes it as a step back."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not self.list.isHidden()
        ):
            event.accept()
            return True
        return super().event(event)

    def _ask(self, text: str) -> None:
        self._drop()
        wanted = text.strip()
        if not wanted:
            self.list.hide()
            return
        self._ticket = self._work.read(
            self,
            self._find,
            wanted,
            MOST_HITS,
            done=lambda hits: self._show(wanted, hits),
            refused=lambda _: self._show(wanted, ()),
        )

    def _show(self, wanted: str, hits: Sequence[Hit]) -> None:
        self._ticket = None
        enter, self._enter_waits = self._enter_waits, False
        if not self.hasFocus() and not enter:
            return
        self.list.show_hits(hits, f"没有找到“{wanted}”")
        self.answered.emit()
        if enter:
            self.list.take()

    def _step(self, by: int) -> None:
        if self.list.isHidden():
            self._ask(self.text())
        else:
            self.list.move_by(by)

    def _take(self, hit: Hit) -> None:
        self._drop()
        self.found.emit(hit)

    def _drop(self) -> None:
        self._enter_waits = False
        if self._ticket is not None:
            self._ticket.drop()
            self._ticket = None


def is_over(widget: QObject, finder: Finder) -> bool:
    """Tell whether a widget belongs to the list of a finder."""
    at: QObject | None = widget
    while at is not None:
        if at is finder.list:
            return True
        at = at.parent()
    return False
