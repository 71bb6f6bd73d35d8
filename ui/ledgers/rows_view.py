"""The short tables inside an entry, to be read."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ledgers.declaration import Field
from ui.ledgers.entry_facts import words_of
from ui.style import GRID, text_size
from ui.widgets.labels import Label, rule

_WIDE = {"line": 3, "paragraphs": 5}
_BREAKING = frozenset({"line", "paragraphs", "choice", "choices"})
_NARROWEST = 48


class RowsView(QWidget):
    """One table with its label above; long texts break inside their cells."""

    def __init__(self, field: Field, rows: Sequence[dict[str, Any]]) -> None:
        """Show ``rows``."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(Label(f"{field.label}（{len(rows)} 行）", "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        columns = [one for one in field.fields if any(row.get(one.key) is not None for row in rows)]
        for at, column in enumerate(columns):
            grid.setColumnStretch(at, _WIDE.get(column.kind, 1))
            grid.addWidget(Label(column.label, "soft", wraps=True), 0, at)
        grid.addWidget(rule(), 1, 0, 1, max(1, len(columns)))
        for number, row in enumerate(rows, 2):
            for at, column in enumerate(columns):
                label = Label(words_of(column, row.get(column.key)), wraps=column.kind in _BREAKING)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                if column.kind in _BREAKING:
                    label.setMinimumWidth(text_size().scaled(_NARROWEST))
                grid.addWidget(label, number, at, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(grid)
