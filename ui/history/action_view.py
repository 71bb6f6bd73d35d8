"""One action of the journal: every entry with what changed, the way to its record, and the taking back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.history.facts import Action, Entry, Place
from app.history.service import FEW_ENTRIES
from ui.history.columns import reason_words
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.past_panel import past_step
from ui.widgets.row import broken_row
from ui.widgets.scrolling import lay_out, scrolling
from ui.widgets.timeline import Timeline


class ActionView(QWidget):
    """``opened`` asks to go to the record, ``taken_back`` to undo the step, ``left`` to go back to the list."""

    opened = Signal(Place)
    taken_back = Signal(Action)
    left = Signal()

    def __init__(self) -> None:
        """Begin without an action."""
        super().__init__()
        self._action: Action | None = None
        self._heading, self._told = Label(kind="heading", wraps=True), Label(kind="soft", wraps=True)
        self.record = Button("打开这条记录", self._open)
        self.undo = Button("撤销这一步", self._take_back)
        self.timeline = Timeline("改了什么")
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.record, self.undo, Button("回到流水（Esc）", self.left.emit, kind="quiet")):
            flow.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, GRID, 0)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self._area = scrolling(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        for part in (self._heading, self._told, row):
            whole.addWidget(part)
        whole.addWidget(self._area, 1)

    def show_action(self, action: Action, entries: Sequence[Entry], *, own: bool) -> None:
        """Show an action; ``own`` ones of whoever sits here may be taken back."""
        self._action = action
        self._heading.setText(action.words + ("（已撤销）" if action.undone else ""))
        self._told.setText("，".join(part for part in (action.when, action.who, reason_words(action)) if part))
        self.record.setVisible(action.place is not None)
        self.undo.setVisible(own and not action.undone)
        self.undo.setText("重做" if action.back else "撤销这一步")
        steps = [past_step(entry, action.name) for entry in entries]
        self.timeline.show_steps(steps)
        if len(entries) >= FEW_ENTRIES and action.entries > len(entries):
            self._told.setText(f"{self._told.text()}；共 {action.entries} 条，下面是开头的 {len(entries)} 条")
        lay_out(self._area)
        (self.record if action.place is not None else self.undo).setFocus()

    def _open(self) -> None:
        if self._action is not None and self._action.place is not None:
            self.opened.emit(self._action.place)

    def _take_back(self) -> None:
        if self._action is not None:
            self.taken_back.emit(self._action)
