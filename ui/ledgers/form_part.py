"""Filling in an entry of a ledger: a new one, one to change, or the correction of one in a closed month."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.facts import Entry, FieldFault
from ui.ledgers.addresses import CORRECT, entry_at, ledger_at
from ui.ledgers.entries import Tools
from ui.ledgers.entry_facts import known_facts
from ui.ledgers.form import LedgerForm
from ui.ledgers.reading import EntrySheet, correct_entry, find_faults, read_entry, read_new, save_entry
from ui.say import Undo, say
from ui.style import GRID
from ui.widgets.allowed import bar
from ui.widgets.buttons import Button, MainButton
from ui.widgets.desk import Desk
from ui.widgets.entry import TextEntry
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.parts import Part
from ui.widgets.row import broken_row
from ui.work import Ticket

NOTHING: Mapping[str, str] = MappingProxyType({})
REASON = "correction_reason "
"""The key of the line for a correction's reason; no field of a declaration can be called so."""


class LedgerFormPart(Part):
    """The form is built anew for each entry, from the declaration."""

    def __init__(self, desk: Desk) -> None:
        """Begin without a form."""
        super().__init__(desk, "登记", scrolls=True)
        self._key, self._id, self._what = "", "", ""
        self._declaration: Declaration | None = None
        self._asked: Ticket | None = None
        self.form: LedgerForm | None = None
        self._told, self._known = Label(kind="soft", wraps=True), Facts("来自办件")
        self._trouble = Label(kind="fault", wraps=True)
        self.confirm = MainButton("保存（Ctrl+S）", self._confirm)
        bar(desk, "ledgers.write", self.confirm)
        self._place = QVBoxLayout()
        foot = broken_row()
        row = FlowRow(foot)
        row.addWidget(self.confirm)
        row.addWidget(Button("不存了（Esc）", self._leave, kind="quiet"))
        self.body.setSpacing(2 * GRID)
        self.body.addWidget(self._told)
        self.body.addWidget(self._known)
        self.body.addLayout(self._place)
        for part in (self._trouble, foot):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._save_key = QShortcut(QKeySequence("Ctrl+S"), self)
        self._save_key.activated.connect(self._confirm)

    def start(self, key: str, known: Mapping[str, str] = NOTHING) -> None:
        """Begin a new entry with what is known of it."""
        if self._same(key, "", "") and self.form is not None and self.form.is_begun():
            return
        self._begin(key, "", "")
        read = partial(read_new, self.desk.session, key, known)
        self.desk.work.read(self, read, done=self._show_new, refused=self._refused)

    def show_entry(self, key: str, entry_id: str, what: str) -> None:
        """Show an entry to change, or to correct."""
        if self._same(key, entry_id, what) and self.form is not None and self.form.is_begun():
            return
        self._begin(key, entry_id, what)
        show = self._show_entry
        self.desk.work.read(self, read_entry, self.desk.session, key, entry_id, done=show, refused=self._refused)

    def first_focus(self) -> QWidget | None:
        """Begin with the first line that is empty."""
        if self.form is None:
            return None
        self.form.focus_first()
        return self.window().focusWidget()

    def _same(self, key: str, entry_id: str, what: str) -> bool:
        return (self._key, self._id, self._what) == (key, entry_id, what)

    def _begin(self, key: str, entry_id: str, what: str) -> None:
        self._key, self._id, self._what = key, entry_id, what
        self._declaration = None
        self._close_form()
        for part in (self._told, self._known, self._trouble):
            part.hide()
        self.confirm.setEnabled(False)

    def _close_form(self) -> None:
        if self._asked is not None:
            self._asked.drop()
            self._asked = None
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _show_new(self, answer: tuple[Declaration, Mapping[str, Any]]) -> None:
        declaration, values = answer
        if declaration.key != self._key or self._id:
            return
        self.head(title=f"{declaration.title} · 新登一条")
        self._lay_form(declaration, values, frozenset(), ())

    def _show_entry(self, sheet: EntrySheet) -> None:
        if sheet.entry.id != self._id:
            return
        corrects = self._what == CORRECT
        self.head(title=f"{sheet.declaration.title} · {'更正' if corrects else '修改'} {sheet.entry.number}")
        locked = frozenset() if corrects else sheet.from_case()
        if corrects:
            period = sheet.locked or "原来的月份"
            self._told.setText(f"{period}已经结账，原来那一条不动；这里另记一条更正，写上对的内容和原因。")
            self._told.show()
        elif locked:
            self._told.setText(f"来自办件 {sheet.case}：下面这些随办件走，要改请去改办件。")
            self._told.show()
            self._known.show_facts(known_facts(sheet, locked))
            self._known.show()
        values = dict(sheet.entry.values)
        if corrects:
            today, day = self.desk.session.clock.today(), sheet.declaration.day
            values[day] = f"{today:%Y-%m}" if isinstance(values.get(day), str) else today
        self._lay_form(sheet.declaration, values, locked, sheet.files)

    def _lay_form(
        self, declaration: Declaration, values: Mapping[str, Any], locked: frozenset[str], files: Sequence[Any]
    ) -> None:
        self._declaration = declaration
        self._close_form()
        tools = Tools(self.desk.work, self.desk.session, self.desk.session.clock.today, files)
        form = LedgerForm([one for one in declaration.field if one.key not in locked], tools)
        if self._what == CORRECT:
            form.add(REASON, "更正原因", TextEntry(), needed=True, advice="要填，记进流水")
        form.show_values(values)
        form.edited.connect(self._edited)
        form.finished.connect(self._confirm)
        self.form = form
        self._place.addWidget(form)
        self.confirm.setEnabled(True)
        self.lay_out()
        if self.isVisible():
            form.focus_first()

    def _edited(self, _key: str) -> None:
        self._trouble.hide()
        if self.form is None:
            return
        if self._asked is not None:
            self._asked.drop()
        given = self.form.given()
        read = self.desk.work.read
        session, show = self.desk.session, self._show_faults
        self._asked = read(self, find_faults, session, self._key, self._id, given, done=show, refused=_be_silent)

    def _show_faults(self, answer: tuple[Sequence[FieldFault], Sequence[FieldFault]]) -> None:
        self._asked = None
        if self.form is not None:
            self.form.show_faults(answer[0])
            self.form.show_hints(answer[1])

    def _confirm(self) -> None:
        form = self.form
        if form is None or not self.confirm.isEnabled() or not form.complete():
            return
        self.confirm.setEnabled(False)
        session, given = self.desk.session, form.given()
        if self._what == CORRECT:
            save = partial(correct_entry, session, self._key, self._id, given, form.entry(REASON).typed())
        else:
            save = partial(save_entry, session, self._key, self._id, given)
        self.desk.work.write(self, save, done=self._saved, refused=self._refused)

    def _saved(self, entry: Entry) -> None:
        key, was_new, corrects = self._key, not self._id, self._what == CORRECT
        self._close_form()
        self._key = ""
        self.goto.emit(entry_at(key, entry.id))
        words = "登记好了" if was_new else "更正记好了" if corrects else "改好了"
        undo = Undo(partial(self._take_back, key, entry)) if was_new or corrects else None
        say(self, f"{words}：{entry.number} {entry.name}。", undo)

    def _take_back(self, key: str, entry: Entry) -> None:
        remove = partial(self.desk.session.ledgers.remove, key, entry.id, "登记后马上撤销")

        def told(_: Changes) -> None:
            self.goto.emit(ledger_at(key))
            say(self, f"已撤销：{entry.number} {entry.name}。")

        self.desk.work.write(self, remove, done=told)

    def _refused(self, refusal: Refused) -> None:
        self.confirm.setEnabled(self.form is not None)
        faults = getattr(refusal, "faults", ())
        if self.form is not None:
            self.form.show_faults(faults, pressed=True)
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()

    def _leave(self) -> None:
        key, entry_id = self._key, self._id
        self._close_form()
        self._key = ""
        self.goto.emit(entry_at(key, entry_id) if entry_id else ledger_at(key))


def _be_silent(_: Refused) -> None:
    """Leave it to saving to tell why a ledger cannot be asked."""
