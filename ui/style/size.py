"""The one number that scales the screen: the text size in per cent."""

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

GRID = 8
SMALLEST, LARGEST = 100, 200
BASE_POINTS = 11.0
ROW = 32
_PROPERTY = "text_percent"


@dataclass(frozen=True, slots=True)
class TextSize:
    """A text size between ``SMALLEST`` and ``LARGEST`` per cent and the lengths that follow from it (in pixels)."""

    percent: int = SMALLEST

    @property
    def points(self) -> float:
        """Base text in points."""
        return BASE_POINTS * self.percent / 100

    @property
    def row(self) -> int:
        """Height of a row of a list, and the least height of a target."""
        return self.scaled(ROW)

    def scaled(self, length: int) -> int:
        """Scale a length that was chosen for 100 %."""
        return round(length * self.percent / 100)


def text_size() -> TextSize:
    """Give the size that the running application shows; widgets ask again on ``QEvent.StyleChange``."""
    application = QApplication.instance()
    percent = application.property(_PROPERTY) if application is not None else None
    return TextSize(percent) if isinstance(percent, int) else TextSize()


def set_text_size(percent: int) -> TextSize:
    """Keep a new size, held between the limits; ``apply`` makes it visible."""
    size = TextSize(max(SMALLEST, min(LARGEST, percent)))
    application = QApplication.instance()
    if application is not None:
        application.setProperty(_PROPERTY, size.percent)
    return size
