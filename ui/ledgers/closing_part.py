"""Closing a month or year: how each ledger stands in it, what stands in the way, and the one button that closes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.changes import Changes
from app.ledgers.closing import ALL, shown_period
from app.ledgers.period_view import LedgerPeriod, PeriodView
from ui.ledgers.addresses import PLACE, entry_at, ledger_at
from ui.ledgers.reading import ENTRIES, close_period, open_period, read_period_view, read_periods
from ui.say import Undo, say
from ui.style import GRID, text_size
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel

_LEAST_HIGH = 72
"""Pixels at 100 %: head and a row, so that all that is said fits on a small screen with large letters."""
_OPEN_AGAIN = "开了可以照常修改和补登；改好请再结。原因记进流水。"


class ClosingPart(Part):
    """Everything is closed together, or one ledger alone; Enter on a line goes to what has to be mended in it."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a period."""
        super().__init__(desk, "结账", "结账")
        self.needs("ledgers.write")
        self._period, self._whole = "", PeriodView("", "", whole=False, is_closed=False, ledgers=())
        self.period = ChoiceBox([])
        self.period.setAccessibleName("哪个月")
        self._told, self._detail = Label(wraps=True), Label(kind="soft", wraps=True)
        self._model = WindowedModel(desk.work, closing_columns(), self)
        self.list = ListView(self._model, "各本台账", row_id=lambda line: line.ledger.key)
        self.list.setMinimumHeight(text_size().scaled(_LEAST_HIGH))
        self.alone = Button("只结这一本", self._close_one)
        self.again = Button("重新打开…", self._ask_all)
        self.again_one = Button("只打开这一本…", self._ask_one)
        bar(desk, "ledgers.write", self.alone)
        bar(desk, "settings.write", self.again, self.again_one)
        self.reason = ReasonPanel("重新打开", _OPEN_AGAIN, "打开")
        self._asked = ALL
        top, foot = QHBoxLayout(), broken_row()
        top.setSpacing(2 * GRID)
        top.addWidget(self.period)
        top.addStretch(1)
        row = FlowRow(foot)
        for button in (self.alone, self.again, self.again_one):
            row.addWidget(button)
        row.addWidget(Button("全部台账（Esc）", self.step_back, kind="quiet"))
        self.body.addLayout(top)
        self.body.addWidget(self._told)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._detail)
        self.body.addWidget(foot)
        self.period.currentIndexChanged.connect(lambda _: self._choose())
        self.period.entered.connect(self._enter_list)
        self.list.pointed.connect(self._point)
        self.list.chosen.connect(self._mend)
        self.reason.given.connect(self._open)
        self.reason.left.connect(self.step_back)
        self._model.arrived.connect(lambda _: self._enter_list())

    def show_period(self, period: str = "") -> None:
        """Show a period; without one the last that is over and not closed."""
        self._period = period
        self.desk.work.read(self, read_periods, self.desk.session, done=self._offer)

    def run_main(self) -> None:
        """Close the period for every ledger."""
        self._close(ALL)

    def changed(self, changes: Changes) -> None:
        """Read again when something was entered, or is closed or open now."""
        tables = {table for table, _ in changes.rows}
        if tables & {"closed_periods", "ledger_declarations"} or any(one.startswith(ENTRIES) for one in tables):
            self.show_period(self._period)

    def step_back(self) -> bool:
        """Put the question away, else go to the front page."""
        if self.reason.close_panel():
            self.again.setFocus()
            return True
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the month."""
        return self.period

    def _offer(self, periods: Sequence[tuple[str, str]]) -> None:
        """Offer the periods; at first the last month that is over and open, else the newest one."""
        open_ones = [one for one, state in periods if state not in {"已结账", "还没过完"} and len(one) > len("2026")]
        known = [one for one, _ in periods]
        if self._period not in known:
            self._period = min(open_ones) if open_ones else known[0]
        self.period.blockSignals(True)
        self.period.offer([Option(one, f"{shown_period(one)} · {state}") for one, state in periods])
        self.period.choose(self._period)
        self.period.blockSignals(False)
        self._read()

    def _choose(self) -> None:
        self._period = self.period.value()
        self.reason.close_panel()
        self._read()

    def _read(self) -> None:
        self.desk.work.read(self, read_period_view, self.desk.session, self._period, done=self._show)

    def _show(self, view: PeriodView) -> None:
        if view.period != self._period:
            return
        self._whole = view
        what = shown_period(view.period)
        self.head(title=f"结账 · {what}", main_words=f"结账 {what}", ready=self._is_ready(view))
        self._told.setText(view.words)
        self._detail.setText("" if view.ledgers else "这一期还没有登记过。")
        self.list.show_rows(GivenRows(view.ledgers))
        self.again.setVisible(view.is_closed)
        self._point(None)

    def _is_ready(self, view: PeriodView) -> bool:
        return not view.whole and not view.early and all(one.is_ready for one in view.open_ones)

    def _point(self, line: LedgerPeriod | None) -> None:
        """Say of the line under the keys what stands in the way and what is left."""
        alone = line is not None and line.closed is None and not self._whole.early and line.is_ready
        self.alone.setVisible(alone and len(self._whole.ledgers) > 1)
        self.again_one.setVisible(line is not None and line.closed is not None and bool(line.closed.ledger))
        if line is not None:
            self._detail.setText(f"{line.ledger.title}：{line.words}")

    def _enter_list(self) -> None:
        if self._model.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self._model.index(0, 0))
            self._point(self.list.current_row())

    def _mend(self, line: LedgerPeriod) -> None:
        key = line.ledger.key
        self.goto.emit(entry_at(key, line.faults[0].entry) if line.faults else ledger_at(key))

    def _close_one(self) -> None:
        line = self.list.current_row()
        if line is not None:
            self._close(line.ledger.key)

    def _close(self, ledger: str) -> None:
        period = self._period
        done = partial(self._closed, period, ledger)
        self.desk.work.write(self, partial(close_period, self.desk.session, period, ledger), done=done)

    def _closed(self, period: str, ledger: str, _: object) -> None:
        may = self.desk.session.may("settings.write")
        undo = Undo(partial(self._take_back, period, ledger)) if may else None
        say(self, f"{self._title_of(ledger)}{shown_period(period)}结账了。", undo)

    def _title_of(self, ledger: str) -> str:
        return next((f"“{one.ledger.title}”" for one in self._whole.ledgers if one.ledger.key == ledger), "")

    def _take_back(self, period: str, ledger: str) -> None:
        again = partial(open_period, self.desk.session, period, ledger, "结账后马上撤销")
        self.desk.work.write(self, again, done=lambda _: say(self, f"又打开了：{shown_period(period)}。"))

    def _ask_all(self) -> None:
        self._asked = ALL
        self.reason.open()

    def _ask_one(self) -> None:
        line = self.list.current_row()
        if line is not None:
            self._asked = line.ledger.key
            self.reason.open()

    def _open(self, reason: str) -> None:
        period, ledger = self._period, self._asked
        again = partial(open_period, self.desk.session, period, ledger, reason)
        told = f"{self._title_of(ledger)}{shown_period(period)}打开了，改好请再结账。"
        self.desk.work.write(self, again, done=lambda _: say(self, told))


def closing_columns() -> list[Column]:
    """Give the columns: how each ledger stands in a period."""
    return [
        Column("台账", lambda line: line.ledger.title, 176),
        Column("登记", lambda line: f"{line.entries} 条", 80, to_right=True, drop=2),
        Column("结账", lambda line: line.state, 128),
        Column("没办完的", lambda line: line.unfinished_words, 184, drop=3),
        Column("结余", lambda line: line.piles_words, drop=1),
    ]
