"""Another title for an attachment: one line in the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.attachments.rules import rules
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.entry import TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view


class TitlePanel(QFrame):
    """``given(title)`` tells the new title, ``left`` that the old one stays."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        """Begin closed."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.form = Form()
        self.form.add("title", "名称", TextEntry(longest=rules().limits.title_letters), needed=True)
        self.form.finished.connect(self._finish)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(Button("改名", self._finish))
        flow.addWidget(Button("不改了（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (Label("给附件改名", "heading"), self.form, row):
            whole.addWidget(part)
        self.hide()

    def open(self, title: str) -> None:
        """Ask for another title."""
        self.form.show_typed({"title": title})
        self.show()
        self.form.entry("title").setFocus()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    def _finish(self) -> None:
        if self.form.complete():
            self.hide()
            self.given.emit(self.form.typed()["title"])
