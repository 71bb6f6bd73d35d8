"""A line for one person, household, unit or item: found as anywhere else, or kept as the bare name typed."""

import msgspec
from PySide6.QtCore import QSize

from app.ledgers.kinds.values import Ref
from ui.ledgers.finding import PERSONS, ref_of
from ui.style import text_size
from ui.widgets.entry import Entry
from ui.widgets.finder import Find, Finder
from ui.widgets.hits import Hit
from ui.widgets.verdict import FINE, Verdict, hint
from ui.work import Work

_read = msgspec.json.Decoder(Ref).decode


class ReferenceEntry(Entry):
    """``given`` is the reference, ``typed`` the same as JSON (empty where nothing is typed)."""

    def __init__(self, work: Work, find: Find, kind: str) -> None:
        """``find(text, most)`` gives what fits, in the reading thread."""
        box = Finder(work, find, "")
        super().__init__(box)
        self.box, self._kind = box, kind
        self._picked: Ref | None = None
        self._detail = ""
        box.setPlaceholderText("姓名、拼音首字母" if kind in PERSONS else "名称")
        box.composed.connect(self._type)
        box.found.connect(self._pick)
        box.entered.connect(self.entered)

    def name_it(self, name: str, description: str = "") -> None:
        """Name the box and its list."""
        super().name_it(name, description)
        self.box.list.setAccessibleName(f"{name}的结果")

    def given(self) -> Ref | None:
        """Give what was picked, else the bare name; ``None`` where nothing is typed."""
        text = self.box.text().strip()
        if self._picked is not None and self._picked.name == text:
            return self._picked
        return Ref("", text) if text else None

    def typed(self) -> str:
        """Give it as JSON."""
        given = self.given()
        return "" if given is None else msgspec.json.encode(given).decode()

    def show_typed(self, text: str) -> None:
        """Show what ``typed`` gave."""
        self._picked, self._detail = _read(text) if text else None, ""
        self.box.show_text("" if self._picked is None else self._picked.name)
        self.edited.emit()

    def verdict(self) -> Verdict:
        """Say who was picked, or that it is a name alone."""
        given = self.given()
        if given is None:
            return FINE
        if given.id:
            return hint(self._detail) if self._detail else FINE
        return hint("只记姓名，没有和村民名册连上" if self._kind in PERSONS else "")

    def sizeHint(self) -> QSize:
        """Be as wide as a name with its address."""
        return QSize(text_size().scaled(320), max(text_size().row, self.box.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Hold at least a name."""
        return QSize(text_size().scaled(96), self.sizeHint().height())

    def _type(self, _text: str) -> None:
        self.edited.emit()

    def _pick(self, hit: Hit) -> None:
        self._picked, self._detail = ref_of(hit), hit.detail if hit.id else ""
        self.box.show_text(hit.title)
        self.edited.emit()
        self.entered.emit()
