"""The board: what it asks for now, and every notice that was made."""

from datetime import date

from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.core.day_text import listed_day, shown_month
from app.notices.facts import Posted
from ui.notices.due_panel import DuePanel
from ui.notices.reading import CASES, CONCERNED, PLACE, STATES, Board, read_board
from ui.widgets.badge import signed
from ui.widgets.desk import Desk, Goto
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.windowed import Column, WindowedModel


class BoardPart(Part):
    """Enter opens a notice; the main button makes one for this month."""

    def __init__(self, desk: Desk) -> None:
        """Begin without notices."""
        super().__init__(desk, "公示", "做公示", scrolls=True)
        self.needs("notices.write")
        self._board: Board | None = None
        self.due = DuePanel()
        self.due.pressed.connect(self.goto)
        self.due.hide()
        self._model = WindowedModel(desk.work, notice_columns(desk.session.clock.today()), self)
        self.list = ListView(self._model, "做过的公示", row_id=lambda one: one.id)
        self.list.chosen.connect(lambda one: self.goto.emit(Goto(PLACE, one.id)))
        self._head = Label("做过的公示", "heading")
        self._none = Label(
            "做过的公示存在这里，随时可以再看、再打一张。先点“做公示”做第一张，打印、贴好以后回来登记张贴。",
            "soft",
            wraps=True,
        )
        self._hint = Label("回车打开。", "soft")
        for widget in (self.due, self._head, self._none):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._hint)
        self.body.addStretch(0)
        self._none.hide()
        self.list.hide()
        self._hint.hide()

    def read(self) -> None:
        """Read the board."""
        self.desk.work.read(self, read_board, self.desk.session, done=self._show)

    def run_main(self) -> None:
        """Make the notice of this month."""
        self.goto.emit(Goto(PLACE, f"{self.desk.session.clock.today():%Y-%m}", CASES))

    def changed(self, changes: Changes) -> None:
        """Read again when the board changed."""
        if changes.touches(*CONCERNED):
            self.read()

    def first_focus(self) -> QWidget | None:
        """Begin with what is due."""
        if self.due.buttons:
            return self.due.buttons[0]
        return self.list if self.list.isVisible() else None

    def _show(self, board: Board) -> None:
        first = self._board is None
        self._board = board
        self.due.show_lines(board.due)
        there = bool(board.notices)
        for widget in (self.list, self._hint):
            widget.setVisible(there)
        self._none.setVisible(not there)
        self.list.show_rows(GivenRows(board.notices))
        if first and self.isVisible() and (focus := self.first_focus()) is not None:
            focus.setFocus()


def notice_columns(today: date) -> list[Column]:
    """Give the columns of the list."""

    def hangs(one: Posted) -> str:
        return "" if one.posted_on is None else listed_day(one.posted_on, today)

    def until(one: Posted) -> str:
        if one.posted_on is None:
            return ""
        return listed_day(one.until_day, today) if one.until_day else "长期"

    def objections(one: Posted) -> str:
        count = len(one.objections.splitlines())
        return f"{count} 条" if count else ""

    return [
        Column("公示", lambda one: one.title),
        Column("月份", lambda one: shown_month(one.month), 112, drop=2),
        Column("用纸", lambda one: one.paper, 72, drop=3),
        Column("状态", lambda one: signed(*STATES[one.state]), 176),
        Column("张贴", hangs, 152, drop=1),
        Column("到", until, 152, drop=2),
        Column("异议", objections, 80, drop=1),
    ]
