"""Registering a villager, or changing one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.people.facts import Candidate, Resident, typed_again
from app.people.field_errors import FieldErrors
from ui.people.alike import AlikePanel
from ui.people.form import ResidentForm
from ui.people.list_part import PLACE
from ui.people.reading import PersonSheet, household_hit, read_person, save_person
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button, MainButton
from ui.widgets.columns import Columns
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.work import Ticket

_WHO = frozenset({"name", "id_number", "birth_day", "villager_group"})


class ResidentFormPart(Part):
    """The form of a villager with what the register knows beside it."""

    def __init__(self, desk: Desk) -> None:
        """Begin with an empty form."""
        super().__init__(desk, "登记村民", scrolls=True)
        self._id = ""
        self._before: Resident | None = None
        self._dismissed: frozenset[str] = frozenset()
        self._candidates: Sequence[Candidate] = ()
        self._asked: Ticket | None = None
        self.form = ResidentForm(desk.work, desk.session, desk.session.clock.today)
        self.alike = AlikePanel()
        self._trouble = Label(kind="fault", wraps=True)
        self.confirm = MainButton("保存", self._confirm)
        bar(desk, "people.write", self.confirm)
        self._lay()
        self.form.edited.connect(self._edited)
        self.form.finished.connect(self._confirm)
        self.form.id_number.asked.connect(self._note_look)
        self.alike.is_he.connect(lambda resident_id: self.goto.emit(Goto(PLACE, resident_id)))
        self.alike.is_other.connect(self._dismiss)

    def start(self, name: str = "") -> None:
        """Begin with a new villager, whose name may be known."""
        self._begin("")
        self.head(title="登记村民")
        self.form.show_resident(None)
        if name:
            self.form.entry("name").show_typed(name)

    def show_person(self, resident_id: str) -> None:
        """Show a villager to change."""
        self._begin(resident_id)
        self.head(title="修改村民资料")
        self.desk.work.read(self, read_person, self.desk.session, resident_id, done=self._show)

    def first_focus(self) -> QWidget | None:
        """Begin with the name."""
        return self.form.entry("name")

    def _begin(self, resident_id: str) -> None:
        self._id, self._dismissed = resident_id, frozenset()
        self._trouble.hide()
        self.alike.show_candidates(())
        self.confirm.setEnabled(True)

    def _lay(self) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.alike)
        beside.addStretch(1)
        foot = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        row = FlowRow(foot)
        row.addWidget(self.confirm)
        row.addWidget(Button("不存了（Esc）", self._leave, kind="quiet"))
        for part in (self.form, self._trouble, foot):
            column.addWidget(part)
        self.body.addWidget(Columns(left, right, from_width=1080, shares=(5, 2), second_on_top=True))
        self.body.addStretch(1)

    def _show(self, sheet: PersonSheet) -> None:
        if sheet.resident.id == self._id:
            self._before = sheet.resident
            self.form.show_resident(sheet.resident, household_hit(sheet.household) if sheet.household else None)

    def _edited(self, key: str) -> None:
        self._trouble.hide()
        if key not in _WHO:
            return
        if self._asked is not None:
            self._asked.drop()
        people = self.desk.session.people
        typed = self.form.resident()
        self._asked = self.desk.work.read(self, people.maybe_same_person, typed, self._id, done=self._show_alike)

    def _show_alike(self, candidates: Sequence[Candidate]) -> None:
        self._asked = None
        self._candidates = candidates
        self.alike.show_candidates([one for one in candidates if one.certain or one.resident.id not in self._dismissed])

    def _dismiss(self) -> None:
        self._dismissed |= {one.resident.id for one in self._candidates}
        self.alike.show_candidates(())
        self.form.focus_first()

    def _note_look(self) -> None:
        if self._id:
            session = self.desk.session
            look = partial(session.people.look_at_id_number, self._id, session.operator.id)
            self.desk.work.write(self, look)

    def _confirm(self) -> None:
        if not self.confirm.isEnabled() or not self.form.complete():
            return
        self.confirm.setEnabled(False)
        session, typed = self.desk.session, self.form.resident()
        self.desk.work.write(
            self, save_person, session, typed, self._id, done=self._saved, refused=self._refused
        )

    def _saved(self, one: Resident) -> None:
        self.confirm.setEnabled(True)
        before = self._before if self._id else None
        words = "改好了" if before else "登记好了"
        self.goto.emit(Goto(PLACE, one.id))
        say(self, f"{words}：{one.name}。", Undo(partial(self._take_back, one, before)))

    def _take_back(self, one: Resident, before: Resident | None) -> None:
        session = self.desk.session
        who = session.operator.id

        def take_back() -> Changes:
            if before is None:
                return session.people.remove(one.id, who, "登记后马上撤销")
            return session.people.edit(one.id, typed_again(before), who, "撤销修改")[1]

        self.desk.work.write(self, take_back, done=lambda _: say(self, f"已撤销：{one.name}。"))

    def _refused(self, refusal: Refused) -> None:
        self.confirm.setEnabled(True)
        if isinstance(refusal, FieldErrors):
            self.form.show_errors(refusal.errors)
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()

    def _leave(self) -> None:
        self.goto.emit(Goto(PLACE, self._id))
