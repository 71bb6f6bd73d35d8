"""Taking the entries of a ledger in from Excel."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.sheets.importing import ImportResult
from app.sheets.ledger_columns import import_kind
from ui.importing.steps import TABLES, ImportSteps, left_words
from ui.say import say
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row


class LedgerFilePanel(QWidget):
    """The first step: ``chosen(path)`` tells the file, ``left`` that nothing shall be taken in."""

    chosen = Signal(Path)
    left = Signal()

    def __init__(self) -> None:
        """Offer to choose a file."""
        super().__init__()
        self.choose = MainButton("选择文件…", self._ask)
        self.setFocusProxy(self.choose)
        row = broken_row()
        flow = FlowRow(row, gap=2 * GRID)
        flow.addWidget(self.choose)
        flow.addWidget(Button("不导入了（Esc）", self.left.emit, kind="quiet"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for line in (
            Label("这本台账导出的表，或者以前自己记的表：列的顺序随便，名称相近的程序自己认。", "soft", wraps=True),
            row,
            Label("编号已经登记过、内容一样的行会跳过。文件只读不改，先看结果，再决定导不导入。", "soft", wraps=True),
        ):
            column.addWidget(line)
        column.addStretch(1)

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择要导入的表", str(Path.home()), TABLES)
        if chosen:
            self.chosen.emit(Path(chosen))


class LedgerImportPart(ImportSteps):
    """The steps of every import, for one ledger."""

    def __init__(self, desk: Desk, back: Callable[[str], Goto]) -> None:
        """``back`` says where the list of a ledger is."""
        self.file = LedgerFilePanel()
        super().__init__(desk, "从 Excel 导入", self.file)
        self._back, self._key, self._ledger = back, "", ""
        self.file.chosen.connect(self.take_file)
        self.file.left.connect(self._leave)

    def start(self, key: str, title: str) -> None:
        """Begin anew with a ledger."""
        self._key, self._ledger = key, title
        self.head(title=f"{title} · 从 Excel 导入")
        self.begin_anew()

    def kind(self) -> str:
        """Name the import of the ledger."""
        return import_kind(self._key)

    def told_taken(self, result: ImportResult) -> None:
        """Say it, and go to the list."""
        self._leave()
        say(self, f"{self._ledger}导入了 {result.taken} 条{left_words(result)}。")

    def step_back(self) -> bool:
        """Go one step back, from the first one to the list."""
        if not super().step_back():
            self._leave()
        return True

    def _leave(self) -> None:
        self.goto.emit(self._back(self._key))
