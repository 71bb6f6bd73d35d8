"""What would come in: every row, what is wrong in it, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.masking import mask_id_number
from app.sheets.declarations import Column as Declared
from app.sheets.drafts import Draft
from app.sheets.importing import Checked
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.choice_entry import TickBox
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel
from ui.work import Work

COLUMNS_SHOWN = 6
_WIDTHS = {"id": 192, "exact_id": 192, "day": 120, "sex": 64, "group": 96}


@dataclass(frozen=True, slots=True)
class DraftRows:
    """The rows of a brought table, or those of them with something wrong."""

    drafts: Sequence[Draft]

    def count(self) -> int:
        """Count them."""
        return len(self.drafts)

    def page(self, offset: int, limit: int) -> Sequence[Draft]:
        """Give some of them."""
        return self.drafts[offset : offset + limit]


class PreviewPanel(QWidget):
    """``taken(only_good)`` takes the rows, ``errors_wanted`` asks for the copy with red cells."""

    taken = Signal(bool)
    errors_wanted = Signal()
    back = Signal()
    left = Signal()

    def __init__(self, work: Work) -> None:
        """Begin without rows."""
        super().__init__()
        self._work = work
        self._checked: Checked | None = None
        self._told, self._notes = Label(kind="heading", wraps=True), Label(kind="soft", wraps=True)
        self.only_bad = TickBox("只看有错的行")
        self.only_bad.toggled.connect(lambda _: self._show_rows())
        self.take_all = MainButton("", lambda: self.taken.emit(False))
        self.save_errors = MainButton("把错误存成表…", self.errors_wanted.emit)
        self.take_good = Button("", lambda: self.taken.emit(True))
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.take_all, self.save_errors, self.take_good):
            flow.addWidget(button)
        flow.addWidget(Button("改列", self.back.emit))
        flow.addWidget(Button("换一个文件", self.left.emit, kind="quiet"))
        flow.addWidget(self.only_bad)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        for part in (self._told, self._notes, row):
            self._column.addWidget(part)
        self.list: ListView | None = None
        self._whole = Label(kind="fault", wraps=True)
        self._whole.hide()
        self._column.addWidget(self._whole)

    def show_checked(self, checked: Checked) -> None:
        """Show what was found."""
        self._checked = checked
        rows, good = len(checked.drafts.entries), checked.good
        taken, bad = checked.looked.declaration.taken, rows - good - checked.present
        words = f"共 {rows} 行{taken}，都没有错。"
        if bad:
            words = f"共 {rows} 行{taken}，{bad} 行有错（{len(checked.problems)} 处），一行也还没有导入。"
        self._told.setText(words)
        self._notes.setText("\n".join(checked.notes))
        self._notes.setVisible(bool(checked.notes))
        faulty = bad > 0
        self.take_all.setText(f"全部导入（{good} 行）")
        self.take_all.setEnabled(good > 0)
        self.take_good.setText(f"先导入没有错的 {good} 行")
        self.take_all.setVisible(not faulty)
        self.save_errors.setVisible(faulty)
        self.take_good.setVisible(faulty and good > 0)
        self.only_bad.setVisible(faulty)
        self._build_list(checked)
        self.only_bad.blockSignals(True)
        self.only_bad.setChecked(faulty)
        self.only_bad.blockSignals(False)
        self._show_rows()

    def first_focus(self) -> QWidget:
        """Begin at the main action."""
        return self.take_all if self.take_all.isVisibleTo(self) else self.save_errors

    def _build_list(self, checked: Checked) -> None:
        if self.list is not None:
            self._column.removeWidget(self.list)
            self.list.hide()
            self.list.deleteLater()
        declared = [one for one in checked.looked.declaration.column if one.field in checked.headings.columns]
        columns = [Column("行", lambda draft: str(draft.row.number), 64)]
        columns += [_column(one, drop=at) for at, one in enumerate(declared[:COLUMNS_SHOWN])]
        columns.append(Column("问题", _problems))
        model = WindowedModel(self._work, columns, self)
        self.list = ListView(model, "要导入的行", row_id=lambda draft: str(draft.row.number))
        self.list.pointed.connect(self._say_problems)
        self._column.insertWidget(self._column.count() - 1, self.list, 1)

    def _say_problems(self, draft: Draft) -> None:
        """Say in full what a narrow column cuts short."""
        told = _problems(draft)
        self._whole.setText(f"第 {draft.row.number} 行：{told}" if told else "")
        self._whole.setVisible(bool(told))

    def _show_rows(self) -> None:
        self._whole.hide()
        if self._checked is None or self.list is None:
            return
        drafts = self._checked.drafts.entries
        shown = [draft for draft in drafts if draft.reasons] if self.only_bad.isChecked() else drafts
        self.list.show_rows(DraftRows(shown))


def _column(declared: Declared, *, drop: int) -> Column:
    def shown(draft: Draft) -> str:
        text = draft.text(declared.field)
        if declared.field in draft.reasons:
            return f"！{text}" if text else "！（空）"
        return mask_id_number(text) if declared.reads in {"id", "exact_id"} else text

    return Column(declared.title, shown, _WIDTHS.get(declared.reads, 128), drop=drop)


def _problems(draft: Draft) -> str:
    return "；".join(draft.reasons.values())
