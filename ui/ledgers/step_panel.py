"""Taking a step of an entry: its name, and only the fields that the step needs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.errors import Refused
from app.ledgers.declaration import Step
from ui.ledgers.entries import Tools
from ui.ledgers.form import LedgerForm
from ui.ledgers.reading import EntrySheet
from ui.style import GRID
from ui.widgets.buttons import Button, MainButton
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row


class StepPanel(QFrame):
    """``given(step, fields)`` tells that the step shall be taken, ``left`` that it shall not."""

    given = Signal(str, object)
    left = Signal()

    def __init__(self, step: Step, sheet: EntrySheet, tools: Tools) -> None:
        """Ask for what ``step`` needs and no case has filled, beginning with what stands there."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.step = step
        fields = [one for one in sheet.declaration.field if one.key in step.needs and one.key not in sheet.from_case()]
        self.form = LedgerForm(fields, tools, needed={one.key for one in fields})
        values = dict(sheet.entry.values)
        for one in fields:
            if one.kind == "day" and values.get(one.key) is None:
                values[one.key] = tools.today()
        self.form.show_values(values)
        self.form.finished.connect(self._finish)
        self.confirm = MainButton(step.verb, self._finish)
        self._trouble = Label(kind="fault", wraps=True)
        self._trouble.hide()
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("不做了（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        label = next(one.label for one in sheet.declaration.state if one.key == step.to)
        whole.addWidget(Label(step.verb, "heading"))
        whole.addWidget(Label(f"做了以后，这一条的状态是“{label}”。", "soft", wraps=True))
        for part in (self.form, self._trouble, row):
            whole.addWidget(part)

    def needs_something(self) -> bool:
        """Tell whether the step asks for any field."""
        return bool(self.form.typed())

    def focus_first(self) -> None:
        """Begin in the first empty field, or at the button."""
        if self.needs_something():
            self.form.focus_first()
        else:
            self.confirm.setFocus()

    def refuse(self, refusal: Refused) -> None:
        """Say why it was not taken."""
        self.form.show_faults(getattr(refusal, "faults", ()), pressed=True)
        self._trouble.setText(f"！ {refusal}")
        self._trouble.show()

    def _finish(self) -> None:
        if self.form.complete():
            self.given.emit(self.step.key, self.form.given())
