"""One step of a way that two offices go together: its number, what to do, and the widgets to do it with."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.style import GRID
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row


class NumberedStep(QFrame):
    """A sheet with “1 …” as its heading, a sentence below it, and a row of widgets."""

    def __init__(self, number: int, words: str, advice: str, *widgets: QWidget) -> None:
        """Lay the widgets in a row that breaks where the width ends."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        self.column.addWidget(Label(f"{number}　{words}", "heading", wraps=True))
        if advice:
            self.column.addWidget(Label(advice, "soft", wraps=True))
        if widgets:
            self.column.addWidget(self.row(*widgets))

    @staticmethod
    def row(*widgets: QWidget) -> QWidget:
        """Lay widgets side by side, on in the next line where the width ends."""
        holder = broken_row()
        flow = FlowRow(holder)
        for widget in widgets:
            flow.addWidget(widget)
        return holder
