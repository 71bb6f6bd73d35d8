"""Writing one impact assessment, part by part, from a ready one or from nothing."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.privacy.assessments import PARTS
from app.privacy.declared import ReadyAssessment
from app.privacy.facts import Assessment
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.entry import LongTextEntry, TextEntry
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view

_SHORT = {"title", "outcome", "assessor"}


class AssessmentPanel(QWidget):
    """``kept(assessment)`` asks to keep what was typed."""

    kept = Signal(object)

    def __init__(self) -> None:
        """Begin put away."""
        super().__init__()
        self.form = Form()
        for name, words in PARTS.items():
            entry = TextEntry() if name in _SHORT else LongTextEntry()
            self.form.add(name, words, entry, needed=True)
        self.form.finished.connect(self._keep)
        self.confirm = Button("保存这份评估", self._keep)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("不写了（Esc）", self.close_panel, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(Label("个人信息保护影响评估", "heading"))
        whole.addWidget(self.form)
        whole.addWidget(row)
        self.hide()

    def open(self, ready: ReadyAssessment | None, assessor: str) -> None:
        """Begin with a ready assessment, or with empty parts."""
        typed = {name: "" if ready is None else str(getattr(ready, name, "")) for name in PARTS}
        self.form.show_typed({**typed, "assessor": assessor})
        self.show()
        self.form.focus_first()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    def _keep(self) -> None:
        if self.form.complete():
            self.kept.emit(msgspec.convert(self.form.typed(), Assessment))
