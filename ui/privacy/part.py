"""The section 个人信息: the office's side, or, opened with a villager, theirs; and the answer before it is printed."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.day_text import long_day
from app.documents.reading import page_count
from ui.printing.preview import Preview, Sheet
from ui.privacy.reading import OfOffice, OfPerson, read_office, read_person
from ui.privacy.views import OfficeSide, PersonSide
from ui.say import say
from ui.widgets.desk import Desk, Goto
from ui.widgets.parts import Part
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.scrolling import lay_out, scrolling

if TYPE_CHECKING:
    from app.privacy.facts import Assessment

TITLE = "个人信息"
CONCERNED = ("consents", "impact_assessments", "cases", "residents")
ERASED_TOLD = (
    "不能撤销：资料、办件里的姓名证件电话、流水旧值、扫描件和单据都清空，编号和天数留作统计；"
    "备份到期才清，答复单写明。"
)


class PrivacyPart(Part):
    """Shows the office's side, a villager's, or the answer sheet."""

    def __init__(self, desk: Desk) -> None:
        """Begin at the office's side."""
        super().__init__(desk, TITLE)
        self._person = self._number = ""
        self.office, self.person = OfficeSide(desk.session.operator.name), PersonSide(desk.session.clock.today)
        self.removal = ReasonPanel("依法删除", ERASED_TOLD, "删除并打印答复单")
        self.preview = Preview(desk.work, preferred=partial(desk.session.settings.text, "printing.printer"))
        self._stack = QStackedWidget()
        self._areas = [_scrolled(side) for side in (self.office, self.person)]
        for view in (*self._areas, self.preview):
            self._stack.addWidget(view)
        self.body.addWidget(self.removal)
        self.body.addWidget(self._stack, 1)
        self._connect()

    def opened(self, subject: str = "", what: str = "") -> None:  # noqa: ARG002 - the subject says which side
        """Show a villager's side, or the office's."""
        self._person = subject
        self._put_removal_away()
        self.office.writing.close_panel()
        self._stack.setCurrentWidget(self._areas[1 if subject else 0])
        self.head(title=TITLE)
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again when something of it changed."""
        if changes.touches(*CONCERNED):
            self._read()

    def step_back(self) -> bool:
        """Put a panel away, leave the answer, or leave the villager."""
        if self._put_removal_away() or self.office.writing.close_panel():
            return True
        if self._stack.currentWidget() is self.preview:
            self.preview.clear()
            self.opened(self._person)
            return True
        if self._person:
            self.goto.emit(Goto("people", self._person))
            return True
        return False

    def first_focus(self) -> QWidget | None:
        """Begin with the first thing that can be done."""
        if self._stack.currentWidget() is self.preview:
            return self.preview.first_focus()
        return self.person.asks[0] if self._person else self.office.first_focus()

    def _connect(self) -> None:
        for side in (self.office, self.person):
            side.answered.connect(self._answer)
            side.erased.connect(self._begin_erasing)
            side.opened.connect(lambda case_id: self.goto.emit(Goto("cases", case_id)))
        self.office.writing.kept.connect(self._keep_assessment)
        self.person.asked.connect(self._ask)
        self.person.consents.given.connect(self._give)
        self.person.consents.withdrawn.connect(self._withdraw)
        self.removal.given.connect(self._erase)
        self.removal.left.connect(self.step_back)
        self.preview.left.connect(self.step_back)

    def _read(self) -> None:
        session, work = self.desk.session, self.desk.work
        if self._person:
            work.read(self, read_person, session, self._person, done=self._show_person)
        else:
            work.read(self, read_office, session, done=self._show_office)

    def _show_office(self, found: OfOffice) -> None:
        self.office.show_office(found)
        lay_out(self._areas[0])

    def _show_person(self, one: OfPerson) -> None:
        if one.resident.id != self._person:
            return
        if self._stack.currentWidget() is not self.preview:
            self.head(title=f"{one.resident.name} 的个人信息")
        self.person.show_person(one)
        lay_out(self._areas[1])

    def _ask(self, key: str) -> None:
        session = self.desk.session
        register = partial(session.privacy.requests.register, self._person, key, "", session.operator)
        self.desk.work.write(self, register, done=lambda case: say(self, f"已登记请求：{case.number}。"))

    def _give(self, typed: dict[str, str]) -> None:
        day = date.fromisoformat(typed["day"]) if typed["day"] else None
        signed = {name: typed.get(name, "") for name in ("given_by", "guardian")}
        give = partial(self.desk.session.privacy.consents.give, self._person, typed["purpose"], day=day, **signed)
        self.desk.work.write(self, give, done=lambda _: say(self, "同意已经记下。"))

    def _withdraw(self, consent_id: str) -> None:
        withdraw = partial(self.desk.session.privacy.consents.withdraw, consent_id)
        self.desk.work.write(self, withdraw, done=lambda _: say(self, "已撤回，以前做的事照旧有效。"))

    def _keep_assessment(self, typed: "Assessment") -> None:
        keep = partial(self.desk.session.privacy.assessments.keep, typed)
        self.desk.work.write(self, keep, done=self._kept)

    def _kept(self, one: "Assessment") -> None:
        self.office.writing.close_panel()
        say(self, f"评估已保存，至少保存到{long_day(one.keep_until) if one.keep_until else ''}。")

    def _answer(self, number: str) -> None:
        answer = partial(self.desk.session.privacy.answer, number)
        self.desk.work.write(self, answer, done=partial(self._show_answer, number))

    def _begin_erasing(self, number: str) -> None:
        self._number = number
        self._stack.hide()  # the question is read alone: beside it there would be too little room for large text
        self.removal.open()

    def _put_removal_away(self) -> bool:
        self._stack.show()
        return self.removal.close_panel()

    def _erase(self, reason: str) -> None:
        self._stack.show()
        erase = partial(self.desk.session.privacy.erase, self._number, reason)
        self.desk.work.write(self, erase, done=lambda made: self._show_answer(self._number, made[1]))

    def _show_answer(self, number: str, pdf: bytes) -> None:
        self.head(title=f"答复单 · {number}")
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_sheet(Sheet(f"答复单 {number}", pdf, page_count(pdf)))
        self.preview.first_focus().setFocus()


def _scrolled(side: QWidget) -> QScrollArea:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(side)
    return scrolling(column)
