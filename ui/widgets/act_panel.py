"""One form in the page for whichever step was asked for, with the lines that the step needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view


@dataclass(frozen=True, slots=True)
class Act:
    """One step: its heading (``{name}`` is filled in), what follows from it, the verb on the button, its lines."""

    heading: str
    told: str
    verb: str
    lines: tuple[str, ...]


class ActPanel(QFrame):
    """``given(what, typed)`` tells that it shall be done, ``left`` that it shall not; the owner adds the lines."""

    given = Signal(str, dict)
    left = Signal()

    def __init__(self, acts: Mapping[str, Act]) -> None:
        """Begin hidden, without lines."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._acts, self._what = acts, ""
        self._heading, self._told = Label(kind="heading", wraps=True), Label(kind="soft", wraps=True)
        self.form = Form()
        self.form.finished.connect(self._finish)
        self.confirm = Button("", self._finish)
        row = broken_row()
        flow = FlowRow(row)
        flow.addWidget(self.confirm)
        flow.addWidget(Button("不做了（Esc）", self.left.emit, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._heading, self._told, self.form, row):
            whole.addWidget(part)
        self.hide()

    def open(self, what: str, typed: Mapping[str, str], name: str = "", *, ready: bool = False) -> None:
        """Ask for what a step needs, ``typed`` already there; ``ready`` puts the keys on the button."""
        act = self._acts[what]
        self._what = what
        for key in {key for one in self._acts.values() for key in one.lines}:
            self.form.show_line(key, there=key in act.lines)
        self.form.show_typed(dict.fromkeys(act.lines, "") | dict(typed))
        self._heading.setText(act.heading.format(name=name))
        self._told.setText(act.told)
        self._told.setVisible(bool(act.told))
        self.confirm.setText(act.verb)
        self.show()
        if ready:
            self.confirm.setFocus()
        else:
            self.form.focus_first()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    def _finish(self) -> None:
        if self.form.complete():
            self.given.emit(self._what, self.form.typed())
