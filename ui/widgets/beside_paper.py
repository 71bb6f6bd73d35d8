"""Choices and the paper that comes of them: side by side where there is room, else the paper below."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.style import GRID, text_size

_BESIDE = 880


class BesidePaper(QWidget):
    """Lays both; decides anew for another width or text size."""

    def __init__(
        self, choices: QWidget, paper: QWidget, *, shares: tuple[int, int], least: int, sheet: QWidget
    ) -> None:
        """``shares`` of the width for choices and paper; below, ``sheet`` is at least ``least`` high (at 100 %)."""
        super().__init__()
        self._sheet, self._least = sheet, least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3 * GRID)
        self._row.addWidget(choices, shares[0])
        self._row.addWidget(paper, shares[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the paper where there is room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Do the same for a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._fit()

    def _fit(self) -> None:
        way, size = QBoxLayout.Direction, text_size()
        beside = self.width() >= size.scaled(_BESIDE)
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._sheet.setMinimumHeight(0 if beside else size.scaled(self._least))
