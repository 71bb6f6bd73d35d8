"""The one question before a ledger is published: what cannot be changed afterwards."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ledgers.designing.design import Design
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view

_FIRST = (
    "发布以后就能登记，台账目录、搜索、Excel、打印里都会有它。以后还可以改名称、说明、次序，加栏目，再发布一版就行；"
    "但是已经有的栏目和选项不能去掉，栏目填什么也不能换（只能改成文字）。"
)
_NEXT = "发布以后，登记表单、清单和登记簿都照新的一版；以前登记的内容都在。改成文字的栏目，以后改不回数和日期。"


class PublishPanel(QFrame):
    """``wanted`` tells that it shall be published, ``left`` that it shall not yet."""

    wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._heading, self._told = Label(kind="heading", wraps=True), Label(wraps=True)
        self.confirm = Button("发布", self.wanted.emit)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("再看看（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._heading, self._told, row):
            whole.addWidget(part)
        self.hide()

    def ask(self, design: Design) -> None:
        """Ask."""
        which = f"的第 {design.version} 版" if design.key else ""
        self._heading.setText(f"发布“{design.title.strip()}”{which}吗？")
        self._told.setText(_NEXT if design.key else _FIRST)
        self.show()
        self.confirm.setFocus()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open
