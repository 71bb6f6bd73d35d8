"""The page of one entry: how it stands, what may be done now, its facts, its files, its past."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.facts import Entry
from ui.attachments.panel import AttachmentsPanel
from ui.ledgers.addresses import CORRECT, EDIT, NEW, entry_at, ledger_at
from ui.ledgers.entries import Tools
from ui.ledgers.entry_facts import state_badge
from ui.ledgers.entry_view import EntryView
from ui.ledgers.reading import ENTRIES, EntrySheet, read_entry, take_step
from ui.ledgers.step_panel import StepPanel
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.past_panel import PastPanel
from ui.widgets.reason_panel import ReasonPanel
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view

_TOLD_BESIDE = ("closed_periods", "attachments")


class EntryPart(Part):
    """One entry. In a closed month it can be read and corrected, and nothing else."""

    def __init__(self, desk: Desk) -> None:
        """Begin without an entry."""
        super().__init__(desk, "台账", "再登一条", scrolls=True)
        self.needs("ledgers.write")
        self._key, self._id, self._wanted_step = "", "", ""
        self._sheet: EntrySheet | None = None
        self.step: StepPanel | None = None
        self._buttons: dict[str, Button] = {}
        self.badge, self._told = Badge(), Label(kind="soft", wraps=True)
        told = "只用于登记错了的。编号不再使用，在回收站里可以恢复，流水里留有记录。"
        self.removal = ReasonPanel("删除这一条", told, "删除")
        self.view, self.attachments, self.past = EntryView(), AttachmentsPanel(desk), PastPanel(desk)
        self.removal.given.connect(self._remove)
        self.removal.left.connect(self.step_back)
        self._row = broken_row()
        self._flow = FlowRow(self._row)
        standing = QHBoxLayout()
        standing.setSpacing(2 * GRID)
        standing.addWidget(self.badge)
        standing.addWidget(self._told, 1)
        standing.addStretch(0)
        self._step_place = QVBoxLayout()
        self.body.addLayout(standing)
        self.body.addWidget(self._row)
        self.body.addLayout(self._step_place)
        for part in (self.removal, self.view, self.attachments, self.past):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_entry(self, key: str, entry_id: str, step: str = "") -> None:
        """Show an entry; ``step`` opens the form of a step at once."""
        if (key, entry_id) != (self._key, self._id):
            self._close_step()
            self.removal.hide()
        self._key, self._id, self._wanted_step = key, entry_id, step
        self._read()

    def run_main(self) -> None:
        """Begin another entry of the same ledger."""
        self.goto.emit(ledger_at(self._key, NEW))

    def changed(self, changes: Changes) -> None:
        """Read again when the entry, its files or its month changed."""
        self.attachments.changed(changes)
        if self._id and (self._id in changes.ids(ENTRIES + self._key) or changes.touches(*_TOLD_BESIDE)):
            self._read()

    def step_back(self) -> bool:
        """Close what is open in the page, else go to the list."""
        if self.step is not None:
            key = self.step.step.key
            self._close_step()
            self._row.show()
            if key in self._buttons:
                self._buttons[key].setFocus()
            return True
        if self.removal.close_panel() or self.attachments.step_back() or self.past.step_back():
            return True
        self.goto.emit(ledger_at(self._key))
        return True

    def first_focus(self) -> QWidget | None:
        """Begin at the first step, else at what can be done with the entry."""
        return next((one for one in self._buttons.values() if one.isEnabled()), None)

    def button(self, key: str) -> Button | None:
        """Give the button of a step, or of edit, correct, remove."""
        return self._buttons.get(key)

    def open_step(self, key: str) -> None:
        """Ask for what a step needs; one that needs nothing is taken at once."""
        sheet = self._sheet
        step = next((one for one in sheet.steps if one.key == key), None) if sheet is not None else None
        if sheet is None or step is None:
            return
        self._close_step()
        session = self.desk.session
        panel = StepPanel(step, sheet, Tools(self.desk.work, session, session.clock.today, sheet.files))
        if not panel.needs_something():
            panel.deleteLater()
            self._take(key, {})
            return
        panel.given.connect(self._take)
        panel.left.connect(self.step_back)
        self.step = panel
        self._step_place.addWidget(panel)
        self._row.hide()
        self.lay_out()
        panel.focus_first()
        bring_into_view(panel)

    def _close_step(self) -> None:
        if self.step is not None:
            self._step_place.removeWidget(self.step)
            self.step.hide()
            self.step.deleteLater()
            self.step = None

    def _read(self) -> None:
        key, entry_id = self._key, self._id
        read = self.desk.work.read
        read(self, read_entry, self.desk.session, key, entry_id, done=self._show, refused=self._gone)

    def _show(self, sheet: EntrySheet) -> None:
        entry = sheet.entry
        if entry.id != self._id:
            return
        self._sheet = sheet
        self.head(title=f"{sheet.declaration.title} {entry.number}  {entry.name}")
        self.badge.show_badge(*state_badge(sheet.declaration, entry.state))
        self._told.setText(_told(sheet))
        self._told.setVisible(bool(self._told.text()))
        self.view.show_sheet(sheet)
        self.attachments.show_subject(ENTRIES + self._key, entry.id, ours=not entry.removed and not sheet.locked)
        self.past.show_subject(ENTRIES + self._key, entry.id)
        self._offer(sheet)
        self.lay_out()
        step, self._wanted_step = self._wanted_step, ""
        if step:
            self.open_step(step)
        elif self.step is None and self.isVisible() and (first := self.first_focus()) is not None:
            first.setFocus()

    def _offer(self, sheet: EntrySheet) -> None:
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        entry = sheet.entry
        if entry.removed:
            self._add("revive", "恢复", self._revive)
        elif sheet.locked:
            if entry.corrected_by:
                newer = sheet.corrected_by.number if sheet.corrected_by else ""
                self._add("newer", f"看更正 {newer}", self._go_to_newer)
            else:
                self._add(CORRECT, "更正", partial(self._go, CORRECT))
        else:
            for step in sheet.steps:
                self._add(step.key, step.verb, partial(self.open_step, step.key))
            self._add(EDIT, "修改", partial(self._go, EDIT))
            if not entry.from_case:
                self._add("remove", "删除…", self.removal.open)
        if entry.corrects:
            self._add("older", f"看原来的 {sheet.corrects.number if sheet.corrects else ''}", self._go_to_older)
        if entry.from_case:
            self._add("case", f"看办件 {sheet.case}", lambda: self.goto.emit(Goto("cases", entry.from_case)))
        self._row.setVisible(bool(self._buttons) and self.step is None)

    def _add(self, key: str, words: str, run: Callable[[], object]) -> None:
        button = Button(words, run)
        if key not in {"newer", "older", "case"}:
            button.bar(self.desk.session.rights.reason("ledgers.write"))
        self._buttons[key] = button
        self._flow.addWidget(button)
        self._row.updateGeometry()

    def _go(self, what: str) -> None:
        self.goto.emit(entry_at(self._key, self._id, what))

    def _go_to_newer(self) -> None:
        if self._sheet is not None:
            self.goto.emit(entry_at(self._key, self._sheet.entry.corrected_by))

    def _go_to_older(self) -> None:
        if self._sheet is not None:
            self.goto.emit(entry_at(self._key, self._sheet.entry.corrects))

    def _take(self, key: str, given: Mapping[str, object]) -> None:
        take = partial(take_step, self.desk.session, self._key, self._id, key, given)
        self.desk.work.write(self, take, done=partial(self._taken, key), refused=self._refused)

    def _taken(self, _key: str, entry: Entry) -> None:
        had_form = self.step is not None
        self._close_step()
        self._row.show()
        if self._sheet is not None:
            label = state_badge(self._sheet.declaration, entry.state)[1]
            say(self, f"{entry.number} 已记下，现在是“{label}”。")
        if had_form:
            self._read()

    def _refused(self, refusal: Refused) -> None:
        if self.step is not None:
            self.step.refuse(refusal)
        else:
            say(self, f"！ {refusal}")

    def _remove(self, reason: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        remove = partial(self.desk.session.ledgers.remove, self._key, self._id, reason)
        key, entry = self._key, sheet.entry

        def told(_: Changes) -> None:
            self.goto.emit(ledger_at(key))
            undo = Undo(partial(self._bring_back, key, entry), "恢复")
            say(self, f"{entry.number} {entry.name} 已删除，在回收站里。", undo)

        self.desk.work.write(self, remove, done=told)

    def _revive(self) -> None:
        if self._sheet is not None:
            self._bring_back(self._key, self._sheet.entry)

    def _bring_back(self, key: str, entry: Entry) -> None:
        session = self.desk.session
        revive = partial(session.history.revive, ENTRIES + key, entry.id, session.operator.id, "恢复")
        self.desk.work.write(self, revive, done=lambda _: say(self, f"{entry.number} {entry.name} 已恢复。"))

    def _gone(self, refusal: Refused) -> None:
        self._sheet = None
        self._close_step()
        self.head(title="台账")
        self._told.setText(str(refusal))
        self._told.show()
        self.badge.show_badge("none", "")
        for part in (self._row, self.removal):
            part.hide()
        self.view.clear()
        self.attachments.clear()


def _told(sheet: EntrySheet) -> str:
    """Say what keeps an entry from being changed, or where it came from."""
    entry, told = sheet.entry, []
    if entry.removed:
        told.append("已删除，在回收站里。")
    elif sheet.locked:
        told.append(f"{sheet.locked}已经结账，这一条只能看。")
        told.append("已经更正过了。" if entry.corrected_by else "写错了请做一条更正，写明原因。")
    if sheet.corrects is not None:
        told.append(f"这是对 {sheet.corrects.number} 的更正。")
    if entry.from_case:
        told.append(f"来自办件 {sheet.case}，办件那边有变化，这里跟着变。")
    return "".join(told)
