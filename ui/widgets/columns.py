"""Two parts of a page: side by side where there is room, one under the other where the page is narrow or text large."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.style import GRID, text_size


class Columns(QWidget):
    """Lays ``first`` and ``second`` side by side from ``from_width`` pixels (at 100 %) on, else ``first`` on top.

    ``second_on_top`` turns that round, for what must be seen at once.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        from_width: int = 880,
        shares: tuple[int, int] = (3, 2),
        second_on_top: bool = False,
    ) -> None:
        """Give the parts ``shares`` of the width."""
        super().__init__()
        self._from_width, self._shares = from_width, shares
        self._parts = (first, second)
        way = QBoxLayout.Direction
        self._stacked = way.BottomToTop if second_on_top else way.TopToBottom
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3 * GRID)
        for part, share in zip(self._parts, shares, strict=True):
            self._row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def are_beside(self) -> bool:
        """Tell whether the parts stand side by side now."""
        return self._row.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Need no more width than the wider part, because the parts can stand one under the other."""
        widths = [part.minimumSizeHint().width() for part in self._parts if not part.isHidden()]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction for the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the direction for a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._fit()

    def _fit(self) -> None:
        beside = self.width() >= text_size().scaled(self._from_width)
        direction = QBoxLayout.Direction.LeftToRight if beside else self._stacked
        if self._row.direction() != direction:
            self._row.setDirection(direction)
