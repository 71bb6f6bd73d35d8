"""The first step of taking in a table: what kind it is, and which file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.importing.steps import TABLES
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row

RESIDENTS, CASES = "residents", "cases"
_KINDS = (Option(RESIDENTS, "村民花名册", "cmhmc"), Option(CASES, "旧的代办登记簿", "jddb"))
_TOLD = {
    RESIDENTS: "站里现成的花名册，什么格式都行：表头在哪一行、列叫什么名字，程序自己认，认不准再问。",
    CASES: "以前记办件的登记簿：照真实日期导进来，标明是补录。",
}


class FilePanel(QWidget):
    """``chosen(path)`` tells the file, ``left`` that nothing shall be taken in."""

    chosen = Signal(Path)
    left = Signal()

    def __init__(self) -> None:
        """Begin with the roll of villagers."""
        super().__init__()
        self.kind = ChoiceBox(_KINDS)
        self.kind.setAccessibleName("导入什么")
        self.choose = MainButton("选择文件…", self._ask)
        self.setFocusProxy(self.choose)
        self._told = Label(kind="soft", wraps=True)
        row = broken_row()
        flow = FlowRow(row, gap=2 * GRID)
        for part in (self.kind, self.choose, Button("不导入了（Esc）", self.left.emit, kind="quiet")):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for line in (self._told, row, Label("文件只读不改。先看结果，再决定导不导入。", "soft", wraps=True)):
            column.addWidget(line)
        column.addStretch(1)
        self.kind.currentIndexChanged.connect(lambda _: self._tell())
        self.kind.entered.connect(self.choose.setFocus)
        self._tell()

    def begin(self, kind: str) -> None:
        """Begin with a kind of table."""
        self.kind.choose(kind)

    def _tell(self) -> None:
        self._told.setText(_TOLD[self.kind.value()])

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "选择要导入的表", str(Path.home()), TABLES)
        if chosen:
            self.chosen.emit(Path(chosen))
