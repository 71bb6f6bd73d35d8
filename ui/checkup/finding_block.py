"""One finding on the page: where, what, what to do, and the way to the record."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.checkup.facts import Finding
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row


class FindingBlock(QFrame):
    """``asked()`` tells that the record shall be shown; only some records have a page."""

    asked = Signal()

    def __init__(self, finding: Finding, *, may_open: bool) -> None:
        """Show ``finding``."""
        super().__init__()
        self.setProperty("kind", "sheet")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        whole.setSpacing(GRID // 2)
        for words, kind in ((finding.words, ""), (finding.advice, "soft")):
            whole.addWidget(Label(words, kind, wraps=True))
        self.open: Button | None = None
        if may_open:
            self.open = Button("去看这一条", self.asked.emit, kind="quiet")
            self.open.setAccessibleName(f"去看：{finding.where}")
            row = broken_row()
            FlowRow(row).addWidget(self.open)
            whole.addWidget(row)
