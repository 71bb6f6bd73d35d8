"""“Maybe the same person”: who is in the register already, said while a villager is typed in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.masking import mask_id_number
from app.people.facts import Candidate
from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


class AlikePanel(QFrame):
    """``is_he(resident_id)`` tells that it is the one in the register, ``is_other`` that it is somebody else."""

    is_he = Signal(str)
    is_other = Signal()

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.setAccessibleName("可能是同一个人")
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._column.setSpacing(GRID)
        self._column.addWidget(Label("◆ 可能是同一个人", "heading"))
        self._foot = Button("不是，是另一个人", self.is_other.emit, kind="quiet")
        self._column.addWidget(self._foot)
        self.hide()

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Show who it may be; nobody hides the panel."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(candidate) for candidate in candidates]
        for at, row in enumerate(self._rows, start=1):
            self._column.insertWidget(at, row)
        self._foot.setVisible(not any(candidate.certain for candidate in candidates))
        self.setVisible(bool(candidates))

    def words(self) -> list[str]:
        """Give what is said of each."""
        return [row.accessibleName() for row in self._rows]

    def buttons(self) -> list[Button]:
        """Give the 就是 buttons in order."""
        return [button for row in self._rows for button in row.findChildren(Button)]

    def _row(self, candidate: Candidate) -> QWidget:
        one = candidate.resident
        born = f"{one.birth_day.year}年生" if one.birth_day else ""
        told = " · ".join(
            part for part in (one.villager_group, one.sex, born, mask_id_number(one.id_number)) if part
        )
        row = QWidget()
        row.setAccessibleName(f"{one.name}，{candidate.reason}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        pronoun = "她" if one.sex == "女" else "他" if one.sex == "男" else "这个人"
        button = Button(f"就是{pronoun}", lambda: self.is_he.emit(one.id))
        button.setAccessibleName(f"就是{pronoun}：{one.name}")
        words = f"{one.name}：{candidate.reason}\n{told}" if told else f"{one.name}：{candidate.reason}"
        line.addWidget(Label(words, wraps=True), 1)
        line.addWidget(button)
        return row
