"""Where a household belongs: its grid and who is responsible for it, changed in place; the way to the grid's page."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.day_text import long_day
from app.units.homes import HomePlace
from ui.people.reading import PersonSheet
from ui.say import say
from ui.style import GRID
from ui.widgets.act_panel import Act, ActPanel
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, Option, spoken
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.name_entry import NameEntry
from ui.widgets.persons import find_persons
from ui.widgets.row import broken_row

MOVE, ENTRUST = "move", "entrust"
NOWHERE = Option("", "不在网格里", "b")
_ACTS = {
    MOVE: Act("{name}户换网格", "以前在哪个网格都留着。", "保存", ("grid", "since")),
    ENTRUST: Act("{name}户的责任人", "空着就由网格员负责。", "保存", ("who", "since")),
}
_DONE = {MOVE: "网格换好了。", ENTRUST: "责任人换好了。"}


class HomePlacePanel(QWidget):
    """``goto`` leads to the grid; whoever may not change the network only looks."""

    goto = Signal(Goto)

    def __init__(self, desk: Desk) -> None:
        """Begin without a household."""
        super().__init__()
        self._desk = desk
        self._sheet: PersonSheet | None = None
        self.facts, self.panel = Facts("网格和责任人"), ActPanel(_ACTS)
        today, form = desk.session.clock.today, self.panel.form
        form.add("grid", "网格", ChoiceEntry([NOWHERE]))
        self._who = NameEntry(desk.work, partial(find_persons, desk.session))
        form.add("who", "责任人", self._who, advice="空着就由网格员负责")
        form.add("since", "从哪天起", DayEntry(today, latest=today()), needed=True)
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        self.move_home = Button("换网格…", partial(self._ask, MOVE), kind="quiet")
        self.entrust = Button("换责任人…", partial(self._ask, ENTRUST), kind="quiet")
        self.look = Button("看这个网格", self._go, kind="quiet")
        bar(desk, "units.write", self.move_home, self.entrust)
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.look, self.move_home, self.entrust):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (Label("网格和责任人", "heading"), self.facts, row, self.panel):
            column.addWidget(part)

    def show_place(self, sheet: PersonSheet) -> None:
        """Show where the household of a villager belongs; nothing where there is no household or no grid at all."""
        self._sheet = sheet
        self.panel.close_panel()
        place = sheet.place
        self.setVisible(place is not None and bool(place.grid_id or place.own or place.before or sheet.grids))
        if place is None:
            return
        self.facts.show_facts(_facts(place))
        self.look.setVisible(bool(place.grid_id))
        self.move_home.setVisible(bool(sheet.grids))

    def step_back(self) -> bool:
        """Put the form away; ``False`` where none was open."""
        if not self.panel.close_panel():
            return False
        (self.look if self.look.isVisibleTo(self) else self.move_home).setFocus()
        return True

    def _ask(self, what: str) -> None:
        sheet = self._sheet
        if sheet is None or sheet.place is None or sheet.household is None:
            return
        grids = self.panel.form.entry("grid")
        if isinstance(grids, ChoiceEntry):
            grids.offer([NOWHERE, *(spoken(one.id, one.name) for one in sheet.grids)])
        today = self._desk.session.clock.today().isoformat()
        who = sheet.place.responsible if sheet.place.own else ""
        typed = {"grid": sheet.place.grid_id, "who": who, "since": today}
        self.panel.open(what, typed, sheet.household.head_name or sheet.household.number)

    def _go(self) -> None:
        if self._sheet is not None and self._sheet.place is not None:
            self.goto.emit(Goto("units", self._sheet.place.grid_id, f"at:people/{self._sheet.resident.id}"))

    def _do(self, what: str, typed: dict[str, str]) -> None:
        if (act := self._act(what, typed)) is None:
            self.step_back()
        else:
            self._desk.work.write(self, act, done=lambda _: self._done(what))

    def _act(self, what: str, typed: dict[str, str]) -> Callable[[], object] | None:
        """Give what is to be done; nothing where the grid stays what it is."""
        sheet, session = self._sheet, self._desk.session
        if sheet is None or sheet.household is None or sheet.place is None:
            return None
        homes, day = [sheet.household.id], date.fromisoformat(typed["since"])
        if what == ENTRUST:
            return partial(session.homes.entrust, homes, typed["who"], day, self._who.picked_id())
        if typed["grid"] == sheet.place.grid_id:
            return None
        return (
            partial(session.grids.put, typed["grid"], homes, day)
            if typed["grid"]
            else partial(session.grids.take_out, homes, day)
        )

    def _done(self, what: str) -> None:
        self.step_back()
        say(self, _DONE[what])


def _facts(place: HomePlace) -> list[tuple[str, str]]:
    since = f"（{long_day(place.since)}起）" if place.since else ""
    whose = "" if place.own or not place.responsible else "（网格员）"
    nobody = "还没有人" if place.grid_id else ""
    return [
        ("网格", f"{place.grid}{since}" if place.grid_id else "还没有划入网格"),
        ("责任人", f"{place.responsible}{whose}" if place.responsible else nobody),
        ("以前", "；".join(f"{one.grid} {one.since or ''} 至 {one.until}" for one in place.before)),
    ]
