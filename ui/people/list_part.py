"""The list of villagers, narrowed by group and text."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.core.changes import Changes
from app.people.facts import Resident
from ui.people.rows import PeopleRows, people_columns
from ui.style import GRID, text_size
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.choice_entry import ChoiceBox, Option
from ui.widgets.desk import Desk, Goto
from ui.widgets.empty import EmptyPage
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.text_box import TextBox
from ui.widgets.windowed import WindowedModel

PLACE = "people"
NEW, EDIT, IMPORT = "new", "edit", "import"


class PeopleListPart(Part):
    """The villagers; Enter opens one."""

    def __init__(self, desk: Desk) -> None:
        """Begin with everybody."""
        super().__init__(desk, "村民", "登记村民")
        self.needs("people.write")
        self._model = WindowedModel(desk.work, people_columns(desk.session.clock.today), self)
        self.list = ListView(self._model, "村民名册", row_id=lambda one: one.id)
        self.list.chosen.connect(self._open)
        self.text, self.group = TextBox(), ChoiceBox([Option("", "全部小组", "qb")])
        self.text.setPlaceholderText("姓名、拼音、电话、证件尾号、住址")
        self.text.setAccessibleName("找村民")
        self.group.setAccessibleName("村民小组（筛选）")
        self._import = Button("从 Excel 导入", lambda: self.goto.emit(Goto(PLACE, what=IMPORT)))
        self._count = Label(kind="soft")
        self._empty = EmptyPage(
            "这里是全村的人，登记办件时从这里选。",
            "有现成的 Excel 名册就导入，没有就一位一位登记。",
            "从 Excel 导入",
            lambda: self.goto.emit(Goto(PLACE, what=IMPORT)),
        )
        bar(desk, "people.write", self._import, self._empty.button)
        self._no_match = EmptyPage("没有找到这样的村民。", "换一个字，或者看全部小组。", "看全部", self.show_all)
        self._stack = QStackedWidget()
        for part in (self.list, self._empty, self._no_match):
            self._stack.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self.text, 3)
        row.addWidget(self.group)
        row.addStretch(1)
        row.addWidget(self._import)
        self.text.setMinimumWidth(text_size().scaled(160))
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._count)
        self.text.composed.connect(lambda _: self.show_again())
        self.text.entered.connect(self._enter_list)
        self.group.currentIndexChanged.connect(lambda _: self.show_again())
        self.group.entered.connect(self._enter_list)
        self._model.arrived.connect(self._say_count)

    def begin(self) -> None:
        """Read groups and rows."""
        self._read_groups()
        self.show_again()

    def show_again(self) -> None:
        """Show what is asked for now."""
        self.list.show_rows(PeopleRows(self.desk.session, self.text.text().strip(), self.group.value()))

    def show_all(self) -> None:
        """Ask for everybody."""
        self.group.choose("")
        self.text.clear()

    def run_main(self) -> None:
        """Register a villager."""
        self.goto.emit(Goto(PLACE, what=NEW))

    def changed(self, changes: Changes) -> None:
        """Read again when villagers changed."""
        if changes.touches("residents"):
            self._read_groups()
            self.list.reload()

    def step_back(self) -> bool:
        """Clear what was looked for before going back."""
        if self.text.text():
            self.text.clear()
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin where a name is typed."""
        return self.text

    def _read_groups(self) -> None:
        self.desk.work.read(self, self.desk.session.people.groups, done=self._offer_groups)

    def _offer_groups(self, groups: Sequence[str]) -> None:
        self.group.offer([Option("", "全部小组", "qb"), *(Option(group, group) for group in groups if group)])

    def _say_count(self) -> None:
        total = self._model.rowCount()
        narrowed = bool(self.text.text().strip() or self.group.value())
        self._stack.setCurrentWidget(self.list if total else self._no_match if narrowed else self._empty)
        self._count.setText(f"共 {total} 人。回车打开。" if total else "")

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _open(self, one: Resident) -> None:
        self.goto.emit(Goto(PLACE, one.id))
