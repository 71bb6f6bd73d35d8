"""The section 四级网络: every unit as a tree; Enter opens one."""

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.changes import Changes
from ui.say import say
from ui.units.reading import CONCERNED, NETWORK, NEW, PLACE, PRINT, TreeRow, kind_words, read_tree
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.flow import FlowRow
from ui.widgets.given_rows import GivenRows
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.widgets.windowed import Column, WindowedModel

BEGIN = "按本站设置建立县、乡镇、村三级"


class NetworkPart(Part):
    """The tree; the main button sets a unit up."""

    def __init__(self, desk: Desk) -> None:
        """Begin without units."""
        super().__init__(desk, "组织", "设立单位")
        self.needs("units.write")
        self._ended = False
        columns = [
            Column("单位", _name),
            Column("种类", lambda row: kind_words(row.unit), 176, drop=2),
            Column("负责人", lambda row: row.people, 200),
            Column("电话", lambda row: row.phone, 160, drop=1),
        ]
        self._model = WindowedModel(desk.work, columns, self)
        self.list = ListView(self._model, "组织和服务网络", row_id=lambda row: row.unit.id)
        self.list.chosen.connect(lambda row: self.goto.emit(Goto(PLACE, row.unit.id)))
        self.ended = Button("连同撤并的", self._turn, kind="quiet")
        self.print_large = Button("打印网络图（A3）", partial(self._print, "A3"))
        self.print_small = Button("打印网络图（A4）", partial(self._print, "A4"), kind="quiet")
        self.empty = EmptyPage(
            "这里是县、乡镇、村站、服务点四级和党组织、网格。",
            "先按本站设置建立上面三级，再添服务点、党支部和网格。",
            BEGIN,
            self.begin,
        )
        bar(desk, "units.write", self.empty.button)
        self._row = broken_row()
        flow = FlowRow(self._row)
        for button in (self.print_large, self.print_small, self.ended):
            flow.addWidget(button)
        self._count = Label(kind="soft")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._row)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._count)

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - the whole tree stands here
        """Read the tree."""
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when a unit or its people changed."""
        if changes.touches(*CONCERNED):
            self._read()

    def run_main(self) -> None:
        """Set a unit up."""
        self.goto.emit(Goto(PLACE, what=NEW))

    def first_focus(self) -> QWidget | None:
        """Begin in the tree, or at the first step."""
        return self.empty.button if self._stack.currentWidget() is self.empty else self.list

    def begin(self) -> None:
        """Set the upper tiers up."""
        self.desk.work.write(self, self.desk.session.network.begin, done=lambda _: say(self, "上面三级建好了。"))

    def _read(self) -> None:
        self.desk.work.read(self, read_tree, self.desk.session, self._ended, done=self._show)

    def _show(self, rows: tuple[TreeRow, ...]) -> None:
        there = bool(rows)
        self._stack.setCurrentWidget(self.list if there else self.empty)
        self._row.setVisible(there or self._ended)
        self.list.show_rows(GivenRows(rows))
        open_ones = sum(1 for row in rows if row.unit.is_open)
        self._count.setText(f"共 {open_ones} 个单位。回车打开。" if there else "")
        if self.isVisible() and self.window().focusWidget() in {None, self}:
            focus = self.first_focus()
            if focus is not None:
                focus.setFocus()

    def _turn(self) -> None:
        self._ended = not self._ended
        self.ended.setText("不看撤并的" if self._ended else "连同撤并的")
        self._read()

    def _print(self, paper: str) -> None:
        self.goto.emit(Goto(PLACE, paper, f"{PRINT}:{NETWORK}"))


def _name(row: TreeRow) -> str:
    ended = "" if row.unit.is_open else "（已撤并）"
    return f"{row.branch}{row.unit.name}{ended}"
