"""How far a long step is, in words, and the button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.work import Progress


class ProgressStrip(QFrame):
    """Hidden until ``watch`` is given a ``Progress``; ``end`` puts it away. ``cancelled`` tells that it was stopped."""

    cancelled = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "strip")
        self._progress: Progress | None = None
        self._words = Label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button("停止", self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()

    def watch(self, progress: Progress, words: str, *, stoppable: bool = True) -> None:
        """Show how far ``progress`` is; ``words`` say what is being done."""
        self._progress = progress
        self._what = words
        self._stop.setVisible(stoppable)
        self._stop.setEnabled(True)
        self._stop.setAccessibleName(f"停止：{words}")
        self._bar.setAccessibleName(words)
        progress.told.connect(self._tell)
        self._tell(0, 0, "")
        self.show()

    def end(self) -> None:
        """Put the strip away."""
        if self._progress is not None:
            self._progress.told.disconnect(self._tell)
            self._progress = None
        self.hide()

    def _tell(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, max(0, total))
        self._bar.setValue(done)
        counted = f"{done} / {total}" if total else ""
        self._words.setText("  ".join(part for part in (self._what, words, counted) if part))

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._words.setText(f"{self._what}  正在停止…")
        if self._progress is not None:
            self._progress.cancel()
        self.cancelled.emit()
