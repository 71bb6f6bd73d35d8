"""A row that goes on in the next line where the page is narrow or the text large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


class FlowRow(QLayout):
    """Lays its widgets side by side at their own size and breaks the row where the width ends."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, to_right: bool = False) -> None:
        """Keep ``gap`` pixels between the widgets; ``to_right`` pushes each line to the right edge."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._gap, self._to_right = gap, to_right
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Count what is laid."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give one item, ``None`` past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give one item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more than is needed."""
        from PySide6.QtCore import Qt

        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more height where the width is small."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height for a width; Qt asks some hundred times until a page stands."""
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), moves=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Measure anew: something in the row has another size, came or went."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Lay everything inside ``rect``."""
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def sizeHint(self) -> QSize:
        """Wish for one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """Need at least the widest."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, moves: bool) -> int:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines[-1] and used + self._gap + width > rect.width():
                lines.append([])
                used = 0
            used += width + (self._gap if lines[-1] else 0)
            lines[-1].append(item)
        top = rect.top()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            if moves:
                self._place(line, rect, top, height)
            top += height + self._gap
        return top - self._gap - rect.top() if lines[0] else 0

    def _place(self, line: list[QLayoutItem], rect: QRect, top: int, height: int) -> None:
        wide = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        left = rect.left() + (max(0, rect.width() - wide) if self._to_right else 0)
        for item in line:
            size = item.sizeHint()
            item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
            left += size.width() + self._gap
