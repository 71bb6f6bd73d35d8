"""The page of one villager: facts, household, every case."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.core.masking import mask_id_number
from app.people.facts import Resident, is_minor
from ui.people.list_part import PLACE
from ui.people.reading import PersonSheet, read_person
from ui.people.rows import CasesOfOne, case_columns
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.windowed import WindowedModel

EDIT = "edit"


class PersonPart(Part):
    """One villager. The id number is masked until it is asked for; asking goes into the journal."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nobody."""
        super().__init__(desk, "村民", scrolls=True)
        self._id, self._number = "", ""
        self._sheet: PersonSheet | None = None
        self._facts, self._household = Facts("村民资料"), Facts("同一户")
        self._members = QWidget()
        self._member_row = FlowRow(self._members)
        self._member_buttons: list[Button] = []
        self._model = WindowedModel(desk.work, case_columns(desk.session.clock.today()), self)
        self.cases = ListView(self._model, "这位村民的代办件", row_id=lambda line: line.id)
        self.cases.chosen.connect(lambda line: self.goto.emit(Goto("cases", line.id)))
        self.look = Button("显示身份证号", self._look, kind="quiet")
        self.register = MainButton("给他登记代办件", lambda: self.goto.emit(Goto("cases", self._id, "new")))
        self.edit = Button("修改资料", lambda: self.goto.emit(Goto(PLACE, self._id, EDIT)))
        self._no_cases = Label("还没有办过事。", "soft")
        self._model.arrived.connect(self._say_cases)
        self._lay()

    def show_person(self, resident_id: str) -> None:
        """Show a villager."""
        if resident_id != self._id:
            self._number = ""
        self._id = resident_id
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when the villager, the household or the cases changed."""
        if self._id and changes.touches("residents", "households"):
            self._read()
        elif self._id and changes.touches("cases"):
            self.cases.reload()

    def first_focus(self) -> QWidget | None:
        """Begin with the main action."""
        return self.register

    def _lay(self) -> None:
        buttons = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        for holder in (buttons, self._members):
            holder.setSizePolicy(policy)
        row = FlowRow(buttons)
        for button in (self.register, self.edit):
            row.addWidget(button)
        facts, home = QWidget(), QWidget()
        self._column(facts, "资料", self._facts, self.look)
        self._column(home, "同一户", self._household, self._members)
        self.body.addWidget(buttons)
        self.body.addWidget(Columns(facts, home))
        self.body.addWidget(Label("办过的事", "heading"))
        self.body.addWidget(self._no_cases)
        self.body.addWidget(self.cases, 1)

    def _column(self, holder: QWidget, words: str, *parts: QWidget) -> None:
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Label(words, "heading"))
        for part in parts:
            if isinstance(part, Button):
                row = QHBoxLayout()
                row.addWidget(part)
                row.addStretch(1)
                column.addLayout(row)
            else:
                column.addWidget(part)
        column.addStretch(1)

    def _read(self) -> None:
        session = self.desk.session
        self.desk.work.read(self, read_person, session, self._id, done=self._show, refused=self._gone)
        self.cases.show_rows(CasesOfOne(session, self._id))

    def _show(self, sheet: PersonSheet) -> None:
        one = sheet.resident
        if one.id != self._id:
            return
        self._sheet = sheet
        self.head(title=f"{one.name}（{one.nickname}）" if one.nickname else one.name)
        self.register.setText(f"给{'她' if one.sex == '女' else '他'}登记代办件")
        self._show_facts()
        household = sheet.household
        self._household.show_facts(
            [("户", "还没有归到哪一户")] if household is None else [
                ("户主", household.head_name), ("户号", household.number), ("住址", household.address),
                ("电话", household.phone), ("备注", household.note),
            ]
        )
        self._show_members(sheet)

    def _show_facts(self) -> None:
        if self._sheet is None:
            return
        one = self._sheet.resident
        self.look.setVisible(bool(one.id_number) and not self._number)
        minor = is_minor(one.birth_day, self.desk.session.clock.today())
        self._facts.show_facts(_facts(one, self._number, minor=minor))

    def _show_members(self, sheet: PersonSheet) -> None:
        for button in self._member_buttons:
            self._member_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._member_buttons = []
        for member in sheet.members:
            role = f"（{member.household_role}）" if member.household_role else ""
            button = Button(f"{member.name}{role}", partial(self._open, member.id), kind="quiet")
            self._member_row.addWidget(button)
            self._member_buttons.append(button)
        self._members.setVisible(bool(sheet.members))

    def _open(self, resident_id: str) -> None:
        self.goto.emit(Goto(PLACE, resident_id))

    def _look(self) -> None:
        session = self.desk.session
        look = partial(session.people.look_at_id_number, self._id, session.operator.id)
        self.desk.work.write(self, look, done=partial(self._show_number, self._id))

    def _show_number(self, resident_id: str, number: str) -> None:
        if resident_id == self._id:
            self._number = number
            self._show_facts()

    def _say_cases(self) -> None:
        there = self._model.rowCount() > 0
        self.cases.setVisible(there)
        self._no_cases.setVisible(not there)

    def _gone(self, refusal: Refused) -> None:
        self._sheet = None
        self.head(title="村民")
        self._facts.show_facts([("", str(refusal))])
        self._household.show_facts([])


def _facts(one: Resident, number: str, *, minor: bool) -> list[tuple[str, str]]:
    born = long_day(one.birth_day) if one.birth_day else ""
    left = f"{long_day(one.left_on)} {one.left_reason}".strip() if one.left_on else ""
    return [
        ("性别", one.sex),
        ("出生", f"{born}（未成年）" if minor else born),
        ("身份证号", number or mask_id_number(one.id_number)),
        ("电话", one.phone),
        ("村民小组", one.villager_group),
        ("住址", one.address),
        ("与户主关系", one.household_role),
        ("备注", one.note),
        ("公示", "不上公示栏" if one.keep_private else ""),
        ("迁出", left),
        ("来源", "从名册导入" if one.brought_over else ""),
    ]
