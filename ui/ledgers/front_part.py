"""The front page of the place: every ledger with its group, what was entered this month and what is due."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.core.changes import Changes
from ui.ledgers.addresses import DESIGN, NEW, ledger_at
from ui.ledgers.reading import ENTRIES, LedgerLine, read_front
from ui.style import GRID, text_size
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.text_box import TextBox
from ui.widgets.windowed import Column, WindowedModel

_CONCERNED = ("ledger_declarations", "closed_periods", "due_reasons")


class FrontPart(Part):
    """Typing a few letters narrows; Enter goes to the list, and there opens a ledger."""

    def __init__(self, desk: Desk) -> None:
        """Begin with every ledger."""
        super().__init__(desk, "台账", "登记一条")
        self.needs("ledgers.write")
        self._lines: Sequence[LedgerLine] = ()
        self._model = WindowedModel(desk.work, front_columns(), self)
        self.list = ListView(self._model, "台账目录", row_id=lambda line: line.declaration.key)
        self.list.chosen.connect(lambda line: self.goto.emit(ledger_at(line.declaration.key)))
        self.text, self.group = TextBox(), ChoiceBox([Option("", "全部类别", "qb")])
        self.text.setPlaceholderText("台账名称，或拼音首字母")
        self.text.setAccessibleName("找台账")
        self.text.setMinimumWidth(text_size().scaled(160))
        self.group.setAccessibleName("类别（筛选）")
        self._count = Label(kind="soft", wraps=True)
        self._no_match = EmptyPage("没有找到这样的台账。", "换一个字，或者看全部。", "看全部", self.show_all)
        self._stack = QStackedWidget()
        for part in (self.list, self._no_match):
            self._stack.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.text, 3)
        row.addWidget(self.group)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._count)
        foot = broken_row()
        self.make = Button("自己做一本台账…", lambda: self.goto.emit(ledger_at("", DESIGN)))
        FlowRow(foot).addWidget(self.make)
        bar(desk, "settings.write", self.make)
        self.body.addWidget(foot)
        self.text.composed.connect(lambda _: self._narrow())
        self.text.entered.connect(self._enter)
        self.text.stepped.connect(lambda _: self._enter_list())
        self.group.currentIndexChanged.connect(lambda _: self._narrow())
        self.group.entered.connect(self._enter_list)
        self._model.arrived.connect(self._arrived)

    def show_again(self) -> None:
        """Read the ledgers."""
        self.desk.work.read(self, read_front, self.desk.session, done=self._show)

    def show_all(self) -> None:
        """Ask for every ledger."""
        self.group.choose("")
        self.text.clear()

    def run_main(self) -> None:
        """Begin an entry of the ledger under the line, or of the only one that fits."""
        fitting = self._fitting()
        line = self.list.current_row() or (fitting[0] if fitting else None)
        if line is not None:
            self.goto.emit(ledger_at(line.declaration.key, NEW))

    def changed(self, changes: Changes) -> None:
        """Read again when entries, or how ledgers stand, changed."""
        if changes.touches(*_CONCERNED) or changes.touches(*(ENTRIES + one.declaration.key for one in self._lines)):
            self.show_again()

    def step_back(self) -> bool:
        """Clear what was looked for before going back."""
        if self.text.text():
            self.text.clear()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin where a name is typed."""
        return self.text

    def _show(self, lines: Sequence[LedgerLine]) -> None:
        self._lines = lines
        titles = dict.fromkeys(line.group for line in sorted(lines, key=lambda line: line.usual))
        self.group.blockSignals(True)
        self.group.offer([Option("", "全部类别", "qb"), *(Option(title, title) for title in titles)])
        self.group.blockSignals(False)
        self._narrow()

    def _fitting(self) -> list[LedgerLine]:
        text, group = self.text.text(), self.group.value()
        return [line for line in self._lines if line.fits(text) and group in {"", line.group}]

    def _narrow(self) -> None:
        self.list.show_rows(GivenRows(self._fitting()))

    def _arrived(self) -> None:
        total = self._model.rowCount()
        self._stack.setCurrentWidget(self.list if total or not self._lines else self._no_match)
        if total and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._count.setText(f"{total} 本。回车打开，“登记一条”记进光标所在的那一本。" if total else "")

    def _enter(self) -> None:
        fitting = self._fitting()
        if self.text.text().strip() and fitting:
            self.goto.emit(ledger_at(fitting[0].declaration.key))
        else:
            self._enter_list()

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))


def front_columns() -> list[Column]:
    """Give the columns of the front page."""
    return [
        Column("台账", lambda line: line.declaration.title, 192),
        Column("类别", lambda line: f"常用 · {line.group}" if line.usual else line.group, 168, drop=3),
        Column("本月", lambda line: f"{line.this_month} 条" if line.this_month else "", 80, to_right=True),
        Column("记什么", lambda line: line.standing.words or line.declaration.purpose, drop=2),
    ]
