"""The households of a grid: put in one by one, moved or taken out one or many, each with who is responsible."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from app.units.grids import GridHousehold
from ui.say import say, say_refusal
from ui.style import GRID
from ui.units.reading import PEOPLE, UnitSheet, find_households, head_of
from ui.widgets.act_panel import Act, ActPanel
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceEntry, spoken
from ui.widgets.day_entry import DayEntry
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.name_entry import NameEntry
from ui.widgets.persons import find_persons
from ui.widgets.pick_entry import PickEntry
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel

PUT, MOVE, OUT, ENTRUST = "put", "move", "out", "entrust"
FEW, MOST_HOMES = 3, 12
"""Names told in a heading, households seen at once."""
_ACTS = {
    PUT: Act("把一户划入{name}", "已经在别的网格里的，从这天起归到这里。", "划入", ("home", "since")),
    MOVE: Act("把{name}移到别的网格", "以前在哪个网格都留着。", "移过去", ("grid", "since")),
    OUT: Act("把{name}划出网格", "以前在这个网格里留着，可以再划入。", "划出", ("last",)),
    ENTRUST: Act("{name}的责任人", "空着就由网格员负责。", "保存", ("who", "since")),
}
_BUTTONS = {PUT: "划入一户…", MOVE: "移到别的网格…", OUT: "划出…", ENTRUST: "换责任人…"}


class HomesPanel(QWidget):
    """Enter on a household opens it; the steps act on every household that is marked."""

    goto = Signal(Goto)

    def __init__(self, desk: Desk) -> None:
        """Begin without a grid."""
        super().__init__()
        self._desk = desk
        self._sheet: UnitSheet | None = None
        self._chosen: tuple[GridHousehold, ...] = ()
        self.panel = ActPanel(_ACTS)
        self._add_lines()
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        self.list = ListView(
            WindowedModel(desk.work, _columns(self._responsible), self), "住户", row_id=lambda one: one.id
        )
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.keep_small(MOST_HOMES)
        self.list.chosen.connect(self._open)
        self.buttons = {what: Button(words, partial(self.ask, what)) for what, words in _BUTTONS.items()}
        bar(desk, "units.write", *self.buttons.values())
        self._told = Label(kind="soft", wraps=True)
        row = broken_row()
        flow = FlowRow(row)
        for button in self.buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for part in (Label("住户", "heading"), row, self.panel, self.list, self._told):
            column.addWidget(part)

    def show_homes(self, sheet: UnitSheet) -> None:
        """Show the households of a grid; one that has ended shows none and takes none."""
        self._sheet = sheet
        homes, is_open = sheet.households, sheet.unit.is_open
        self.setVisible(is_open)
        self.list.show_rows(GivenRows(homes))
        self.list.setVisible(bool(homes))
        self.buttons[PUT].setVisible(is_open)
        for what in (OUT, ENTRUST):
            self.buttons[what].setVisible(bool(homes))
        self.buttons[MOVE].setVisible(bool(homes and sheet.same))
        people = sum(one.people for one in homes)
        told = f"共 {len(homes)} 户 {people} 人。回车打开这一户；按住 Shift 用上下键选几户，一起移或划出。"
        self._told.setText(told if homes else "还没有住户。一户一户划入，或者在“网格”里把整个小组划进来。")

    def step_back(self) -> bool:
        """Put the form away; ``False`` where none was open."""
        if not self.panel.close_panel():
            return False
        (self.list if self.list.isVisibleTo(self) else self.buttons[PUT]).setFocus()
        return True

    def ask(self, what: str) -> None:
        """Ask for what a step needs."""
        sheet, self._chosen = self._sheet, self._marked()
        if sheet is None:
            return
        if what != PUT and not self._chosen:
            say(self, "请先在住户里选一户。")
            return
        grids = self.panel.form.entry("grid")
        if isinstance(grids, ChoiceEntry):
            grids.offer([spoken(one.id, one.name) for one in sheet.same])
        today = self._desk.session.clock.today().isoformat()
        who = self._chosen[0].responsible if what == ENTRUST else ""
        name = sheet.unit.name if what == PUT else _names(self._chosen)
        self.panel.open(what, {"since": today, "last": today, "who": who, "home": ""}, name)

    def _add_lines(self) -> None:
        desk, form = self._desk, self.panel.form
        find = partial(find_households, desk.session, lambda: self._sheet.unit.id if self._sheet is not None else "")
        pick = PickEntry(desk.work, find, "哪一户", placeholder="户主姓名、拼音首字母、户号")
        today = desk.session.clock.today
        form.add("home", "哪一户", pick, needed=True, advice="上下键选，回车确定")
        form.add("grid", "移到", ChoiceEntry([]), needed=True)
        self._who = NameEntry(desk.work, partial(find_persons, desk.session))
        form.add("who", "责任人", self._who, advice="空着就由网格员负责")
        form.add("since", "从哪天起", DayEntry(today, latest=today()), needed=True)
        form.add("last", "到哪天为止", DayEntry(today, latest=today()), needed=True)

    def _marked(self) -> tuple[GridHousehold, ...]:
        """Give the households that are marked, else the one under the line."""
        homes = self._sheet.households if self._sheet is not None else ()
        at = sorted({index.row() for index in self.list.selectionModel().selectedRows()})
        return tuple(homes[n] for n in at if n < len(homes))

    def _do(self, what: str, typed: dict[str, str]) -> None:
        act = self._act(what, typed)
        self._desk.work.write(self, act, done=lambda _: self._done(what), refused=partial(say_refusal, self))

    def _act(self, what: str, typed: dict[str, str]) -> Callable[[], object]:
        session, ids = self._desk.session, [one.id for one in self._chosen]
        day = date.fromisoformat(typed.get("since") or typed["last"])
        if what == PUT:
            grid = self._sheet.unit.id if self._sheet is not None else ""
            return partial(session.grids.put, grid, [typed["home"]], day)
        if what == MOVE:
            return partial(session.grids.put, typed["grid"], ids, day)
        if what == OUT:
            return partial(session.grids.take_out, ids, day)
        return partial(session.homes.entrust, ids, typed["who"], day, self._who.picked_id())

    def _done(self, what: str) -> None:
        if what == PUT:
            say(self, "划入了。接着找下一户，或按 Esc。")
            self.panel.form.show_typed({"home": ""})
            self.panel.form.focus_first()
            return
        count = len(self._chosen)
        self.step_back()
        say(self, {MOVE: f"移过去了 {count} 户。", OUT: f"划出了 {count} 户。", ENTRUST: "责任人换好了。"}[what])

    def _open(self, one: GridHousehold) -> None:
        self._desk.work.read(self, head_of, self._desk.session, one.id, done=partial(self._go, one.head_name))

    def _go(self, name: str, resident_id: str) -> None:
        if resident_id:
            self.goto.emit(Goto(PEOPLE, resident_id))
        else:
            say(self, f"{name}户还没有登记村民，请先在“村民”里登记。")

    def _responsible(self, one: GridHousehold) -> str:
        return one.responsible or (self._sheet.responsible if self._sheet is not None else "")


def _names(homes: Sequence[GridHousehold]) -> str:
    told = "、".join(f"{one.head_name or one.number}户" for one in homes[:FEW])
    return told if len(homes) <= FEW else f"{told}等 {len(homes)} 户"


def _columns(responsible: Callable[[GridHousehold], str]) -> list[Column]:
    return [
        Column("户主", lambda one: one.head_name, 136),
        Column("户号", lambda one: one.number, 96, drop=3),
        Column("村民小组", lambda one: one.villager_group, 104, drop=2),
        Column("住址", lambda one: one.address, drop=1),
        Column("人数", lambda one: str(one.people), 64, to_right=True),
        Column("责任人", responsible, 112),
        Column("划入日期", lambda one: str(one.since or ""), 120, drop=4),
    ]
