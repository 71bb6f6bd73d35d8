"""One question of the set-up: a heading, why it is asked, a form."""

from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.style import GRID
from ui.widgets.form import Form
from ui.widgets.labels import Label


class Step(QWidget):
    """``form`` holds the question; ``is_done`` judges the answer, ``answer`` gives it by key."""

    def __init__(self, title: str, why: str) -> None:
        """Ask ``title`` and say ``why``."""
        super().__init__()
        self.title = title
        self.form = Form()
        self.inside = QVBoxLayout()
        self.inside.setSpacing(2 * GRID)
        self.inside.setContentsMargins(0, 0, GRID, 0)
        self.inside.addWidget(Label(why, "soft", wraps=True))
        self.inside.addWidget(self.form)
        self.inside.addStretch(1)
        holder = QWidget()
        holder.setProperty("kind", "page_body")
        holder.setLayout(self.inside)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def begin(self, known: dict[str, Any]) -> None:  # noqa: ARG002 - a step may propose from what is known
        """Be shown, with the answers given so far."""
        self.form.focus_first()

    def is_done(self) -> bool:
        """Judge the answer; say beside the lines what is missing."""
        return self.form.complete()

    def answer(self) -> dict[str, Any]:
        """Give the answer."""
        return dict(self.form.typed())
