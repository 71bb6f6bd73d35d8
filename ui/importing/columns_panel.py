"""Which column of a brought table is what: found by the program, corrected by the clerk."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.masking import mask_id_number, mask_phone
from app.sheets.declarations import Column
from app.sheets.importing import Looked
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.verdict import FINE, Check, Verdict, hint

ROWS_OFFERED = 40
SAMPLES = 3
LONGEST_ROW = 40
_NO_COLUMN = Option("", "没有这一列")


class ColumnsPanel(QWidget):
    """``checked(mapping)`` goes on, ``row_chosen(row)`` takes another row as headings, ``sheet_chosen(name)``."""

    checked = Signal(dict)
    row_chosen = Signal(int)
    sheet_chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        """Begin without a table."""
        super().__init__()
        self._looked: Looked | None = None
        self._told = Label(wraps=True)
        self._place = QVBoxLayout()
        self.form: Form | None = None
        self.go_on = MainButton("检查每一行", self._finish)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.go_on)
        flow.addWidget(Button("换一个文件（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * GRID)
        whole.addWidget(self._told)
        whole.addWidget(row)
        whole.addLayout(self._place)

    def show_looked(self, looked: Looked) -> None:
        """Show a table as it was understood."""
        self._looked = looked
        self._told.setText(_told(looked))
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form = Form()
        self._add_where(form, looked)
        if looked.headings is not None:
            self._add_columns(form, looked)
        form.finished.connect(self._finish)
        self._place.addWidget(form)
        self.go_on.setEnabled(looked.headings is not None)

    def first_focus(self) -> QWidget:
        """Begin at the button where everything was found, else at what is missing."""
        if self._looked is None or self.form is None:
            return self.go_on
        if self._looked.headings is None:
            return self.form.entry("row")
        missing = [one.field for one in self._looked.declaration.required if not self.form.typed().get(one.field)]
        return self.form.entry(missing[0]) if missing else self.go_on

    def _add_where(self, form: Form, looked: Looked) -> None:
        if len(looked.sheet.names) > 1:
            sheets = ChoiceEntry([Option(name, name) for name in looked.sheet.names])
            sheets.show_typed(looked.sheet.name)
            form.add("sheet", "工作表", sheets)
            sheets.box.currentIndexChanged.connect(lambda _: self.sheet_chosen.emit(sheets.typed()))
        rows = looked.sheet.rows[:ROWS_OFFERED]
        options = [Option(str(row.number), _row_words(looked, at)) for at, row in enumerate(rows)]
        where = ChoiceEntry(options if looked.headings else [Option("", "请选择哪一行是表头"), *options])
        where.box.setMinimumContentsLength(1)
        where.box.setSizeAdjustPolicy(where.box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        where.show_typed(str(looked.headings.last_row) if looked.headings else "")
        form.add("row", "表头", where, advice="有“姓名”等字样的那一行")
        where.box.currentIndexChanged.connect(lambda _: self._choose_row(where.typed()))

    def _add_columns(self, form: Form, looked: Looked) -> None:
        headings = looked.headings
        if headings is None:
            return
        titles = [Option(title, title.rpartition("·")[2]) for title in dict.fromkeys(headings.titles.values())]
        for column in looked.declaration.column:
            entry = ChoiceEntry([_NO_COLUMN, *titles])
            entry.box.setSizeAdjustPolicy(entry.box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            entry.box.setMinimumContentsLength(1)
            at = headings.columns.get(column.field)
            entry.show_typed(headings.titles.get(at, "") if at is not None else "")
            form.add(column.field, column.title, entry, needed=column.required, check=_samples(looked, column))

    def _choose_row(self, row: str) -> None:
        if row and self._looked is not None:
            headings = self._looked.headings
            if headings is None or int(row) != headings.last_row:
                self.row_chosen.emit(int(row))

    def _finish(self) -> None:
        if self.form is not None and self.go_on.isEnabled() and self.form.complete():
            self.checked.emit(mapping_of(self.form.typed()))


def mapping_of(typed: Mapping[str, str]) -> dict[str, str]:
    """Give the fields with the headings they are read from."""
    return {field: title for field, title in typed.items() if field not in {"sheet", "row"} and title}


def _told(looked: Looked) -> str:
    if looked.headings is None:
        return f"“{looked.file_name}”里没有认出表头，请指一下哪一行是表头、哪一列是什么。"
    if looked.headings.remembered:
        return f"“{looked.file_name}”和以前导入过的表一样，列已经照上次对好。"
    return f"“{looked.file_name}”的列对好了，看一眼有没有认错。"


def _row_words(looked: Looked, at: int) -> str:
    row = looked.sheet.rows[at]
    texts = "、".join(cell.text.strip() for cell in row.cells if cell is not None and cell.text.strip())
    short = texts if len(texts) <= LONGEST_ROW else f"{texts[:LONGEST_ROW]}…"
    return f"第 {row.number} 行：{short}"


def _masked(text: str, column: Column) -> str:
    if column.reads in {"id", "exact_id"}:
        return mask_id_number(text)
    return mask_phone(text) if column.field == "phone" else text


def _samples(looked: Looked, column: Column) -> Check:
    """Show beside a column what stands in it, so that a wrong one is seen."""

    def judge(title: str) -> Verdict:
        headings = looked.headings
        at = next((at for at, named in headings.titles.items() if named == title), None) if headings else None
        if headings is None or at is None:
            return FINE
        below = (row.cell(at) for row in looked.sheet.rows if row.number > headings.last_row)
        texts = []
        for cell in below:
            if cell is not None and cell.text.strip():
                texts.append(_masked(cell.text.strip(), column))
            if len(texts) == SAMPLES:
                break
        return hint(f"如 {'、'.join(texts)}") if texts else hint("这一列是空的")

    return judge
