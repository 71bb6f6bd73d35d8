"""A line with its buttons: something that is kept, and what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row

Doing = tuple[str, Callable[[], object]]


class Lines(QWidget):
    """Shows words, each with its buttons below; ``empty`` stands there when there is nothing."""

    def __init__(self, heading: str, empty: str) -> None:
        """Begin without lines."""
        super().__init__()
        self.setAccessibleName(heading)
        self._empty = empty
        self._parts: list[QWidget] = []
        self.buttons: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(Label(heading, "heading"))

    def show_lines(self, lines: Sequence[tuple[str, Sequence[Doing]]]) -> None:
        """Show other lines."""
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], []
        for words, doings in lines or [(self._empty, ())]:
            self._put(Label(words, "" if lines else "soft", wraps=True))
            if doings:
                self._put(self._row(words, doings))

    def words(self) -> list[str]:
        """Give what stands there."""
        return [part.text() for part in self._parts if isinstance(part, Label)]

    def _put(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)

    def _row(self, words: str, doings: Sequence[Doing]) -> QWidget:
        row = broken_row()
        flow = FlowRow(row)
        for verb, run in doings:
            button = Button(verb, run)
            button.setAccessibleDescription(words)
            flow.addWidget(button)
            self.buttons.append(button)
        return row
