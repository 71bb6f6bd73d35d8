"""One row of the small table inside a form."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ledgers.declaration import Column
from ui.ledgers.given import given_of
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import BrokenRow

WIDTHS = {
    "line": 128,
    "paragraphs": 240,
    "whole": 72,
    "decimal": 88,
    "money": 104,
    "day": 128,
    "month": 104,
    "time": 80,
    "period": 280,
    "choices": 260,
}
"""Pixels at 100 % that a cell needs; a choice needs what its longest words need."""
_REFERRING = 200


class RowLine(BrokenRow):
    """``first_entered`` tells Enter in the first cell, ``ended`` Enter in the last, ``unwanted`` that it shall go."""

    edited = Signal()
    first_entered = Signal()
    ended = Signal()
    unwanted = Signal()

    def __init__(self, columns: Sequence[Column], make: Callable[[Column], Entry]) -> None:
        """Stand empty."""
        super().__init__()
        self._columns = tuple(columns)
        self._entries = [make(column) for column in columns]
        self._captions = [Label(caption_of(column), "soft") for column in columns]
        self._flow = FlowRow(self, gap=GRID)
        for caption, entry in zip(self._captions, self._entries, strict=True):
            self._flow.addWidget(_Cell(caption, entry))
        self.away = Button("去掉", self.unwanted.emit, kind="quiet")
        self._flow.addWidget(self.away)
        self._empty = self.typed()
        last = len(self._entries) - 1
        for at, entry in enumerate(self._entries):
            entry.edited.connect(self.edited)
            if at == 0:
                entry.entered.connect(self.first_entered)
            elif at == last:
                entry.entered.connect(self.ended)
            else:
                entry.entered.connect(self._entries[at + 1].setFocus)

    def entries(self) -> Sequence[Entry]:
        """Give the cells."""
        return self._entries

    def typed(self) -> dict[str, str]:
        """Give what is typed, by column."""
        return {column.key: entry.typed() for column, entry in zip(self._columns, self._entries, strict=True)}

    def given(self) -> dict[str, object]:
        """Give what stands there, by column, without what is empty."""
        found = {column.key: given_of(entry) for column, entry in zip(self._columns, self._entries, strict=True)}
        return {key: value for key, value in found.items() if value not in {None, ""}}

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Show what ``typed`` gave."""
        for column, entry in zip(self._columns, self._entries, strict=True):
            entry.show_typed(typed.get(column.key, self._empty[column.key]))

    def is_empty(self) -> bool:
        """Tell whether nobody typed anything."""
        return self.typed() == self._empty

    def show_faults(self, keys: set[str]) -> None:
        """Mark the cells that are wrong."""
        for column, entry in zip(self._columns, self._entries, strict=True):
            entry.show_fault(there=column.key in keys)

    def name_it(self, name: str, number: int) -> None:
        """Name every cell for a screen reader."""
        for column, entry in zip(self._columns, self._entries, strict=True):
            entry.name_it(f"{name}第 {number} 行{column.label}", column.hint)
        self.away.setAccessibleName(f"{name}：去掉第 {number} 行")

    def first_widget(self) -> QWidget:
        """Give the widget of the first cell."""
        return self._entries[0]

    def focus_first(self) -> None:
        """Begin in the first cell."""
        self._entries[0].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_after_first(self) -> None:
        """Go on from the first cell."""
        if len(self._entries) == 1:
            self.ended.emit()
        else:
            self._entries[1].setFocus(Qt.FocusReason.TabFocusReason)

    def end_width(self) -> int:
        """Give the width of what stands behind the cells."""
        return self.away.sizeHint().width()

    def fit(self, widths: Sequence[int], *, captioned: bool) -> None:
        """Give the cells their widths, with or without captions of their own."""
        for caption, entry, width in zip(self._captions, self._entries, widths, strict=True):
            entry.setFixedWidth(width)
            caption.setVisible(captioned)
        self._flow.invalidate()
        self.updateGeometry()


class _Cell(QWidget):
    def __init__(self, caption: Label, entry: Entry) -> None:
        super().__init__()
        caption.setBuddy(entry.inner)
        caption.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption)
        column.addWidget(entry)


def caption_of(column: Column) -> str:
    """Give what stands over a column."""
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def widths_of(columns: Sequence[Column], entries: Sequence[Entry]) -> list[int]:
    """Give the widths that the columns want, never less than their labels need."""
    found = []
    for column, entry in zip(columns, entries, strict=True):
        label = entry.fontMetrics().horizontalAdvance(caption_of(column)) + GRID
        wanted = entry.inner.sizeHint().width() + 4
        if column.kind not in {"choice", "yes_no"}:
            wanted = text_size().scaled(WIDTHS.get(column.kind, _REFERRING))
        found.append(max(wanted, label))
    return found
