"""An attachment to be looked at beside the list: drawn off the threads of the office, from memory only."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.attachments.facts import Attachment
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk
from ui.widgets.labels import Label
from ui.widgets.paper_view import PaperView
from ui.widgets.scrolling import bring_into_view

_HIGH = 440


class LookPanel(QWidget):
    """``left`` tells that the clerk has seen enough."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin closed."""
        super().__init__()
        self._desk, self._shown = desk, ""
        self.view = PaperView(desk.work, self._picture, "附件预览", ask=desk.work.wait_for)
        self._title = Label("", "heading", wraps=True)
        self.away = Button("收起（Esc）", self.left.emit, kind="quiet")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(self._title)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.away)
        self._fit()
        self.hide()

    def show_attachment(self, one: Attachment, content: bytes) -> None:
        """Show what was read."""
        self._shown = one.id
        self._title.setText(one.title)
        self.show()
        self.view.show_paper(content, one.pages)
        bring_into_view(self)

    def shown(self) -> str:
        """Give the id of what is shown, empty while closed."""
        return self._shown

    def close_panel(self) -> bool:
        """Put it away and forget what was seen; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self._shown = ""
        self.view.show_paper(b"", 0)
        self.hide()
        return was_open

    def changeEvent(self, event: QEvent) -> None:
        """Follow a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "view"):
            self._fit()

    def _fit(self) -> None:
        self.view.setMinimumHeight(text_size().scaled(_HIGH) if text_size().percent < 150 else _HIGH)

    def _picture(self, content: bytes, page: int, width: int) -> bytes:
        return self._desk.session.attachments.picture(content, page, width)
