"""What each member should pay, has paid and owes in a span; a payment begins with all that is known."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.core.changes import Changes
from app.ledgers.contributions.months import MemberDues, payment_of
from app.ledgers.kinds.numbers import Money
from app.ledgers.periods_of_time import Period, period_of
from ui.ledgers.addresses import NEW, PRINT, RATES, ledger_at
from ui.ledgers.reading import ENTRIES, read_dues
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.known import with_known
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel

YEARS = 3


class DuesPart(Part):
    """Who owes stands first; Enter, or the main button, begins the payment of whom the line is on."""

    def __init__(self, desk: Desk) -> None:
        """Begin with this year."""
        super().__init__(desk, "党员应缴党费", "登记缴纳")
        self.needs("ledgers.write")
        self._key = ""
        self._spans: dict[str, Period] = {}
        self.span = ChoiceBox([])
        self.span.setAccessibleName("哪一段")
        self._total = Label(wraps=True)
        self._model = WindowedModel(desk.work, dues_columns(), self)
        self.list = ListView(self._model, "党员", row_id=lambda one: one.member)
        told = "这一段没有党员交过党费，也没有欠的。"
        self._nothing = EmptyPage(told, "每位党员记过第一笔以后，这里就按月算。", "登记第一笔", self._begin_first)
        self._stack = QStackedWidget()
        for part in (self.list, self._nothing):
            self._stack.addWidget(part)
        top, foot = QHBoxLayout(), broken_row()
        top.setSpacing(2 * GRID)
        top.addWidget(self.span)
        top.addStretch(1)
        row = FlowRow(foot)
        for words, what, kind in (
            ("党费标准…", RATES, "plain"),
            ("打印党费簿册", PRINT, "plain"),
            ("回到党费账（Esc）", "", "quiet"),
        ):
            row.addWidget(Button(words, partial(self._go, what), kind=kind))
        self.body.addLayout(top)
        self.body.addWidget(self._total)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(foot)
        self.span.currentIndexChanged.connect(lambda _: self._read())
        self.span.entered.connect(self.list.setFocus)
        self.list.chosen.connect(self._pay)
        self._model.arrived.connect(lambda _: self._arrived())

    def show_ledger(self, key: str) -> None:
        """Show the members of the ledger in which dues are kept."""
        self._key = key
        chosen = self.span.value()
        self._spans = {one.key: one for one in spans(self.desk.session.clock.today())}
        self.span.blockSignals(True)
        self.span.offer([Option(name, one.shown) for name, one in self._spans.items()])
        self.span.choose(chosen)
        self.span.blockSignals(False)
        self._read()

    def run_main(self) -> None:
        """Begin a payment."""
        one = self.list.current_row()
        if one is None:
            self._begin_first()
        else:
            self._pay(one)

    def changed(self, changes: Changes) -> None:
        """Read again when somebody paid or the rates changed."""
        if changes.touches("settings", ENTRIES + self._key):
            self._read()

    def step_back(self) -> bool:
        """Go to the list."""
        self._go("")
        return True

    def first_focus(self) -> QWidget | None:
        """Begin with the members, or with the span where there are none."""
        return self.list if self._model.rowCount() else self.span

    def _go(self, what: str) -> None:
        self.goto.emit(ledger_at(self._key, what))

    def _read(self) -> None:
        span = self._spans[self.span.value()]
        self.desk.work.read(self, read_dues, self.desk.session, span, done=partial(self._show, span))

    def _show(self, span: Period, found: Sequence[MemberDues]) -> None:
        if span != self._spans[self.span.value()]:
            return
        owing = sum(one.owing for one in found)
        late = sum(bool(one.owing) for one in found)
        told = f"{span.shown}：{len(found)} 人，实缴 {_yuan(sum(one.paid for one in found))} 元，"
        self._total.setText(told + (f"{late} 人欠缴 {_yuan(owing)} 元。" if owing else "没有欠的。"))
        self._total.setVisible(bool(found))
        self.list.show_rows(GivenRows(sorted(found, key=lambda one: not one.owing)))

    def _arrived(self) -> None:
        there = bool(self._model.rowCount())
        self._stack.setCurrentWidget(self.list if there else self._nothing)
        if there and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _pay(self, one: MemberDues) -> None:
        self._go(with_known(NEW, payment_of(one)))

    def _begin_first(self) -> None:
        self._go(NEW)


def spans(today: date) -> list[Period]:
    """Give this year, its quarters and months until now, the latest first, and the years before it."""
    begun = [date(today.year, month, 1) for month in range(today.month, 0, -1)]
    years = [period_of(date(today.year - back, 1, 1), "year") for back in range(YEARS)]
    quarters = list(dict.fromkeys(period_of(day, "quarter") for day in begun))
    return [years[0], *quarters, *(period_of(day, "month") for day in begun), *years[1:]]


def dues_columns() -> list[Column]:
    """Give the columns: what each member owes."""
    return [
        Column("党员", lambda one: one.name, 128),
        Column("缴纳标准", lambda one: one.class_ or "没有写", 144, drop=2),
        Column("应缴（元）", _owed, 144, to_right=True, drop=1),
        Column("实缴（元）", lambda one: _yuan(one.paid), 112, to_right=True),
        Column("欠缴（元）", lambda one: _yuan(one.owing) if one.owing else "", 112, to_right=True),
        Column("情况", lambda one: one.words),
    ]


def _owed(one: MemberDues) -> str:
    least, most = _yuan(one.owed.least), _yuan(one.owed.most)
    return least if least == most else f"{least} 到 {most}"


def _yuan(fen: int) -> str:
    return Money().shown(fen)
