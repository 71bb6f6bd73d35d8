"""The one question when the PC's clock does not fit what was saved last: which day it is."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.clock_doubt import Doubt, clock_rules
from app.core.errors import Refused
from ui.say import Strip
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.day_entry import DayEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.work import Work

if TYPE_CHECKING:
    from app.session import Session


class DayPage(QWidget):
    """Asks for today's day, or to confirm that the clock is right; ``settled`` tells that the clerk may go on."""

    settled = Signal()

    def __init__(self, session: "Session", work: Work) -> None:
        """Begin without a doubt; :meth:`ask` shows one."""
        super().__init__()
        self._session, self._work = session, work
        self.strip = Strip()
        self._question = Label(kind="title", wraps=True)
        self._form = Form()
        self._suggested = session.clock.today()
        self._day = DayEntry(lambda: self._suggested)  # a day typed without its year is near the last entry
        self._form.add("day", "今天是", self._day, needed=True, advice="写成 2026-10-09 的样子")
        self._form.finished.connect(self._use)
        self._right = Button("", self._confirm)
        row = QWidget()
        flow = FlowRow(row)
        flow.addWidget(MainButton("用这个日期", self._use))
        flow.addWidget(self._right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addStretch(1)
        whole.addWidget(self._question)
        whole.addWidget(Label(clock_rules().words["why"], "soft", wraps=True))
        whole.addWidget(self._form)
        whole.addWidget(row)
        whole.addStretch(2)
        whole.addWidget(self.strip)

    def ask(self, doubt: Doubt) -> None:
        """Show the doubt, with the day of the last entry to begin with."""
        self._suggested = doubt.suggested
        self._question.setText(doubt.question)
        self._right.setText(doubt.right)
        self._right.setVisible(bool(doubt.right))
        self._form.show_typed({"day": doubt.suggested.isoformat()})
        self.strip.clear()
        self._day.setFocus()

    def _use(self) -> None:
        day = self._day.day()
        if day is not None and self._form.complete():
            self._set(day)

    def _confirm(self) -> None:
        self._set(self._session.clock.machine_wall().date())

    def _set(self, day: date) -> None:
        self._work.write(self, self._session.set_day, day, done=lambda _: self.settled.emit(), refused=self._refused)

    def _refused(self, refusal: Refused) -> None:
        self.strip.tell(str(refusal), tone="refused")
        self._day.setFocus()
