"""A page with nothing on it yet: what belongs here, and the first step."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class EmptyPage(QWidget):
    """Says what belongs here and offers the first step."""

    def __init__(self, belongs: str, advice: str = "", step: str = "", run: Callable[[], object] | None = None) -> None:
        """``belongs`` in one sentence, ``advice`` below it, ``step`` on the button that runs ``run``."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setSpacing(GRID)
        whole.addStretch(1)
        for words, kind in ((belongs, "heading"), (advice, "soft")):
            if words:
                label = Label(words, kind, wraps=True)
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                whole.addWidget(label)
        self.button: Button | None = None
        if step and run is not None:
            self.button = Button(step, run)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(self.button)
            row.addStretch(1)
            whole.addLayout(row)
        whole.addStretch(2)
