"""The front page of the place: every ledger with its group, what was entered this month and what is due."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.core.changes import Changes
from ui.ledgers.addresses import DESIGN, NEW, closing_at, ledger_at
from ui.ledgers.reading import ENTRIES, LedgerLine, read_due, read_front
from ui.style import GRID, text_size
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option, spoken
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
_DUE, _ENDED = "due ", "ended "
"""What is chosen beside the groups: what has something to do, what is ended. No group can be called so."""


class FrontPart(Part):
    """Typing a few letters narrows; Enter goes to the list, and there opens a ledger."""

    def __init__(self, desk: Desk) -> None:
        """Begin with every ledger."""
        super().__init__(desk, "台账", "登记一条")
        self.needs("ledgers.write")
        self._lines: Sequence[LedgerLine] = ()
        self._due: dict[str, str] = {}
        self._model = WindowedModel(desk.work, front_columns(self._due), self)
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
        self.close_month = Button("结账…", lambda: self.goto.emit(closing_at()))
        buttons = FlowRow(foot)
        for button in (self.close_month, self.make):
            buttons.addWidget(button)
        bar(desk, "settings.write", self.make)
        self.body.addWidget(foot)
        self.text.composed.connect(lambda _: self._narrow())
        self.text.entered.connect(self._enter)
        self.text.stepped.connect(lambda _: self._enter_list())
        self.group.currentIndexChanged.connect(lambda _: self._narrow())
        self.group.entered.connect(self._enter_list)
        self._model.arrived.connect(self._arrived)

    def show_again(self) -> None:
        """Read the ledgers, and what is to be done in each when they stand there."""
        self.desk.work.read(self, read_front, self.desk.session, done=self._show)
        self.desk.work.read(self, read_due, self.desk.session, done=self._show_due)

    def show_all(self) -> None:
        """Ask for every ledger."""
        self.group.choose("")
        self.text.clear()

    def run_main(self) -> None:
        """Begin an entry of the ledger under the line, or of the only one that fits."""
        fitting = self._fitting()
        line = self.list.current_row() or (fitting[0] if fitting else None)
        if line is not None:
            self.goto.emit(ledger_at(line.declaration.key, "" if line.is_ended else NEW))

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
        self._offer()
        self._narrow()

    def _show_due(self, due: Mapping[str, str]) -> None:
        self._due.clear()
        self._due.update(due)
        self._offer()
        if self.group.value() == _DUE:
            self._narrow()
        self.list.viewport().update()

    def _offer(self) -> None:
        """Offer the groups; what is due, and what is ended, where there is any."""
        titles = dict.fromkeys(line.group for line in sorted(self._lines, key=lambda line: line.usual))
        ended = sum(line.is_ended for line in self._lines)
        self.group.blockSignals(True)
        self.group.offer(
            [
                Option("", "全部类别", "qb"),
                *([spoken(_DUE, f"有要办的（{len(self._due)} 本）")] if self._due else []),
                *(Option(title, title) for title in titles),
                *([spoken(_ENDED, f"停用的（{ended} 本）")] if ended else []),
            ]
        )
        self.group.blockSignals(False)

    def _fitting(self) -> list[LedgerLine]:
        """Give what is asked for; what is ended is folded away until it is asked for or named."""
        text, group = self.text.text(), self.group.value()
        fitting = [line for line in self._lines if line.fits(text)]
        if group == _DUE:
            return [line for line in fitting if line.declaration.key in self._due]
        if group == _ENDED:
            return [line for line in fitting if line.is_ended]
        return [line for line in fitting if group in {"", line.group} and (text.strip() or not line.is_ended)]

    def _narrow(self) -> None:
        self.list.show_rows(GivenRows(self._fitting()))

    def _arrived(self) -> None:
        total = self._model.rowCount()
        self._stack.setCurrentWidget(self.list if total or not self._lines else self._no_match)
        if total and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        folded = sum(line.is_ended for line in self._lines) - sum(line.is_ended for line in self._fitting())
        more = f"另有 {folded} 本停用的，在类别里选。" if folded and not self.text.text().strip() else ""
        self._count.setText(f"{total} 本。回车打开，“登记一条”记进光标所在的那一本。{more}" if total else "")

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


def front_columns(due: Mapping[str, str]) -> list[Column]:
    """Give the columns of the front page; ``due`` is what is to be done by ledger, filled in when it has been read."""
    return [
        Column("台账", lambda line: line.declaration.title, 192),
        Column("类别", lambda line: f"常用 · {line.group}" if line.usual else line.group, 168, drop=3),
        Column("要办", lambda line: due.get(line.declaration.key, ""), 136),
        Column("本月", lambda line: f"{line.this_month} 条" if line.this_month else "", 80, to_right=True),
        Column("记什么", lambda line: line.standing.words or line.declaration.purpose, drop=2),
    ]
