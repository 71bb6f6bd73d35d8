"""A line for somebody or something by name: found as anywhere else, or kept as the bare name that is typed."""

from PySide6.QtCore import QSize

from ui.style import text_size
from ui.widgets.entry import Entry
from ui.widgets.finder import Find, Finder
from ui.widgets.hits import Hit
from ui.widgets.verdict import FINE, Verdict, hint
from ui.work import Work

NAME_OR_LETTERS = "姓名、拼音首字母"


class NameEntry(Entry):
    """``typed`` is the name, ``picked_id`` the id of what was picked; empty for a bare name."""

    def __init__(self, work: Work, find: Find, placeholder: str = NAME_OR_LETTERS) -> None:
        """``find(text, most)`` gives what fits, in the reading thread."""
        box = Finder(work, find, "")
        super().__init__(box)
        self.box = box
        self._hit: Hit | None = None
        box.setPlaceholderText(placeholder)
        box.composed.connect(self._type)
        box.found.connect(self._pick)
        box.entered.connect(self.entered)

    def name_it(self, name: str, description: str = "") -> None:
        """Name the box and its list."""
        super().name_it(name, description)
        self.box.list.setAccessibleName(f"{name}的结果")

    def picked(self) -> Hit | None:
        """Give what was picked, ``None`` for a bare name."""
        hit = self._hit
        return hit if hit is not None and hit.id and hit.written == self.box.text().strip() else None

    def picked_id(self) -> str:
        """Give its id."""
        hit = self.picked()
        return "" if hit is None else hit.id

    def typed(self) -> str:
        """Give the name."""
        return self.box.text().strip()

    def show_typed(self, text: str) -> None:
        """Put a bare name there."""
        self.show_hit(Hit("", "", text) if text else None)

    def show_hit(self, hit: Hit | None) -> None:
        """Show something as picked."""
        self._hit = hit
        self.box.show_text("" if hit is None else hit.written)
        self.edited.emit()

    def verdict(self) -> Verdict:
        """Say who was picked."""
        hit = self.picked()
        return hint(hit.detail) if hit is not None and hit.detail else FINE

    def sizeHint(self) -> QSize:
        """Be as wide as a name with its address."""
        return QSize(text_size().scaled(320), max(text_size().row, self.box.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Hold at least a name."""
        return QSize(text_size().scaled(96), self.sizeHint().height())

    def _type(self, _text: str) -> None:
        self.edited.emit()

    def _pick(self, hit: Hit) -> None:
        self.show_hit(hit)
        self.entered.emit()
