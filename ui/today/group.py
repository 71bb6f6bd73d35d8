"""One heading of Today and its lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.agenda.facts import AgendaGroup, AgendaLine
from ui.style import GRID, text_size
from ui.widgets.badge import Kind, signed
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

FEW = 8
_BUTTON_WIDTH = 112
_SIGNS: dict[str, Kind] = {
    "overdue": "overdue",
    "due_soon": "today",
    "to_accept": "open",
    "papers": "waiting",
    "hand_over": "open",
    "reply": "open",
    "follow_up": "soon",
    "month": "soon",
}


class GroupPanel(QFrame):
    """Shows the first lines of a group; the rest when it is asked for. ``pressed(line)`` tells what shall be done."""

    pressed = Signal(AgendaLine)
    opened = Signal(str)

    def __init__(self, group: AgendaGroup, *, whole: bool) -> None:
        """Show ``group``, all of it where ``whole``."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.group = group
        self._buttons: dict[str, Button] = {}
        shown = group.lines if whole else group.lines[:FEW]
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(Label(f"{signed(_SIGNS.get(group.key, 'none'), group.label)}  {group.total}", "heading"))
        column.addWidget(self._lines(shown))
        rest = group.total - len(shown)
        if rest and not whole:
            more = Button(f"还有 {rest} 件", lambda: self.opened.emit(group.key), kind="quiet")
            more.setAccessibleName(f"{group.label}还有 {rest} 件，都显示")
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        elif rest:
            column.addWidget(Label(f"另外还有 {rest} 件，先办上面这些。", "soft", wraps=True))

    def buttons(self) -> dict[str, Button]:
        """Give the buttons by the key of their line."""
        return self._buttons

    def _lines(self, lines: tuple[AgendaLine, ...]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 4)
        grid.setColumnMinimumWidth(2, text_size().scaled(_BUTTON_WIDTH))
        for at, line in enumerate(lines):
            what = " · ".join(part for part in (line.title, line.detail, line.number) if part)
            why = signed("overdue", line.why) if line.late else line.why
            grid.addWidget(_words(what), at, 0)
            grid.addWidget(_words(f"{why}（预估）" if line.estimated else why), at, 1)
            grid.addWidget(self._button(line), at, 2)
        return holder

    def _button(self, line: AgendaLine) -> Button:
        button = Button(line.verb, _pressed(self, line))
        button.setAccessibleName(f"{line.verb}：{line.title}，{line.why}")
        self._buttons[line_key(line)] = button
        return button


def _words(words: str) -> Label:
    """Give words as high as they need to be at the width they get, no higher."""
    label = Label(words, wraps=True)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def line_key(line: AgendaLine) -> str:
    """Name a line, so that the focus finds it again after reloading."""
    return f"{line.subject} {line.id or line.number} {line.action}"


def _pressed(panel: GroupPanel, line: AgendaLine) -> Callable[[], None]:
    return lambda: panel.pressed.emit(line)
