"""F1: a short page of help at the right of the window, beside what it explains."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout

from app.core.errors import Refused
from app.core.resources import resource_bytes
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class HelpPanel(QFrame):
    """Shows ``resources/help/TOPIC.md``; ``closed`` tells that the clerk has read it."""

    closed = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setObjectName("help")
        self._text = QTextBrowser()
        self._text.setAccessibleName("说明")
        self._text.setOpenLinks(False)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        self._title = Label("说明", "heading")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(Button("关上（Esc）", self.close_panel, kind="quiet"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        whole.addLayout(head)
        whole.addWidget(self._text, 1)
        self.hide()

    def explain(self, topic: str) -> None:
        """Show the help of a place."""
        try:
            text = resource_bytes(f"help/{topic}.md").decode()
        except Refused:
            text = "这一页还没有说明。"
        title, _, rest = text.partition("\n")
        self._title.setText(f"{title.removeprefix('# ')} · 说明" if title.startswith("# ") else "说明")
        self._text.setMarkdown(rest if title.startswith("# ") else text)
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Put the help away."""
        self.hide()
        self.closed.emit()
