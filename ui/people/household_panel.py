"""The household of a villager: whose it is, who lives in it, and changing it in place."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.facts import FieldError, Household, TypedHousehold
from ui.people.reading import PersonSheet
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.entry import TextEntry
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.verdict import fault

_LINES = (
    ("head_name", "户主"), ("number", "户号"), ("villager_group", "村民小组"), ("address", "住址"),
    ("phone", "电话"), ("note", "备注"),
)


class HouseholdPanel(QWidget):
    """``chosen(resident_id)`` opens another member, ``edited(household_id, typed)`` asks to keep what was typed."""

    chosen = Signal(str)
    edited = Signal(str, TypedHousehold)

    def __init__(self) -> None:
        """Begin without a household."""
        super().__init__()
        self._household: Household | None = None
        self.facts, self.form = Facts("同一户"), Form()
        for key, words in _LINES:
            self.form.add(key, words, TextEntry(letters=14))
        self.form.finished.connect(self._keep)
        self.members: list[Button] = []
        self._member_row = broken_row()
        self._member_flow = FlowRow(self._member_row)
        self.edit, self.keep = Button("修改这一户", self.open_form, kind="quiet"), Button("保存这一户", self._keep)
        self._leave = Button("不改了（Esc）", self.close_form, kind="quiet")
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.edit, self.keep, self._leave):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (Label("同一户", "heading"), self.facts, self._member_row, self.form, row):
            column.addWidget(part)
        column.addStretch(1)
        self.close_form()

    def show_household(self, sheet: PersonSheet) -> None:
        """Show the household of a villager and who else lives in it."""
        household = self._household = sheet.household
        told = [("户", "还没有归到哪一户")]
        if household is not None:
            told = [(words, getattr(household, key)) for key, words in _LINES]
        self.facts.show_facts(told)
        for button in self.members:
            self._member_flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.members = []
        for member in sheet.members:
            role = f"（{member.household_role}）" if member.household_role else ""
            button = Button(f"{member.name}{role}", partial(self.chosen.emit, member.id), kind="quiet")
            self._member_flow.addWidget(button)
            self.members.append(button)
        self._member_row.setVisible(bool(sheet.members))
        self.close_form()

    def open_form(self) -> None:
        """Begin to change the household."""
        if self._household is None:
            return
        self.form.show_typed({key: getattr(self._household, key) for key, _ in _LINES})
        self._turn(editing=True)
        self.form.entry("head_name").setFocus()

    def close_form(self) -> bool:
        """Put the form away; ``False`` where it was not open."""
        was_open = not self.form.isHidden()
        self._turn(editing=False)
        return was_open

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Hold what the office found against the lines."""
        for error in errors:
            self.form.tell(error.field, fault(error.sentence))

    def _turn(self, *, editing: bool) -> None:
        self.facts.setVisible(not editing)
        for part in (self.form, self.keep, self._leave):
            part.setVisible(editing)
        self.edit.setVisible(not editing and self._household is not None)

    def _keep(self) -> None:
        if self._household is not None and self.form.complete():
            self.edited.emit(self._household.id, TypedHousehold(**self.form.typed()))
