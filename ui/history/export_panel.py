"""Asking before the journal leaves the program: which days, with or without what was written, and what that means."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import TickEntry
from ui.widgets.day_entry import DayEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row

_TOLD = (
    "带内容的文件里有每一次改动的旧值和新值：姓名、证件号、电话都在里面。请只交给有权看的人，用完删掉。"
    "文件有本站的签名，别人改不了。导出本身也记进流水。"
)


class ExportPanel(QFrame):
    """``given(since, until, with_values)`` tells that it shall be written, ``left`` that it shall not."""

    given = Signal(object, object, bool)
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.since, self.until = DayEntry(today), DayEntry(today)
        self.bare = TickEntry("不带内容，只要条目和校验码（没有个人信息）")
        self.form = Form()
        self.form.add("since", "从哪天", self.since, advice="空着就是从头")
        self.form.add("until", "到哪天", self.until, advice="空着就是到现在")
        self.form.add("bare", "内容", self.bare)
        self.form.finished.connect(self._finish)
        self.confirm = Button("", self._finish)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("不导出了（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (Label("导出流水", "heading"), Label(_TOLD, "soft", wraps=True), self.form, row):
            whole.addWidget(part)
        self.bare.edited.connect(self._name_it)
        self._name_it()

    def open(self) -> None:
        """Ask."""
        self.form.show_typed({"since": "", "until": "", "bare": ""})
        self._name_it()
        self.form.focus_first()

    def _name_it(self) -> None:
        self.confirm.setText("选地方，导出…" if self.bare.typed() else "选地方，导出含个人信息的流水…")

    def _finish(self) -> None:
        if self.form.complete():
            self.given.emit(self.since.day(), self.until.day(), not self.bare.typed())
