"""What the board asks for now, each line with its reason and its button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from ui.notices.reading import DueLine
from ui.style import GRID
from ui.widgets.badge import signed
from ui.widgets.buttons import Button
from ui.widgets.desk import Goto
from ui.widgets.labels import Label


class DuePanel(QFrame):
    """``pressed(goto)`` tells which line shall be done."""

    pressed = Signal(Goto)

    def __init__(self) -> None:
        """Begin without lines."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.setAccessibleName("公示栏要做的事")
        self.buttons: list[Button] = []
        self._lines: list[DueLine] = []
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 4)

    def show_lines(self, lines: Sequence[DueLine]) -> None:
        """Show other lines; hidden where there are none; the focus stays at its line, or at the one in its place."""
        if list(lines) == self._lines:
            return
        self._lines = list(lines)
        focused = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], []
        for at, line in enumerate(lines):
            what, why = _words(line.what), _words(signed("overdue", line.why) if line.late else line.why)
            button = Button(line.verb)
            button.setAccessibleName(f"{line.verb}：{line.what}，{line.why}")
            button.clicked.connect(lambda _checked=False, goto=line.goto: self.pressed.emit(goto))
            for column, part in enumerate((what, why, button)):
                self._grid.addWidget(part, at, column)
                self._parts.append(part)
            self.buttons.append(button)
        self.setVisible(bool(lines))
        if focused is not None and self.buttons:
            self.buttons[min(focused, len(self.buttons) - 1)].setFocus()


def _words(words: str) -> Label:
    label = Label(words, wraps=True)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
