"""One heading of Today and its lines."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.agenda.facts import AgendaGroup, AgendaLine
from ui.style import GRID, text_size
from ui.widgets.badge import Kind, signed
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

FEW = 8
CANNOT = "做不了…"
_BUTTON_WIDTH = 112
_SIGNS: dict[str, Kind] = {
    "overdue": "overdue",
    "due_soon": "today",
    "duty_today": "today",
    "to_accept": "open",
    "papers": "waiting",
    "hand_over": "open",
    "reply": "open",
    "follow_up": "soon",
    "duty_week": "soon",
    "duty_month": "open",
    "month": "soon",
}


class Asked(NamedTuple):
    """What a panel shows: a group, all of it where ``whole``; ``names`` adds those who have to do each line.

    ``barred`` says why nothing can be closed with a reason here.
    """

    group: AgendaGroup
    whole: bool = False
    barred: str = ""
    names: bool = False


class GroupPanel(QFrame):
    """Shows the first lines of a group; the rest when it is asked for.

    ``pressed(line)`` tells what shall be done, ``refused(line)`` what cannot be done and shall be closed with a reason.
    """

    pressed = Signal(AgendaLine)
    refused = Signal(AgendaLine)
    opened = Signal(str)

    def __init__(self, asked: Asked) -> None:
        """Show what is asked."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.asked, self.group = asked, asked.group
        group, whole = asked.group, asked.whole
        self._buttons: dict[str, Button] = {}
        self.cannot: dict[str, Button] = {}
        shown = group.lines if whole else group.lines[:FEW]
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        count = f"  {group.total}" if group.total else ""
        column.addWidget(Label(f"{signed(_SIGNS.get(group.key, 'none'), group.label)}{count}", "heading"))
        column.addWidget(self._lines(shown))
        rest = group.total + sum(line.done for line in group.lines) - len(shown)
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
            grid.addWidget(_words(self._what(line)), at, 0)
            grid.addWidget(_words(_why(line)), at, 1)
            if not line.done or line.due:
                grid.addLayout(self._doing(line), at, 2)
        return holder

    def _what(self, line: AgendaLine) -> str:
        number = "" if line.subject in {"notice", "package", "register"} else line.number
        by = f"{'、'.join(line.by)}办" if self.asked.names and line.by else ""
        return " · ".join(part for part in (line.title, line.detail, number, by) if part)

    def _doing(self, line: AgendaLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        button = Button(line.verb, _telling(self.pressed, line))
        button.setAccessibleName(f"{line.verb}：{line.title}，{line.why}")
        self._buttons[line_key(line)] = button
        row.addWidget(button, 1)
        if line.due and not line.done:
            cannot = Button(CANNOT, _telling(self.refused, line), kind="quiet")
            cannot.setAccessibleName(f"做不了，写明原因：{line.title}")
            cannot.bar(self.asked.barred)
            self.cannot[line_key(line)] = cannot
            row.addWidget(cannot)
        return row


def line_key(line: AgendaLine) -> str:
    """Name a line, so that the focus finds it again after reloading."""
    return line.due or f"{line.subject} {line.id or line.number} {line.action}"


def _why(line: AgendaLine) -> str:
    if line.done:
        return signed("done", line.why)
    why = signed("overdue", line.why) if line.late else line.why
    return f"{why}（预估）" if line.estimated else why


def _words(words: str) -> Label:
    """Give words as high as they need to be at the width they get, no higher."""
    label = Label(words, wraps=True)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def _telling(signal: SignalInstance, line: AgendaLine) -> Callable[[], None]:
    return lambda: signal.emit(line)
