"""What is known of a case, to be read: facts at the left, what happened at the right."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.cases.case_facts import case_facts, case_steps
from ui.cases.reading import CaseSheet
from ui.say import say
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.id_clipboard import COPIED, copy_id_number
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.timeline import Timeline


class CaseView(QWidget):
    """``look_wanted`` asks for the applicant's numbers in full, ``removal_wanted`` for taking the case away.

    ``consent_wanted`` asks for where the applicant's consents are kept.
    """

    look_wanted = Signal()
    removal_wanted = Signal()
    consent_wanted = Signal()

    def __init__(self) -> None:
        """Begin without a case."""
        super().__init__()
        self._sheet: CaseSheet | None = None
        self._open_numbers = False
        self.facts, self.timeline = Facts("办件内容"), Timeline("办件经过")
        self.look = Button("显示证件号、电话和住址", self.look_wanted.emit, kind="quiet")
        self.copy = Button("复制身份证号", self._copy, kind="quiet")
        self.remove = Button("登记错了，删除…", self.removal_wanted.emit, kind="quiet")
        self.missing = Label(kind="hint", wraps=True)
        self.consent = Button("记下同意…", self.consent_wanted.emit, kind="quiet")
        foot = broken_row()
        flow = FlowRow(foot)
        flow.addWidget(self.look)
        flow.addWidget(self.copy)
        flow.addWidget(self.remove)
        flow.addWidget(self.consent)
        left, right = _column("办件内容", self.facts, self.missing, foot), _column("办件经过", self.timeline)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Columns(left, right))

    def show_sheet(self, sheet: CaseSheet, today: date) -> None:
        """Show a case; its numbers stay as they were shown while it is the same one."""
        if self._sheet is None or self._sheet.file.case.id != sheet.file.case.id:
            self._open_numbers = False
        self._sheet = sheet
        self.remove.setVisible(sheet.is_ours)
        self.missing.setText(f"还没有记下本人同意：{sheet.consents}" if sheet.consents else "")
        for part in (self.missing, self.consent):
            part.setVisible(bool(sheet.consents))
        self.timeline.show_steps(case_steps(sheet.file, today))
        self._show_facts()

    def show_numbers(self) -> None:
        """Show the applicant's numbers in full."""
        self._open_numbers = True
        self._show_facts()

    def clear(self) -> None:
        """Show nothing."""
        self._sheet = None
        self.facts.show_facts([])
        self.timeline.show_steps([])
        for part in (self.look, self.copy, self.remove, self.missing, self.consent):
            part.hide()

    def _copy(self) -> None:
        if self._sheet is not None:
            copy_id_number(self._sheet.file.case.applicant_id_number)
            say(self, COPIED)

    def _show_facts(self) -> None:
        if self._sheet is None:
            return
        case = self._sheet.file.case
        hidden = bool(case.applicant_id_number or case.applicant_phone or case.applicant_address)
        self.look.setVisible(hidden and self._sheet.is_ours and not self._open_numbers)
        self.copy.setVisible(bool(case.applicant_id_number) and self._open_numbers)
        self.facts.show_facts(
            case_facts(self._sheet.file, self._sheet.due, self._sheet.window, open_numbers=self._open_numbers)
        )


def _column(words: str, *parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(Label(words, "heading"))
    for part in parts:
        column.addWidget(part)
    return holder
