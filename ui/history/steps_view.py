"""The last steps of whoever sits here, each with its undo beside it, or why it cannot be taken back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.history.facts import Action
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.scrolling import lay_out, scrolling

_UNDO, _REDO = "撤销", "重做"


class StepsView(QWidget):
    """``taken_back(step)`` asks to undo a step, or to do again what was undone."""

    taken_back = Signal(Action)

    def __init__(self) -> None:
        """Begin without steps."""
        super().__init__()
        self.buttons: list[Button] = []
        self._rows = QWidget()
        self._grid = self._fresh_grid()
        words = "您自己最近做的 30 步。撤销会把记录改回那一步以前的样子，也记进流水；撤销了的可以重做。"
        self._empty = Label("还没有做过什么。登记、修改、办理之后，这里可以撤销。", "soft", wraps=True)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, GRID, 0)
        column.addWidget(self._empty)
        column.addWidget(self._rows)
        column.addStretch(1)
        self._area = scrolling(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(Label(words, "soft", wraps=True))
        whole.addWidget(self._area, 1)

    def show_steps(self, steps: Sequence[Action]) -> None:
        """Show other steps; the focus stays in its place."""
        focused = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), -1)
        for child in self._rows.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._grid.removeWidget(child)
            child.hide()
            child.deleteLater()
        self.buttons = []
        for at, step in enumerate(steps):
            self._lay(at, step)
        self._grid.setRowStretch(len(steps), 1)
        self._empty.setVisible(not steps)
        lay_out(self._area)
        if focused >= 0 and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()

    def first_focus(self) -> QWidget | None:
        """Begin at the newest step."""
        return self.buttons[0] if self.buttons else None

    def _fresh_grid(self) -> QGridLayout:
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        return grid

    def _lay(self, at: int, step: Action) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        told = "\n".join(part for part in (step.words, step.blocked) if part)
        self._grid.addWidget(Label(step.when, "soft"), at, 0, middle)
        self._grid.addWidget(Label(told, "soft" if step.blocked else "", wraps=True), at, 1, middle)
        if not step.blocked:
            button = Button(_REDO if step.back else _UNDO, partial(self.taken_back.emit, step))
            button.setAccessibleName(f"{_REDO}：{step.words}" if step.back else f"{_UNDO}：{step.words}")
            self._grid.addWidget(button, at, 2, middle)
            self.buttons.append(button)
