"""A line for several persons: each is found and stands below the box, with a way to take it off again."""

import re
from collections.abc import Iterable
from functools import partial

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ledgers.kinds.values import Ref
from ui.ledgers.finding import ref_of
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.finder import Find, Finder
from ui.widgets.flow import FlowRow
from ui.widgets.row import broken_row
from ui.work import Work

_BETWEEN = re.compile(r"[、，,;；]+")
_read = msgspec.json.Decoder(tuple[Ref, ...]).decode


class ReferencesEntry(Entry):
    """``given`` is the references in their order; Enter takes what was found, in the empty box it goes on."""

    def __init__(self, work: Work, find: Find) -> None:
        """``find(text, most)`` gives what fits, in the reading thread."""
        holder = QWidget()
        super().__init__(holder)
        self._refs: tuple[Ref, ...] = ()
        self._name = ""
        self.box = Finder(work, find, "")
        self.box.setPlaceholderText("姓名、拼音首字母，一位一位加；也可以用、隔开")
        self._chosen = broken_row()
        self._flow = FlowRow(self._chosen)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.box)
        column.addWidget(self._chosen)
        self.setFocusProxy(self.box)
        self.box.composed.connect(lambda _: self.edited.emit())
        self.box.found.connect(lambda hit: self._take([ref_of(hit)]))
        self.box.entered.connect(self._enter)
        self._lay()

    def name_it(self, name: str, description: str = "") -> None:
        """Name the box and its list."""
        self._name = name
        for widget in (self.inner, self.box):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)
        self.box.list.setAccessibleName(f"{name}的结果")

    def given(self) -> tuple[Ref, ...] | None:
        """Give who was taken, and the names still standing in the box; ``None`` where there is nobody."""
        return self._with(self._names()) or None

    def typed(self) -> str:
        """Give them as JSON."""
        given = self.given()
        return "" if given is None else msgspec.json.encode(given).decode()

    def show_typed(self, text: str) -> None:
        """Show what ``typed`` gave."""
        self._refs = _read(text) if text else ()
        self.box.show_text("")
        self._lay()
        self.edited.emit()

    def show_fault(self, *, there: bool) -> None:
        """Mark the box."""
        if bool(self.box.property("fault")) != there:
            self.box.setProperty("fault", there)
            self.box.style().unpolish(self.box)
            self.box.style().polish(self.box)

    def _enter(self) -> None:
        names = self._names()
        if names:
            self._take(names)
        else:
            self.entered.emit()

    def _names(self) -> list[Ref]:
        return _split(self.box.text())

    def _with(self, more: Iterable[Ref]) -> tuple[Ref, ...]:
        return tuple(dict.fromkeys([*self._refs, *more]))

    def _take(self, refs: Iterable[Ref]) -> None:
        taken = [one for ref in refs for one in ([ref] if ref.id else _split(ref.name))]
        self._refs = self._with(taken)
        self.box.show_text("")
        self._lay()
        self.edited.emit()

    def _drop(self, ref: Ref) -> None:
        self._refs = tuple(one for one in self._refs if one != ref)
        self._lay()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _lay(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for ref in self._refs:
            chip = Button(f"{ref.name} ×".replace("&", "&&"), partial(self._drop, ref))
            chip.setAccessibleName(f"{self._name}：去掉{ref.name}")
            self._flow.addWidget(chip)
        self._chosen.setVisible(bool(self._refs))
        self._chosen.updateGeometry()


def _split(text: str) -> list[Ref]:
    """Give the bare names of a text."""
    return [Ref("", name.strip()) for name in _BETWEEN.split(text) if name.strip()]
