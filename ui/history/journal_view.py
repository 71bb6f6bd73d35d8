"""The journal as a list to narrow by person, kind, record and day; a million lines of which only the seen are read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.history.facts import Action
from ui.history.columns import action_columns
from ui.history.filters import JournalFilters
from ui.history.reading import ActionRows
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel

_LEAST_HEIGHT = 136
"""Pixels at any text size: beside two rows of sections and a sentence the window must not grow at 200 %."""


class JournalView(QWidget):
    """``chosen(action)`` tells which line was opened."""

    chosen = Signal(Action)

    def __init__(self, desk: Desk) -> None:
        """Begin with everything."""
        super().__init__()
        self._desk = desk
        self.filters = JournalFilters(desk.session.clock.today)
        self.verify, self.export = Button("核对流水"), Button("导出…", kind="quiet")
        self._verdict = Label(kind="soft", wraps=True)
        self._verdict.hide()
        self._model = WindowedModel(desk.work, action_columns(), self)
        self.list = ListView(self._model, "流水", row_id=lambda one: str(one.seq))
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.list.chosen.connect(self.chosen)
        self._nothing = EmptyPage("没有符合这些条件的流水。", "", "看全部", self.filters.clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self._count = Label(kind="soft")
        foot = broken_row()
        row = FlowRow(foot)
        for part in (self._count, self.verify, self.export):
            row.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        for widget in (self.filters, self._verdict):
            whole.addWidget(widget)
        whole.addWidget(self._stack, 1)
        whole.addWidget(foot)
        self.filters.grew.connect(lambda grown: foot.setVisible(not grown))
        self.filters.edited.connect(self._show)
        self.filters.entered.connect(self._enter_list)
        self._model.arrived.connect(self._say_count)

    def read(self) -> None:
        """Gather what was written since, and show it."""
        self._desk.work.do_beside(self, self._desk.session.history.gather, done=lambda _: self._show())

    def show_verdict(self, words: str, *, fine: bool) -> None:
        """Say what the walk along the chain found."""
        self._verdict.show_kind("fine" if fine else "fault")
        self._verdict.setText(f"✓ {words}" if fine else f"！ {words}")
        self._verdict.show()

    def first_focus(self) -> QWidget:
        """Begin in the list, so that Enter opens a line at once."""
        return self.list if self._stack.currentWidget() is self.list else self.filters.text

    def _show(self) -> None:
        self.list.show_rows(ActionRows(self._desk.session, self.filters.asked()))

    def _say_count(self) -> None:
        total = self._model.rowCount()
        self._count.setText(f"共 {total} 步。回车看改了什么。" if total else "")
        self._stack.setCurrentWidget(self.list if total else self._nothing)

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))
