"""Facts about the one thing chosen: name and value, one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.style import GRID
from ui.widgets.labels import Label


class Facts(QWidget):
    """Shows pairs of name and value; empty values are left out; values can be marked and copied."""

    def __init__(self, name: str, *, names_as_wide_as: Sequence[str] = ()) -> None:
        """``name`` is for a screen reader; several parts of one thing line up by the names they have in all."""
        super().__init__()
        self._names = tuple(names_as_wide_as)
        self.setAccessibleName(name)
        self._labels: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        self._grid.setRowStretch(len(self._labels) // 2, 0)
        for at in range(len(self._labels) // 2):
            self._grid.setRowMinimumHeight(at, 0)
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in self._names), default=0)
        self._grid.setColumnMinimumWidth(0, widest)
        for at, (name, value) in enumerate((name, value) for name, value in facts if value):
            what, shown = Label(name, "soft"), Label(value, wraps=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name}：{value}")
            self._grid.addWidget(what, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, at, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.setRowMinimumHeight(at, what.sizeHint().height())
            self._labels += [what, shown]
        self._grid.setRowStretch(len(self._labels) // 2, 1)

    def shown(self) -> dict[str, str]:
        """Give what is shown."""
        return {what.text(): value.text() for what, value in zip(self._labels[::2], self._labels[1::2], strict=True)}
