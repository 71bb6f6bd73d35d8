"""A small table inside a form: rows for people with hours, papers, stock lines, votes; made with the keys alone.

Enter goes from cell to cell; past the last one it begins a row, in the first cell of an empty row it leaves the table.
Where the width does not hold the columns, each cell carries its own caption and the row goes on in the next line.
"""

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ledgers.declaration import Column, Field
from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.registry import value_of
from app.ledgers.kinds.rows import CellFault
from ui.ledgers.row_line import RowLine, caption_of, widths_of
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.labels import Label
from ui.widgets.verdict import FINE, Verdict, fault

_read = msgspec.json.Decoder(list[dict[str, str]]).decode
Make = Callable[[Column], Entry]
_NARROWEST = 160


class RowsEntry(Entry):
    """``given`` is the rows as mappings of what is typed; ``typed`` the same as JSON."""

    def __init__(self, field: Field, make: Make) -> None:
        """``make(column)`` gives the entry of a cell."""
        holder = QWidget()
        super().__init__(holder)
        self._field, self._make, self._name = field, make, field.label
        self._lines: list[RowLine] = []
        self._head = QWidget()
        self._heads = [Label(caption_of(column), "soft") for column in field.fields]
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GRID)
        for label in self._heads:
            head.addWidget(label)
        head.addStretch(1)
        self._place = QVBoxLayout()
        self._place.setSpacing(GRID // 2)
        self.add = Button("加一行", self._add_and_go, kind="quiet")
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._head)
        column.addLayout(self._place)
        column.addLayout(foot)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._add_line()

    def name_it(self, name: str, description: str = "") -> None:
        """Name every cell by field, row and column."""
        super().name_it(name, description)
        self._name = name
        self.add.setAccessibleName(f"{name}：加一行")
        self._number()

    def given(self) -> Sequence[dict[str, object]] | None:
        """Give the rows in which something stands; ``None`` where there is none."""
        return [line.given() for line in self._lines if not line.is_empty()] or None

    def typed(self) -> str:
        """Give them as JSON."""
        rows = [line.typed() for line in self._lines if not line.is_empty()]
        return msgspec.json.encode(rows).decode() if rows else ""

    def show_typed(self, text: str) -> None:
        """Show what ``typed`` gave; an empty table has one empty row."""
        rows = _read(text) if text else []
        for line in tuple(self._lines):
            self._take_away(line)
        for row in rows or [{}]:
            self._add_line().show_typed(row)
        self.edited.emit()

    def verdict(self) -> Verdict:
        """Say what is wrong in which row; the cells themselves are marked."""
        faults: Sequence[tuple[int, str, str]] = ()
        words = ""
        given = self.given()
        try:
            if given is not None:
                value_of(self._field, given)
        except CellFault as trouble:
            faults, words = trouble.faults, str(trouble)
        except NotTyped as trouble:
            words = str(trouble)
        filled = [line for line in self._lines if not line.is_empty()]
        for at, line in enumerate(filled, 1):
            line.show_faults({key for number, key, _ in faults if number == at})
        return fault(words) if words else FINE

    def show_fault(self, *, there: bool) -> None:
        """Leave the marks to the cells."""

    def lines(self) -> Sequence[RowLine]:
        """Give the rows as they stand."""
        return self._lines

    def minimumSizeHint(self) -> QSize:
        """Need the width of one cell: where there is no more, the rows go on in the next line."""
        return QSize(text_size().scaled(_NARROWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between table and captions for the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Choose again for a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self._fit()

    def _add_and_go(self) -> None:
        line = next((one for one in self._lines if one.is_empty()), None) or self._add_line()
        self._number()
        self._fit()
        line.focus_first()

    def _add_line(self) -> RowLine:
        line = RowLine(self._field.fields, self._make)
        line.edited.connect(self.edited)
        line.first_entered.connect(partial(self._go_on_or_leave, line))
        line.ended.connect(partial(self._next_line, line))
        line.unwanted.connect(partial(self._drop, line))
        self._place.addWidget(line)
        self._lines.append(line)
        self.setFocusProxy(self._lines[0].first_widget())
        self._number()
        self._fit()
        return line

    def _next_line(self, line: RowLine) -> None:
        at = self._lines.index(line) + 1
        if at < len(self._lines):
            self._lines[at].focus_first()
        elif line.is_empty():
            self.entered.emit()
        else:
            self._add_and_go()

    def _go_on_or_leave(self, line: RowLine) -> None:
        if line is self._lines[-1] and line.is_empty():
            self.entered.emit()
        else:
            line.focus_after_first()

    def _drop(self, line: RowLine) -> None:
        at = self._lines.index(line)
        self._take_away(line)
        if not self._lines:
            self._add_line()
        self.setFocusProxy(self._lines[0].first_widget())
        self._number()
        self._lines[min(at, len(self._lines) - 1)].focus_first()
        self.edited.emit()

    def _take_away(self, line: RowLine) -> None:
        self._lines.remove(line)
        self._place.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _number(self) -> None:
        for at, line in enumerate(self._lines, 1):
            line.name_it(self._name, at)

    def _fit(self) -> None:
        room = self.width()
        if not self._lines or room <= 0:
            return
        end = self._lines[0].end_width() + GRID
        widths = widths_of(self._field.fields, self._lines[0].entries())
        wanted = sum(widths) + GRID * len(widths) + end
        in_table = wanted <= room
        if in_table:
            widths = _stretched(self._field.fields, widths, room - wanted)
        for label, width in zip(self._heads, widths, strict=True):
            label.setFixedWidth(width)
            label.setIndent(0)  # a label remembers the least width it once had until something of it is set anew
        self._head.setVisible(in_table)
        for line in self._lines:
            line.fit([min(width, max(1, room - GRID)) for width in widths], captioned=not in_table)
        self.updateGeometry()


def _stretched(columns: Sequence[Column], widths: Sequence[int], left: int) -> list[int]:
    """Give what is left of the width to the texts."""
    texts = [at for at, column in enumerate(columns) if column.kind in {"line", "paragraphs"}]
    if not texts or left <= 0:
        return list(widths)
    return [width + left // len(texts) if at in texts else width for at, width in enumerate(widths)]


