"""A line of a form where something known is picked: a villager, an item, a department."""

from PySide6.QtCore import QSize, Signal

from ui.style import text_size
from ui.widgets.entry import Entry
from ui.widgets.finder import Find, Finder
from ui.widgets.hits import Hit
from ui.widgets.verdict import FINE, Verdict, hint
from ui.work import Work


class PickEntry(Entry):
    """``typed`` is the id of what was picked, empty while nothing is; ``picked(hit)`` tells."""

    picked = Signal(object)

    def __init__(self, work: Work, find: Find, name: str, *, placeholder: str = "") -> None:
        """``find(text, most)`` gives what fits, in the reading thread."""
        box = Finder(work, find, name)
        super().__init__(box)
        self.box = box
        self._hit: Hit | None = None
        box.setPlaceholderText(placeholder)
        box.composed.connect(self._type)
        box.found.connect(self._pick)
        box.entered.connect(self.entered)

    def hit(self) -> Hit | None:
        """Give what was picked."""
        return self._hit

    def text(self) -> str:
        """Give the text in the box, picked or not."""
        return self.box.text().strip()

    def show_hit(self, hit: Hit | None) -> None:
        """Show something as picked."""
        self._hit = hit
        self.box.show_text("" if hit is None else hit.written)
        self.edited.emit()

    def typed(self) -> str:
        """Give the id of what was picked."""
        return "" if self._hit is None else self._hit.id

    def show_typed(self, text: str) -> None:
        """Clear on empty text; anything else is shown but not picked."""
        self._hit = None
        self.box.show_text(text)
        self.edited.emit()

    def verdict(self) -> Verdict:
        """Say what was picked, or that nothing is yet."""
        if self._hit is not None:
            return hint(self._hit.detail) if self._hit.detail else FINE
        return hint("还没有选中：上下键选，回车确定") if self.box.text().strip() else FINE

    def sizeHint(self) -> QSize:
        """Be as wide as a name with its address."""
        return QSize(text_size().scaled(400), max(text_size().row, self.box.sizeHint().height()))

    def _type(self, text: str) -> None:
        if self._hit is not None and text.strip() != self._hit.written:
            self._hit = None
        self.edited.emit()

    def _pick(self, hit: Hit) -> None:
        self.show_hit(hit)
        self.picked.emit(hit)
        self.entered.emit()
