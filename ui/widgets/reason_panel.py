"""A step that needs nothing but its reason: a small form in the page, never a box in front of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view


class ReasonPanel(QFrame):
    """``given(reason)`` tells that it shall be done, ``left`` that it shall not."""

    given = Signal(str)
    left = Signal()

    def __init__(self, heading: str, told: str, verb: str) -> None:
        """Say what would be done (``heading``), what follows from it (``told``), and ``verb`` on the button."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.form = Form()
        self.form.add("reason", "原因", TextEntry(), needed=True, advice="记入日志")
        self.form.finished.connect(self._finish)
        self.confirm = Button(verb, self._finish)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("不做了（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (Label(heading, "heading"), Label(told, "soft", wraps=True), self.form, row):
            whole.addWidget(part)
        self.hide()

    def open(self) -> None:
        """Ask."""
        self.form.show_typed({"reason": ""})
        self.show()
        self.form.focus_first()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    def _finish(self) -> None:
        if self.form.complete():
            self.hide()
            self.given.emit(self.form.typed()["reason"])
