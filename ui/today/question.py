"""“做不了，因为…”: the question above the lines why one of them cannot be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.agenda.facts import AgendaLine
from ui.today.group import line_key

if TYPE_CHECKING:
    from ui.widgets.reason_panel import ReasonPanel


class Question(QWidget):
    """``given(line, reason)`` tells the answer, ``left`` that there is none; ``asked`` is the key of its line."""

    given = Signal(AgendaLine, str)
    left = Signal()

    def __init__(self) -> None:
        """Ask nothing yet."""
        super().__init__()
        self.asked = ""
        self.panel: ReasonPanel | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def ask(self, line: AgendaLine) -> None:
        """Ask about a line."""
        from ui.widgets.reason_panel import ReasonPanel

        self.close_panel()
        told = "写明原因以后不再催，记在流水里；又能做了，可以取回。"
        self.panel = ReasonPanel(f"做不了，因为…：{line.title}", told, "写明原因")
        self.panel.given.connect(lambda reason: self.given.emit(line, reason))
        self.panel.left.connect(self.left)
        self._whole.addWidget(self.panel)
        self.asked = line_key(line)
        self.show()
        self.panel.open()

    def close_panel(self) -> bool:
        """Put the question away; ``False`` where nothing was asked."""
        if self.panel is None:
            return False
        self._whole.removeWidget(self.panel)
        self.panel.hide()
        self.panel.deleteLater()
        self.panel = None
        self.hide()
        return True

    def has_focus(self) -> bool:
        """Tell whether the keys are in it."""
        holder: QWidget | None = self.window().focusWidget()
        return self.panel is not None and holder is not None and self.isAncestorOf(holder)
