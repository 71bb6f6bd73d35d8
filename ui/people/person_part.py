"""The page of one villager: facts, household, every case."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.cases.reading import OURS
from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.core.masking import mask_id_number
from app.people.facts import Resident, TypedHousehold, is_minor
from app.people.field_errors import FieldErrors
from ui.attachments.panel import AttachmentsPanel
from ui.people.home_place_panel import HomePlacePanel
from ui.people.household_panel import HouseholdPanel
from ui.people.list_part import EDIT, PLACE
from ui.people.reading import PersonSheet, read_person
from ui.people.rows import CasesOfOne, case_columns
from ui.say import Undo, say, say_refusal
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button, MainButton
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk, Goto
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.id_clipboard import COPIED, copy_id_number
from ui.widgets.labels import Label
from ui.widgets.list_view import ListView
from ui.widgets.parts import Part
from ui.widgets.past_panel import PastPanel
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.row import broken_row
from ui.widgets.windowed import WindowedModel

CONCERNED = ("residents", "households", "grid_households", "contact_links", "post_holders", "units")


class PersonPart(Part):
    """One villager. The id number is masked until it is asked for; asking goes into the journal."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nobody."""
        super().__init__(desk, "村民", scrolls=True)
        self._id, self._number = "", ""
        self._sheet: PersonSheet | None = None
        self._facts, self.household, self.home_place = Facts("村民资料"), HouseholdPanel(), HomePlacePanel(desk)
        self._model = WindowedModel(desk.work, case_columns(desk.session.clock.today), self)
        self.cases = ListView(self._model, "这位村民的代办件", row_id=lambda line: line.id)
        self.register = MainButton("登记代办件", lambda: self.goto.emit(Goto("cases", self._id, "new")))
        self.edit = Button("修改资料", lambda: self.goto.emit(Goto(PLACE, self._id, EDIT)))
        self.look, self.copy = Button("显示身份证号", self._look), Button("复制身份证号", self._copy)
        self.privacy = Button("个人信息", lambda: self.goto.emit(Goto("settings", self._id, "privacy")))
        told = "只用于登记重复或登记错的人；迁出、去世请在“修改资料”里写迁出日期。办过的事都保留。"
        self.removal = ReasonPanel("移出名册", told, "移出")
        self.remove, self.revive = Button("移出名册…", self.removal.open), Button("恢复到名册", self._revive)
        bar(desk, "cases.write", self.register)
        bar(desk, "people.write", self.edit, self.remove, self.revive, self.household.edit)
        bar(desk, "identity.see", self.look)
        self._no_cases = Label("还没有办过事。", "soft")
        self.attachments, self.past = AttachmentsPanel(desk), PastPanel(desk)
        self._lay()
        self._connect()

    def show_person(self, resident_id: str) -> None:
        """Show a villager."""
        if resident_id != self._id:
            self._number = ""
            self.removal.hide()
        self._id = resident_id
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when the villager, the household or the cases changed."""
        self.attachments.changed(changes)
        if self._id and changes.touches(*CONCERNED):
            self._read()
        elif self._id and changes.touches("cases"):
            self.cases.reload()

    def step_back(self) -> bool:
        """Close what is open in the page."""
        above = self.removal.close_panel() or self.household.close_form() or self.home_place.step_back()
        return above or self._step_back_below()

    def first_focus(self) -> QWidget | None:
        """Begin with the main action."""
        return self.register

    def _step_back_below(self) -> bool:
        return self.attachments.step_back() or self.past.step_back()

    def _lay(self) -> None:
        row, facts = broken_row(), QWidget()
        flow = FlowRow(row)
        for button in (self.register, self.edit, self.look, self.copy, self.privacy, self.remove, self.revive):
            flow.addWidget(button)
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Label("资料", "heading"))
        column.addWidget(self._facts)
        column.addStretch(1)
        self.body.addWidget(row)
        self.body.addWidget(self.removal)
        self.body.addWidget(Columns(facts, self.household))
        self.body.addWidget(self.home_place)
        self.body.addWidget(Label("办过的事", "heading"))
        self.body.addWidget(self._no_cases)
        self.body.addWidget(self.cases, 1)
        self.body.addWidget(self.attachments)
        self.body.addWidget(self.past)
        self.body.addStretch(0)

    def _connect(self) -> None:
        self.cases.chosen.connect(lambda line: self.goto.emit(Goto("cases", line.id)))
        self.household.chosen.connect(lambda resident_id: self.goto.emit(Goto(PLACE, resident_id)))
        self.household.edited.connect(self._keep_household)
        self.home_place.goto.connect(self.goto)
        self.removal.given.connect(self._remove)
        self.removal.left.connect(self.step_back)
        self._model.arrived.connect(self._say_cases)

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
        for button in (self.register, self.edit, self.remove):
            button.setVisible(not one.deleted)
        self.revive.setVisible(one.deleted)
        self._show_facts()
        self.household.show_household(sheet)
        self.home_place.show_place(sheet)
        self.attachments.show_subject("residents", one.id, ours=not one.deleted and one.owner == OURS)
        self.past.show_subject("residents", one.id)
        self.lay_out()

    def _show_facts(self) -> None:
        if self._sheet is None:
            return
        one = self._sheet.resident
        self.look.setVisible(bool(one.id_number) and not self._number)
        self.copy.setVisible(bool(self._number))
        minor = is_minor(one.birth_day, self.desk.session.clock.today())
        self._facts.show_facts(_facts(one, self._number, minor=minor))

    def _look(self) -> None:
        session = self.desk.session
        look = partial(session.people.look_at_id_number, self._id, session.operator.id)
        self.desk.work.write(self, look, done=partial(self._show_number, self._id))

    def _copy(self) -> None:
        copy_id_number(self._number)
        say(self, COPIED)

    def _show_number(self, resident_id: str, number: str) -> None:
        if resident_id == self._id:
            self._number = number
            self._show_facts()

    def _keep_household(self, household_id: str, typed: TypedHousehold) -> None:
        session = self.desk.session
        keep = partial(session.people.edit_household, household_id, typed, session.operator.id)
        self.desk.work.write(self, keep, done=lambda _: say(self, "这一户改好了。"), refused=self._household_refused)

    def _household_refused(self, refusal: Refused) -> None:
        if isinstance(refusal, FieldErrors):
            self.household.show_errors(refusal.errors)
        else:
            say_refusal(self, refusal)

    def _remove(self, reason: str) -> None:
        session, name = self.desk.session, self.title()
        remove = partial(session.people.remove, self._id, session.operator.id, reason)
        self.desk.work.write(self, remove, done=lambda _: say(self, f"{name}已移出名册。", Undo(self._revive, "恢复")))

    def _revive(self) -> None:
        session, name = self.desk.session, self.title()
        revive = partial(session.people.revive, self._id, session.operator.id)
        self.desk.work.write(self, revive, done=lambda _: say(self, f"{name}已恢复到名册。"))

    def _say_cases(self) -> None:
        there = self._model.rowCount() > 0
        self.cases.setVisible(there)
        self._no_cases.setVisible(not there)

    def _gone(self, refusal: Refused) -> None:
        self._sheet = None
        self.head(title="村民")
        self._facts.show_facts([("", str(refusal))])
        for part in (self.register, self.edit, self.look, self.copy, self.remove, self.revive, self.household):
            part.hide()
        self.home_place.hide()
        self.attachments.clear()


def _facts(one: Resident, number: str, *, minor: bool) -> list[tuple[str, str]]:
    born = long_day(one.birth_day) if one.birth_day else ""
    left = f"{long_day(one.left_on)} {one.left_reason}".strip() if one.left_on else ""
    return [
        ("名册", "已移出名册" if one.deleted else ""),
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
