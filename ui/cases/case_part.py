"""The page of one case: how it stands, what may be done now, the facts, and everything that happened."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.cases.facts import Case, Given
from app.cases.shown import Offer
from app.cases.workflow import workflow
from app.core.changes import Changes
from app.core.errors import Refused
from ui.attachments.panel import AttachmentsPanel
from ui.cases.case_facts import printable_slips
from ui.cases.case_view import CaseView
from ui.cases.reading import CaseSheet, read_case
from ui.cases.step_form import StepForm
from ui.cases.steps_row import ButtonRow
from ui.say import say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from ui.widgets.case_badge import badge_kind
from ui.widgets.desk import Desk, Goto
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.past_panel import PastPanel
from ui.widgets.reason_panel import ReasonPanel

AMEND = "amend"


class CasePart(Part):
    """``print_wanted(slip, number)`` asks for a paper; ``shown`` tells that the case asked for is on the screen."""

    print_wanted = Signal(str, str)
    shown = Signal(str)
    removed = Signal(Case)

    def __init__(self, desk: Desk) -> None:
        """Begin without a case."""
        super().__init__(desk, "代办件", scrolls=True)
        self._id, self._wanted_step, self._just_taken = "", "", ""
        self._sheet: CaseSheet | None = None
        self._form: StepForm | None = None
        self.badge, self._state = Badge(), Label()
        self.steps, self.slips = ButtonRow("可以做的"), ButtonRow("可以打印的")
        self.view, self.attachments, self.past = CaseView(), AttachmentsPanel(desk), PastPanel(desk)
        self._removal = ReasonPanel(
            "删除这个件", "只用于登记错了的件。编号不再使用，日志里留有记录；办过的事请用撤回、终止或更正。", "删除"
        )
        self._removal.given.connect(self.remove)
        self._removal.left.connect(self.step_back)
        self.view.look_wanted.connect(self._look)
        self.view.removal_wanted.connect(self._removal.open)
        for row in (self.steps, self.slips):
            row.bar(desk.session.rights.reason("cases.write"))
        bar(desk, "cases.write", self.view.remove)
        bar(desk, "identity.see", self.view.look)
        self.view.consent_wanted.connect(self._go_to_consents)
        self.steps.pressed.connect(self.open_step)
        self.slips.pressed.connect(self._print)
        self._lay()

    def show_case(self, case_id: str, step: str = "") -> None:
        """Show a case; ``step`` opens the form of a step at once."""
        if case_id != self._id:
            self._just_taken = ""
            self._close_form()
        self._id, self._wanted_step = case_id, step
        self._read()

    def open_step(self, key: str) -> None:
        """Open the form of a step that the case allows."""
        offer = self._offer(key)
        if self._sheet is None or offer is None:
            return
        self._close_form()
        form = StepForm(offer, self._sheet.file, self.desk.session.clock.today)
        form.given.connect(self._take)
        form.left.connect(self.step_back)
        self._form = form
        self._form_place.addWidget(form)
        self.steps.hide()
        self.slips.hide()
        self.lay_out()
        form.first_focus().setFocus()
        if key == AMEND:
            self._note_look_while_amending()

    def case_id(self) -> str:
        """Give the id of the case that is shown."""
        return self._id

    def offer_slip(self, slip: str) -> None:
        """Put the paper of a step that was just taken first."""
        self._just_taken = slip

    def form(self) -> StepForm | None:
        """Give the form that is open."""
        return self._form

    def changed(self, changes: Changes) -> None:
        """Read the case again when it, or what its due day rests on, changed."""
        self.attachments.changed(changes)
        ours = self._id in changes.ids("cases") or changes.touches("settings", "calendar_years", "consents")
        if self._id and ours:
            self._read()

    def remove(self, reason: str) -> None:
        """Remove the case, with the reason."""
        if self._sheet is None:
            return
        session, case = self.desk.session, self._sheet.file.case
        remove = partial(session.cases.remove, case.number, reason, session.operator)
        self.desk.work.write(self, remove, done=lambda _: self.removed.emit(case))

    def step_back(self) -> bool:
        """Close the form of a step."""
        if self._removal.close_panel():
            self.view.remove.setFocus()
            return True
        if self._form is None:
            return self.attachments.step_back() or self.past.step_back()
        key = self._form.key()
        self._close_form()
        self._show_buttons()
        button = self.steps.button(key)
        if button is not None:
            button.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the form, else at the paper of the step just taken, else at the main step."""
        if self._form is not None:
            return self._form.first_focus()
        return self._next_button()

    def _lay(self) -> None:
        standing = QHBoxLayout()
        standing.setSpacing(2 * GRID)
        standing.addWidget(self.badge)
        standing.addWidget(self._state, 1)
        self._form_place = QVBoxLayout()
        self.body.addLayout(standing)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.slips)
        self.body.addLayout(self._form_place)
        self.body.addWidget(self._removal)
        self.body.addWidget(self.view)
        self.body.addWidget(self.attachments)
        self.body.addWidget(self.past)
        self.body.addStretch(1)

    def _go_to_consents(self) -> None:
        if self._sheet is not None:
            self.goto.emit(Goto("settings", str(self._sheet.file.case.applicant_id), "privacy"))

    def _read(self) -> None:
        self.desk.work.read(self, read_case, self.desk.session, self._id, done=self._show, refused=self._gone)

    def _show(self, sheet: CaseSheet) -> None:
        if sheet.file.case.id != self._id:
            return
        self._sheet = sheet
        file = sheet.file
        self.head(title=f"{file.case.number}  {file.case.applicant_name}：{file.case.item_name}")
        self.badge.show_badge(badge_kind(file.standing.kind, due_soon=file.standing.due_soon), file.standing.words)
        self._state.setText(workflow().label(file.case.state))
        self.view.show_sheet(sheet, self.desk.session.clock.today())
        self.attachments.show_subject("cases", self._id, ours=sheet.is_ours)
        self.past.show_subject("cases", self._id)
        if self._form is None:
            self._show_buttons()
        self.lay_out()
        step, self._wanted_step = self._wanted_step, ""
        if step:
            self.open_step(step)
        elif self._form is None and self.isVisible():
            button = self._next_button()
            if button is not None:
                button.setFocus()
        self.shown.emit(self._id)

    def _show_buttons(self) -> None:
        if self._sheet is not None:
            ours = self._sheet.is_ours
            self.steps.offer_steps(self._sheet.file.offers if ours else ())
            self.slips.offer_slips(printable_slips(self._sheet.file) if ours else ())

    def _next_button(self) -> Button | None:
        paper = self.slips.button(self._just_taken) if self._just_taken else None
        return paper or self.steps.first() or self.slips.first()

    def _offer(self, key: str) -> Offer | None:
        offers = () if self._sheet is None else self._sheet.file.offers
        return next((offer for offer in offers if offer.key == key), None)

    def _take(self, key: str, given: Given) -> None:
        offer = self._offer(key)
        if self._sheet is None or offer is None:
            return
        session = self.desk.session
        take = partial(session.cases.take, key, self._sheet.file.case.number, given, session.operator)
        self.desk.work.write(self, take, done=partial(self._taken, offer), refused=self._refused)

    def _taken(self, offer: Offer, case: Case) -> None:
        self._close_form()
        self._just_taken = offer.slips[0] if offer.slips else ""
        done = workflow().transition(offer.key).done
        say(self, f"{case.number} 已记下：{done}。现在是“{workflow().label(case.state)}”。")

    def _refused(self, refusal: Refused) -> None:
        if self._form is not None:
            self._form.refuse(str(refusal))

    def _gone(self, refusal: Refused) -> None:
        self.head(title="代办件")
        self._sheet = None
        for row in (self.steps, self.slips, self._removal):
            row.hide()
        self.badge.show_badge("none", "")
        self._state.setText(str(refusal))
        self.view.clear()
        self.past.show_subject("cases", self._id)
        self.attachments.clear()

    def _close_form(self) -> None:
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _print(self, slip: str) -> None:
        if self._sheet is not None:
            self.print_wanted.emit(slip, self._sheet.file.case.number)

    def _note_look_while_amending(self) -> None:
        """Note that the form shows what the page hides: number, phone and address of the applicant."""
        if self._sheet is not None:
            session, case = self.desk.session, self._sheet.file.case
            if case.applicant_id_number or case.applicant_phone or case.applicant_address:
                why = "更正时看到申请人的证件号、电话和住址"
                self.desk.work.write(self, partial(session.cases.look_at, case.number, session.operator, why))

    def _look(self) -> None:
        if self._sheet is None:
            return
        session, number = self.desk.session, self._sheet.file.case.number
        look = partial(session.cases.look_at, number, session.operator)
        self.desk.work.write(self, look, done=lambda _: self.view.show_numbers())
