"""The section 回收站: what was removed, when, by whom and why, and the way back with a reason."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.changes import Changes
from app.history.facts import Removed
from ui.history.columns import bin_columns
from ui.history.reading import revive
from ui.say import say
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.past_panel import PastPanel
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel


class BinPart(Part):
    """A list; Enter asks for the reason to bring the line back."""

    def __init__(self, desk: Desk) -> None:
        """Begin empty."""
        super().__init__(desk, "回收站", scrolls=True)
        self._one: Removed | None = None
        self._model = WindowedModel(desk.work, bin_columns(), self)
        self.list = ListView(self._model, "删除了的记录", row_id=lambda one: one.row_id)
        self.list.chosen.connect(self._ask)
        self.revive = Button("恢复…", lambda: self._with_line(self._ask))
        self.reason = ReasonPanel("恢复这条记录", "恢复后和删除以前一样，能查到、能修改；编号不变。", "恢复")
        self.reason.given.connect(self._revive)
        self.reason.left.connect(self.step_back)
        self.past = PastPanel(desk)
        self.list.pointed.connect(lambda one: self.past.show_subject(one.table, one.row_id))
        belongs = "删除了的记录都在这里，什么也没有丢。"
        self._nothing = EmptyPage(belongs, "删错了可以恢复。依法彻底删除个人信息在“个人信息”里办。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self._foot = broken_row()
        row = FlowRow(self._foot)
        row.addWidget(self.revive)
        words = "删除只是收起来：名字、编号、每一次改动都还在。回车恢复一条。"
        for widget in (Label(words, "soft", wraps=True), self._foot, self.reason):
            self.body.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.past)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - there is one bin
        """Read what lies there."""
        self.step_back()
        self._read()

    def changed(self, changes: Changes) -> None:  # noqa: ARG002 - any row may have been removed
        """Read again."""
        self._read()

    def step_back(self) -> bool:
        """Put the question or the past away."""
        closed = self.reason.close_panel() or self.past.step_back()
        if closed:
            self.list.setFocus()
        return closed

    def first_focus(self) -> QWidget | None:
        """Begin in the list."""
        return self.list if self._model.rowCount() else None

    def _read(self) -> None:
        self.desk.work.read(self, self.desk.session.history.bin, done=self._show)

    def _show(self, found: list[Removed]) -> None:
        self.list.show_rows(GivenRows(found))
        self._stack.setCurrentWidget(self.list if found else self._nothing)
        for part in (self._foot, self.past):
            part.setVisible(bool(found))
        if found:
            self.past.show_subject(found[0].table, found[0].row_id)
        self.lay_out()

    def _with_line(self, run: Callable[[Removed], None]) -> None:
        row = self.list.current_row() or self._model.row(0)
        if row is not None:
            run(row)

    def _ask(self, one: Removed) -> None:
        self._one = one
        self.reason.open()

    def _revive(self, reason: str) -> None:
        one = self._one
        if one is not None:
            done = f"{one.what} {one.name} 已恢复。"
            self.desk.work.write(self, revive, self.desk.session, one, reason, done=lambda _: say(self, done))
