"""Entries that no other room needs: a number with its unit behind it, and a span of days."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.style import text_size
from ui.widgets.day_entry import DayEntry
from ui.widgets.entry import Entry, TextEntry
from ui.widgets.labels import Label
from ui.widgets.verdict import Verdict

_LETTERS = 10


class NumberEntry(TextEntry):
    """A short text with what it is counted in behind it."""

    def __init__(self, unit: str = "", *, placeholder: str = "") -> None:
        """Show ``unit`` behind the box, where there is one."""
        super().__init__(placeholder=placeholder, letters=_LETTERS, longest=40)
        self.unit = unit
        if unit:
            self.row.insertWidget(1, Label(unit, "soft"))

    def name_it(self, name: str, description: str = "") -> None:
        """Say the unit with the name."""
        super().name_it(f"{name}（{self.unit}）" if self.unit else name, description)

    def sizeHint(self) -> QSize:
        """Be as wide as the number and its unit."""
        unit = self.fontMetrics().horizontalAdvance(self.unit) + 8 if self.unit else 0
        return QSize(super().sizeHint().width() + unit, super().sizeHint().height())


class PeriodEntry(Entry):
    """From which day to which; ``typed`` gives “2026-01-01 至 2026-01-31”, or what stands there."""

    def __init__(self, today: Callable[[], date]) -> None:
        """``today`` gives the clerk's day."""
        self._first, self._last = DayEntry(today), DayEntry(today)
        holder = QWidget()
        super().__init__(holder)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._first, Label("至", "soft"), self._last):
            row.addWidget(widget)
        row.addStretch(1)
        self.setFocusProxy(self._first.box)
        for entry in (self._first, self._last):
            entry.edited.connect(self.edited)
        self._first.entered.connect(self._last.box.setFocus)
        self._last.entered.connect(self.entered)

    def name_it(self, name: str, description: str = "") -> None:
        """Name both ends."""
        self._first.name_it(f"{name}：从", description)
        self._last.name_it(f"{name}：到", description)

    def typed(self) -> str:
        """Give both days."""
        days = [entry.typed() for entry in (self._first, self._last)]
        return " 至 ".join(days) if all(days) else "".join(days)

    def show_typed(self, text: str) -> None:
        """Show both days."""
        first, _, last = text.partition("至")
        self._first.show_typed(first.strip())
        self._last.show_typed(last.strip())

    def verdict(self) -> Verdict:
        """Say what is wrong with either end."""
        found = [entry.verdict() for entry in (self._first, self._last)]
        return next((one for one in found if one.kind == "fault"), found[1])

    def sizeHint(self) -> QSize:
        """Be as wide as two days."""
        return QSize(text_size().scaled(400), max(text_size().row, self._first.sizeHint().height()))
