"""The question before a package is written that carries everything once more."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row


class FullQuestion(QFrame):
    """Says what beginning again means; each button names what it does."""

    def __init__(self, yes: Callable[[], object], no: Callable[[], object]) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        told = "乡镇说数据对不上、要求重报时才用：本站的全部内容装进一个新包，包号接着往下排。"
        column.addWidget(Label(told, wraps=True))
        row = broken_row()
        flow = FlowRow(row)
        self.yes = Button("写完整的一份", yes)
        flow.addWidget(self.yes)
        flow.addWidget(Button("不写（Esc）", no, kind="quiet"))
        column.addWidget(row)
        self.hide()
