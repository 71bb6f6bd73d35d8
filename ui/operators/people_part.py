"""The section 操作员: who may sit at this desk, what each may do, and one's own password."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from ui.operators.member_card import PASSWORD, REMOVE, RENAME, ROLE, MemberCard
from ui.operators.member_panel import ADD, MemberPanel
from ui.operators.own_password import OwnPassword
from ui.operators.people_reading import Member, People, read_people
from ui.say import say, strip_of
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row

PLAIN = "权限由程序掌握，不是靠加密：每个密码都能打开全部数据。所以密码只给信得过的人。"
_DONE = {
    ADD: "{name}已添加，可以用自己的密码登录。",
    ROLE: "{name}的权限改好了，马上生效。",
    RENAME: "姓名改好了。",
    PASSWORD: "{name}的新密码设好了，原来的不能用了。",
    REMOVE: "{name}已移去，原来的密码打不开了。",
}


class PeoplePart(Part):
    """A card for each, one panel for what is asked, the own password below."""

    def __init__(self, desk: Desk) -> None:
        """Begin without anybody."""
        super().__init__(desk, "操作员", "添加操作员", scrolls=True)
        self.needs("operators.write")
        self._member: Member | None = None
        self.cards: list[MemberCard] = []
        self.panel, self.own = MemberPanel(), OwnPassword(desk)
        self.panel.given.connect(self._do)
        self.panel.left.connect(self.step_back)
        self._trouble = Label(kind="fault", wraps=True)
        self.mend = Button("清掉名单以外的钥匙", self._mend)
        bar(desk, "operators.write", self.mend)
        self._mending = broken_row()
        FlowRow(self._mending).addWidget(self.mend)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GRID)
        for part in (Label(PLAIN, "soft", wraps=True), self._trouble, self._mending, self.panel):
            self.body.addWidget(part)
        self.body.addLayout(self._cards)
        self.body.addWidget(self.own)
        self.body.addStretch(1)
        self._trouble.hide()
        self._mending.hide()

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - everybody stands on one page
        """Read who there is."""
        self.panel.close_panel()
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again where somebody came, left or changed."""
        if changes.touches("operators"):
            self._read()

    def run_main(self) -> None:
        """Ask for somebody new."""
        self._ask(ADD, None)

    def step_back(self) -> bool:
        """Put the panel away."""
        if not self.panel.close_panel():
            return False
        focus = self._card_button()
        if focus is not None:
            focus.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin in the panel, if it is open, else at the own password for who may do no more."""
        if self.panel.isVisibleTo(self):
            return self.panel.form.entry("name").inner
        return self.own.form.entry("before").inner if self.barred() else None

    def _read(self) -> None:
        self.desk.work.read(self, read_people, self.desk.session, done=self._show)

    def _show(self, people: People) -> None:
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for member in people.members:
            card = MemberCard(member, self.barred())
            card.asked.connect(partial(self._ask, member=member))
            self._cards.addWidget(card)
            self.cards.append(card)
        self._trouble.setText("\n".join(people.mismatches))
        self._trouble.setVisible(bool(people.mismatches))
        self._mending.setVisible(any("清掉" in words for words in people.mismatches))
        self.lay_out()

    def _ask(self, what: str, member: Member | None) -> None:
        self._member = member
        self.panel.open(what, member)

    def _do(self, what: str, typed: dict[str, str]) -> None:
        act = self._act(what, typed)
        name = self._member.operator.name if self._member else typed.get("name", "")
        done = _DONE[what].format(name=name)
        self.desk.work.write(self, act, done=lambda _: self._done(done), refused=self._refused)

    def _act(self, what: str, typed: dict[str, str]) -> Callable[[], object]:
        joining = self.desk.session.joining
        if self._member is None:
            return partial(joining.add, typed["name"], typed["role"], typed["password"])
        who = self._member.operator.id
        acts: dict[str, Callable[[], object]] = {
            ROLE: lambda: joining.change_role(who, typed["role"]),
            RENAME: lambda: joining.rename(who, typed["name"]),
            PASSWORD: lambda: joining.set_password(who, typed["password"]),
            REMOVE: lambda: joining.remove(who, typed["reason"]),
        }
        return acts[what]

    def _done(self, words: str) -> None:
        self.panel.close_panel()
        say(self, words)

    def _refused(self, refusal: Refused) -> None:
        strip_of(self).tell(str(refusal), tone="refused")
        self.panel.form.focus_first()

    def _mend(self) -> None:
        done = "名单和钥匙对上了。"
        self.desk.work.write(self, self.desk.session.joining.mend, done=lambda _: self._done(done))

    def _card_button(self) -> Button | None:
        return next((button for card in self.cards for button in card.buttons.values() if button.isEnabled()), None)
