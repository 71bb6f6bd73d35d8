"""The past of the one thing shown: who changed what, when and why; full numbers only after a look that is noted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label, sheet
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from app.history.facts import Entry
    from ui.widgets.desk import Desk

AT_ONCE = 30


class PastPanel(QWidget):
    """A button that opens the past of the subject below it."""

    def __init__(self, desk: "Desk") -> None:
        """Begin closed, without a subject."""
        super().__init__()
        self._desk = desk
        self._of: tuple[str, str] = ("", "")
        self._entries: Sequence[Entry] = ()
        self._shown = AT_ONCE
        self.ask = Button("以前的改动", self.open, kind="quiet")
        self.timeline, self.more = Timeline("以前的改动"), Button("再往前看", self._show_more, kind="quiet")
        self.look = Button("显示完整号码", self._look, kind="quiet")
        self.away = Button("收起（Esc）", self.step_back, kind="quiet")
        row, head = broken_row(), broken_row()
        flow = FlowRow(row)
        for button in (self.more, self.look, self.away):
            flow.addWidget(button)
        FlowRow(head).addWidget(self.ask)
        self._sheet = sheet()
        inside = QVBoxLayout(self._sheet)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        for part in (Label("以前的改动", "heading"), self.timeline, row):
            inside.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(head)
        whole.addWidget(self._sheet)
        self._sheet.hide()

    def show_subject(self, table: str, row_id: str) -> None:
        """Be about a row; what is open stays open for the same one, and is read again."""
        if (table, row_id) != self._of:
            self._of, self._shown = (table, row_id), AT_ONCE
            self._close()
        elif self.is_open():
            self._read()

    def open(self) -> None:
        """Show the past of the subject."""
        self._read()

    def is_open(self) -> bool:
        """Tell whether the past is shown."""
        return not self._sheet.isHidden()

    def step_back(self) -> bool:
        """Put the past away; ``False`` where it was not open."""
        if not self.is_open():
            return False
        self._close()
        self.ask.setFocus()
        return True

    def _close(self) -> None:
        self._sheet.hide()
        self.ask.show()

    def _read(self) -> None:
        self._desk.work.read(self, self._desk.session.history.of, *self._of, done=self._show)

    def _show(self, entries: "Sequence[Entry]") -> None:
        if entries and not any((entry.table, entry.row_id) == self._of for entry in entries):
            return
        first = not self.is_open()
        self._entries = entries
        self._lay_steps()
        self._sheet.show()
        if first:
            self.away.setFocus()
            self.ask.hide()
            bring_into_view(self)

    def _lay_steps(self) -> None:
        shown = self._entries[: self._shown]
        whose = next((entry.name for entry in self._entries if (entry.table, entry.row_id) == self._of), "")
        self.timeline.show_steps([past_step(entry, whose) for entry in shown])
        left = len(self._entries) - len(shown)
        self.more.setVisible(left > 0)
        self.more.setText(f"再往前看（还有 {left} 条）")
        hidden = any("*" in change.words for entry in self._entries for change in entry.changes)
        self.look.setVisible(hidden and self._desk.session.may("identity.see"))

    def _show_more(self) -> None:
        self._shown += AT_ONCE
        self._lay_steps()

    def _look(self) -> None:
        session = self._desk.session
        self._desk.work.write(self, session.history.look_at, *self._of, session.operator.id, done=self._show)


def past_step(entry: "Entry", whose: str = "") -> Step:
    """Give an entry as a step of a timeline; the record is named where it is another one than ``whose``."""
    name = entry.name if entry.name != whose else ""
    marks = "（已撤销）" if entry.undone else ""
    reason = "" if entry.reason == entry.what else entry.reason
    between = "\n" if any(change.before for change in entry.changes) else "；"
    told = ["，".join(part for part in (entry.who, reason) if part)]
    told.append(between.join(change.words for change in entry.changes))
    what = " ".join(part for part in (entry.what, name) if part) + marks
    return Step(entry.when, what, why="\n".join(part for part in told if part))
