"""The list of one ledger: narrowed, ordered, read as far as it is looked at, with what it adds up to below."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry
from app.ledgers.periods_of_time import period_of
from app.ledgers.standing import CLOSED, Standing
from ui.ledgers.addresses import COPY, DESIGN, DUES, HELP, IMPORT, NEW, PLACE, PRINT, STATUS, entry_at, ledger_at
from ui.ledgers.filters import LedgerFilterRow, everything
from ui.ledgers.reading import ENTRIES, read_closed, read_ledger, read_narrowed, read_seen
from ui.ledgers.rows import EntryRows, ledger_columns, sort_key_at
from ui.ledgers.spans import days_of_span
from ui.ledgers.sums_line import SumsLine
from ui.say import say, say_refusal
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.more_button import MoreButton
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel

TOLD_BESIDE = ("closed_periods", "ledger_declarations")
GLANCE = 100
"""Milliseconds for which a ledger that is being built waits for its first rows before it is drawn without them."""
NOTHING: Mapping[str, str] = MappingProxyType({})
DUES_RATES = "dues"
"""What a field is reckoned by (``computed``) in the ledger that knows what members owe."""


class LedgerListPart(Part):
    """One part serves every ledger: filters and list are built anew when another one is shown."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a ledger."""
        super().__init__(desk, "台账", "新登一条")
        self.needs("ledgers.write")
        self._key, self._stands = "", ""
        self._known: Mapping[str, str] = NOTHING
        self._day: date | None = None
        self._just_built = self._is_alone = False
        self.declaration: Declaration | None = None
        self.filters: LedgerFilterRow | None = None
        self.list: ListView | None = None
        self._model: WindowedModel | None = None
        self._standing = Label(kind="soft", wraps=True)
        self._sums = SumsLine(desk, self._repaint)
        self._place = QVBoxLayout()
        foot = broken_row()
        row = FlowRow(foot)
        self.print = Button("打印簿册", lambda: self._go(PRINT))
        self.dues = Button("党员应缴…", lambda: self._go(DUES))
        self.take_in = Button("从 Excel 导入", lambda: self._go(IMPORT))
        self.take_out = Button("导出 Excel…", self._ask_where)
        self.redesign = Button("改这本台账…", lambda: self._go(DESIGN), kind="quiet")
        self.copy = Button("照着做一本…", lambda: self._go(COPY), kind="quiet")
        bar(desk, "settings.write", self.redesign, self.copy)
        seldom = (
            self.redesign,
            self.copy,
            Button("开放或停用…", lambda: self._go(STATUS), kind="quiet"),
            Button("这本台账怎么记", lambda: self._go(HELP), kind="quiet"),
            Button("全部台账（Esc）", lambda: self.goto.emit(Goto(PLACE)), kind="quiet"),
        )
        self.more = MoreButton("操作")
        for button in (self.dues, self.print, self.take_out, self.take_in, self.more, *seldom):
            row.addWidget(button)
        self.more.fold(seldom)
        bar(desk, "ledgers.write", self.take_in, self.take_out, self.print)
        self.body.addWidget(self._standing)
        self.body.addLayout(self._place, 1)
        self.body.addWidget(self._sums)
        self.body.addWidget(foot)
        self._standing.hide()

    def show_ledger(self, key: str, known: Mapping[str, str] = NOTHING) -> None:
        """Show a ledger, narrowed by what is ``known``; the same one as it was left."""
        self._known = known
        if key == self._key and self.declaration is not None and self._day == self.desk.session.clock.today():
            self._begin()
        else:
            self._key = key
            read = self.desk.work.read
            read(self, read_ledger, self.desk.session, key, done=self._build, refused=self._gone)

    def run_main(self) -> None:
        """Begin an entry."""
        self._go(NEW)

    def changed(self, changes: Changes) -> None:
        """Read the same rows again when entries changed."""
        if changes.touches(*TOLD_BESIDE):
            self._day = None
            self.show_ledger(self._key, self._known)
        elif self.list is not None and changes.touches(ENTRIES + self._key):
            self._sums.forget()
            self._offer_seen()
            self.list.reload()

    def step_back(self) -> bool:
        """Clear what was looked for before going back to the front page."""
        if self.filters is not None and self.filters.text.text():
            self.filters.text.clear()
            return True
        self.goto.emit(Goto(PLACE))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin in the list, so that Enter opens an entry; where there is none, with the text."""
        if self.list is not None and self._model is not None and self._model.rowCount():
            return self.list
        return None if self.filters is None else self.filters.text

    def export_to(self, path: Path) -> None:
        """Write the entries of the span that is chosen as a workbook."""
        declaration, filters = self.declaration, self.filters
        if declaration is not None and filters is not None:
            span, session = filters.span.value(), self.desk.session
            period = None
            if span:
                period = period_of(days_of_span(span, session_day(self.desk))[0], "year" if len(span) == 4 else "month")
            export = partial(session.ledger_papers.export, declaration.key, path, period)
            self.desk.work.write(self, export, done=lambda count: say(self, f"已导出 {count} 条：{path}。"))

    def _ask_where(self) -> None:
        if self.declaration is not None:
            suggested = str(Path.home() / f"{self.declaration.title}.xlsx")
            chosen, _ = QFileDialog.getSaveFileName(self, "导出 Excel", suggested, "Excel (*.xlsx)")
            if chosen:
                self.export_to(Path(chosen))

    def _go(self, what: str) -> None:
        self.goto.emit(ledger_at(self._key, what))

    def _build(self, standing: Standing) -> None:
        declaration = standing.declaration
        if declaration.key != self._key:
            return
        self._clear()
        self._day = self.desk.session.clock.today()
        self.declaration = declaration
        self._sums.begin()
        self._stands = standing.words
        self._show_closed((self._key, ""))
        self.more.offer(self.redesign, is_there=standing.made_here)
        self.dues.setVisible(any(one.computed == DUES_RATES for one in declaration.field))
        self.head(title=declaration.title, ready=standing.status != CLOSED)
        model = WindowedModel(self.desk.work, ledger_columns(declaration, self._sums.balances), self)
        listed = ListView(model, declaration.title, row_id=lambda one: one.id)
        listed.horizontalHeader().setSectionsClickable(True)
        listed.horizontalHeader().sectionClicked.connect(self._sort_by)
        listed.chosen.connect(self._open)
        if not self._known:  # read while the rest is being built
            listed.show_rows(EntryRows(self.desk.session, self._key, everything(declaration)))
        filters = LedgerFilterRow(declaration, self._day)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._empty: dict[bool, EmptyPage] = {}
        self.filters, self.list, self._model = filters, listed, model
        self._place.addWidget(filters)
        self._place.addWidget(self._stack, 1)
        filters.edited.connect(self._show)
        filters.entered.connect(self._enter_list)
        model.arrived.connect(self._arrived)
        self._just_built = self._is_alone = True
        self._hold_still()
        if self._known:
            self._begin()

    def _hold_still(self) -> None:
        """Draw what was built with its first rows and not empty before, but wait for them no longer than a glance."""
        self.setUpdatesEnabled(False)
        QTimer.singleShot(GLANCE, self, self._go_on_drawing)

    def _go_on_drawing(self) -> None:
        self.setUpdatesEnabled(True)

    def _show_closed(self, answer: tuple[str, str]) -> None:
        """Say how the ledger stands and what of it is closed."""
        if answer[0] == self._key:
            told = "。".join(filter(None, [self._stands, answer[1]]))
            self._standing.setText(told)
            self._standing.setVisible(bool(told))

    def _begin(self) -> None:
        if self._known:
            read = partial(read_narrowed, self.desk.session, self._key, self._known)
            self.desk.work.read(self, read, done=self._narrow)
        else:
            self._show()

    def _narrow(self, answer: tuple[str, Mapping[str, tuple[str, str]]]) -> None:
        ledger, asked = answer
        if ledger == self._key and self.filters is not None:
            self.filters.narrow(asked)

    def _clear(self) -> None:
        for part in (self.filters, getattr(self, "_stack", None)):
            if part is not None:
                self._place.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.filters = self.list = self._model = None

    def _show(self) -> None:
        if self.filters is not None and self.list is not None:
            self.list.show_rows(EntryRows(self.desk.session, self._key, self.filters.wanted()))

    def _offer_seen(self) -> None:
        for key in self.filters.open_filters() if self.filters is not None else ():
            self.desk.work.read(self, read_seen, self.desk.session, self._key, key, done=self._offer)

    def _offer(self, answer: tuple[str, str, Sequence[tuple[str, str]]]) -> None:
        ledger, key, values = answer
        if ledger == self._key and self.filters is not None:
            self.filters.offer(key, values)

    def _arrived(self) -> None:
        declaration, model = self.declaration, self._model
        if declaration is None or model is None or self.filters is None or self.list is None:
            return
        total = model.rowCount()
        self._stack.setCurrentWidget(self.list if total else self._nothing(declaration, self.filters))
        if self._is_alone:  # the rows come first; what stands beside them is read after that
            self._is_alone = False
            self.desk.work.read(self, read_closed, self.desk.session, self._key, done=self._show_closed)
            self._offer_seen()
        self._go_on_drawing()
        if self._just_built and self.isVisible():
            self._just_built = False
            self._enter_list()
        narrowed = self.filters.is_narrowed()
        self._sums.show_count(declaration, total, self.filters.span.value(), narrowed=narrowed)

    def _nothing(self, declaration: Declaration, filters: LedgerFilterRow) -> EmptyPage:
        """Give the page that says why there is no row, made when it is first needed."""
        narrowed = filters.is_narrowed()
        if narrowed not in self._empty:
            if narrowed:
                page = EmptyPage("没有符合这些条件的。", "", "看全部", filters.show_all)
            else:
                page = EmptyPage(declaration.purpose, "还没有登记过。", "登记第一条", self.run_main)
                bar(self.desk, "ledgers.write", page.button)
            self._stack.addWidget(page)
            self._empty[narrowed] = page
        return self._empty[narrowed]

    def _repaint(self) -> None:
        if self.list is not None:
            self.list.viewport().update()

    def _sort_by(self, at: int) -> None:
        if self.declaration is not None and self.filters is not None and (key := sort_key_at(self.declaration, at)):
            self.filters.sort_by(key)

    def _enter_list(self) -> None:
        if self.list is not None and self._model is not None and self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _open(self, entry: Entry) -> None:
        self.goto.emit(entry_at(self._key, entry.id))

    def _gone(self, refusal: Refused) -> None:
        self._key = ""
        self.goto.emit(Goto(PLACE))
        say_refusal(self, refusal)


def session_day(desk: Desk) -> date:
    """Give the clerk's day."""
    return desk.session.clock.today()
