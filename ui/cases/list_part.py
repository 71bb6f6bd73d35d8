"""Every case, narrowed by a row of choices, in a list that reads only what is looked at."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.cases.shown import CaseLine
from app.core.changes import Changes
from ui.cases.columns import case_columns
from ui.cases.filters import ALL, OPEN, CaseFilterRow
from ui.cases.reading import item_options
from ui.cases.rows import CaseRows
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.windowed import WindowedModel

CONCERNED = ("cases", "settings", "calendar_years")
OFFERED = ("service_items", "item_versions", "departments")
NEW = Goto("cases", what="new")
OLD_BOOK = Goto("people", "cases", "import")


class CaseListPart(Part):
    """The list of cases; ``show_choice`` narrows it from outside."""

    def __init__(self, desk: Desk) -> None:
        """Begin with the open cases."""
        super().__init__(desk, "代办", "登记（Ctrl+N）")
        self.needs("cases.write")
        self._offered = False
        self.filters = CaseFilterRow()
        self._model = WindowedModel(desk.work, case_columns(desk.session.clock.today), self)
        self.list = ListView(self._model, "代办件", row_id=lambda line: line.id)
        self.list.chosen.connect(self._open_case)
        advice = "先登记第一件：选村民、选事项、回车。"
        self._nothing = EmptyPage("这里放村民办事的每一件。", advice, "登记第一件", self.run_main)
        old_book = Button("导入旧登记簿", lambda: self.goto.emit(OLD_BOOK), kind="quiet")
        bar(desk, "cases.write", self._nothing.button, old_book)
        self._no_match = EmptyPage("没有符合这些条件的件。", "", "看全部", lambda: self.filters.show_choice(ALL))
        self._stack = QStackedWidget()
        for part in (self.list, self._nothing, self._no_match):
            self._stack.addWidget(part)
        self._count = Label(kind="soft")
        self.body.addWidget(self.filters)
        self.body.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(old_book)
        self.body.addLayout(foot)
        self.filters.edited.connect(self._show)
        self.filters.entered.connect(self._enter_list)
        self._model.arrived.connect(self._say_count)

    def show_choice(self, scope: str = OPEN, applicant_id: str = "", name: str = "") -> None:
        """Show the cases of a scope, or all of one villager called ``name``."""
        self.head(title=f"代办 · {name}" if name else "代办")
        self.filters.show_choice(scope, applicant_id=applicant_id)

    def show_again(self) -> None:
        """Show what was chosen last."""
        if not self._offered:
            self._offered = True
            self._offer()
        self._show()

    def run_main(self) -> None:
        """Register a case."""
        self.goto.emit(NEW)

    def changed(self, changes: Changes) -> None:
        """Read the same rows again when cases changed."""
        if changes.touches(*OFFERED):
            self._offer()
        if changes.touches(*CONCERNED):
            self.list.reload()

    def step_back(self) -> bool:
        """Clear what was looked for before going back."""
        if self.filters.text.text():
            self.filters.text.clear()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin in the list, so that Enter opens a case at once."""
        return self.list if self._stack.currentWidget() is self.list else self.filters.scope

    def _show(self) -> None:
        self.list.show_rows(CaseRows(self.desk.session, self.filters.wanted()))

    def _say_count(self) -> None:
        total = self._model.rowCount()
        self._count.setText(f"共 {total} 件。回车打开。" if total else "")
        if total:
            self._stack.setCurrentWidget(self.list)
            return
        if self.filters.is_narrowed():
            self.desk.work.read(self, self.desk.session.cases.count, done=self._say_nothing)
        else:
            self._say_nothing(0)

    def _say_nothing(self, in_all: int) -> None:
        if not self._model.rowCount():
            self._stack.setCurrentWidget(self._no_match if in_all else self._nothing)

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _open_case(self, line: CaseLine) -> None:
        self.goto.emit(Goto("cases", line.id))

    def _offer(self) -> None:
        self.desk.work.read(self, item_options, self.desk.session, done=lambda found: self.filters.offer(*found))
