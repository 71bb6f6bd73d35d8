"""The section 网格: every grid with its numbers and who is responsible; whole villager groups are put into one."""

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.changes import Changes
from app.units.grids import Grid
from ui.say import say
from ui.units.reading import AT, CONCERNED, GRIDS, NEW, PLACE, PRINT, GridsSheet, read_grids
from ui.widgets.act_panel import Act, ActPanel
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option, spoken
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel

GROUP = "group"
NO_GROUP = "（没有小组的）"
FIRST = "先在村站下面设立网格，再把小组或者一户一户划进去。"
_ACTS = {GROUP: Act("把整个小组划入网格", "已经在别的网格里的住户不动。", "划入", ("village_group", "grid"))}


class GridsPart(Part):
    """Enter opens a grid."""

    def __init__(self, desk: Desk) -> None:
        """Begin without grids."""
        super().__init__(desk, "网格", "设立网格")
        self.needs("units.write")
        self._sheet: GridsSheet | None = None
        self.panel = ActPanel(_ACTS)
        self.panel.form.add("village_group", "村民小组", ChoiceEntry([]))
        self.panel.form.add("grid", "划入", ChoiceEntry([]))
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        columns = [
            Column("网格", lambda one: one.unit.name),
            Column("责任人", lambda one: _names(one, "A"), 160),
            Column("协助", lambda one: _names(one, "B"), 136, drop=2),
            Column("户数", lambda one: str(one.households), 80, to_right=True),
            Column("人数", lambda one: str(one.people), 80, to_right=True, drop=1),
        ]
        self._model = WindowedModel(desk.work, columns, self)
        self.list = ListView(self._model, "网格", row_id=lambda one: one.unit.id)
        self.list.chosen.connect(lambda one: self.goto.emit(Goto(PLACE, one.unit.id, f"{AT}:{GRIDS}")))
        self.group = Button("把小组划入网格…", self._ask)
        bar(desk, "units.write", self.group)
        self.paper = Button("打印网格一览表", lambda: self.goto.emit(Goto(PLACE, "A4", f"{PRINT}:{GRIDS}")))
        self._row = broken_row()
        flow = FlowRow(self._row)
        for button in (self.group, self.paper):
            flow.addWidget(button)
        self._outside = Label(kind="soft", wraps=True)
        self.empty = EmptyPage("这里是网格：每个网格管哪些住户，谁负责。", FIRST, "设立第一个网格", self.run_main)
        bar(desk, "units.write", self.empty.button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        for part in (self._row, self.panel):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._outside)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - all grids stand here
        """Read the grids."""
        self.panel.close_panel()
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when a grid or a household changed."""
        if changes.touches(*CONCERNED):
            self._read()

    def run_main(self) -> None:
        """Set a grid up."""
        self.goto.emit(Goto(PLACE, "grid", NEW))

    def step_back(self) -> bool:
        """Put the panel away."""
        return self.panel.close_panel()

    def first_focus(self) -> QWidget | None:
        """Begin in the list, or at the first step."""
        return self.empty.button if self._stack.currentWidget() is self.empty else self.list

    def _read(self) -> None:
        self.desk.work.read(self, read_grids, self.desk.session, done=self._show)

    def _show(self, sheet: GridsSheet) -> None:
        self._sheet = sheet
        self.list.show_rows(GivenRows(sheet.grids))
        left = sum(one.households for one in sheet.outside)
        groups = "、".join(f"{one.name or NO_GROUP} {one.households} 户" for one in sheet.outside)
        told = f"还有 {left} 户没有网格：{groups}。" if left else "每一户都有网格。"
        self._outside.setText(told if sheet.grids else "")
        self._row.setVisible(bool(sheet.grids))
        self.group.setEnabled(bool(left) and not self.barred())
        self._stack.setCurrentWidget(self.list if sheet.grids else self.empty)
        if self.isVisible() and self.window().focusWidget() in {None, self}:
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()

    def _ask(self) -> None:
        sheet = self._sheet
        groups, grids = self.panel.form.entry("village_group"), self.panel.form.entry("grid")
        if sheet is None or not isinstance(groups, ChoiceEntry) or not isinstance(grids, ChoiceEntry):
            return
        groups.offer([Option(one.name, f"{one.name or NO_GROUP}（{one.households} 户）") for one in sheet.outside])
        grids.offer([spoken(one.unit.id, one.unit.name) for one in sheet.grids])
        row = self.list.current_row()
        chosen = row.unit.id if row is not None else sheet.grids[0].unit.id
        self.panel.open(GROUP, {"village_group": sheet.outside[0].name, "grid": chosen})

    def _do(self, _what: str, typed: dict[str, str]) -> None:
        put = partial(self.desk.session.grids.put_group, typed["grid"], typed["village_group"])
        self.desk.work.write(self, put, done=self._done)

    def _done(self, count: int) -> None:
        self.panel.close_panel()
        self.list.setFocus()
        say(self, f"划入了 {count} 户。")


def _names(grid: Grid, role: str) -> str:
    return "、".join(dict.fromkeys(one.name for one in grid.responsible if one.role == role))
