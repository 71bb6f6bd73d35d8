"""What happened, one line under the other: day, what, who, why."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.style import GRID
from ui.widgets.labels import Label


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; ``done`` is false for what is still to come."""

    day_text: str
    what: str
    who: str = ""
    why: str = ""
    done: bool = True


class Timeline(QWidget):
    """Shows steps from first to last: ● happened, ○ still to come."""

    def __init__(self, name: str) -> None:
        """``name`` is for a screen reader."""
        super().__init__()
        self.setAccessibleName(name)
        self._labels: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show other steps."""
        self._grid.setRowStretch(len(self._labels) // 3, 0)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        top = Qt.AlignmentFlag.AlignTop
        for at, step in enumerate(steps):
            told = "，".join(part for part in (step.who, step.why) if part)
            sign, day = Label("●" if step.done else "○", "soft"), Label(step.day_text, "soft")
            what = Label(f"{step.what}\n{told}" if told else step.what, wraps=True)
            what.setAccessibleName(f"{step.day_text} {step.what} {told}".strip())
            for column, label in enumerate((sign, day, what)):
                self._grid.addWidget(label, at, column, top)
                self._labels.append(label)
        self._grid.setRowStretch(len(steps), 1)

    def words(self) -> list[str]:
        """Give what is shown, a step a line."""
        return [label.accessibleName() for label in self._labels[2::3]]
