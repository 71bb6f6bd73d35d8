"""What is shown while something is done that needs the office closed: words, how far it is, and nothing to press."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.say import Strip
from ui.style import GRID, text_size
from ui.widgets.labels import Label
from ui.widgets.progress_strip import ProgressStrip
from ui.work import Progress

AGAIN = "请不要关电脑。做好以后会请您重新输入密码。"
WIDTH, HEIGHT = 720, 320
WIDEST, HIGHEST = 1280, 740


class WaitingWindow(QWidget):
    """Cannot be closed before ``end``; ``progress`` is handed to the task, whose first steps can still be stopped."""

    def __init__(self, words: str, told: str = AGAIN, *, stoppable: bool = True) -> None:
        """Say what is being done, and what comes then."""
        super().__init__()
        self.progress, self.strip = Progress(), Strip()
        self._over = False
        self._strip = ProgressStrip()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(5 * GRID, 3 * GRID, 5 * GRID, 3 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addStretch(1)
        whole.addWidget(Label(words, "title", wraps=True))
        whole.addWidget(Label(told, "soft", wraps=True))
        whole.addWidget(self._strip)
        whole.addStretch(2)
        whole.addWidget(self.strip)
        self._strip.watch(self.progress, "正在做", stoppable=stoppable)
        self.setWindowTitle(words)
        size = text_size()
        self.resize(min(WIDEST, size.scaled(WIDTH)), min(HIGHEST, size.scaled(HEIGHT)))

    def end(self) -> None:
        """Let it be closed."""
        self._over = True
        self._strip.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until it is done."""
        if not self._over:
            event.ignore()
            return
        super().closeEvent(event)
