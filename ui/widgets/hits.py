"""What was found, in a list right under the box that asks; the focus stays in the box."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.style import text_size

_MOST_ROWS = 12
_HIT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: ``kind`` and ``id`` say what, ``title`` and ``detail`` are shown, ``group`` heads its part.

    ``name`` is what stands in the line once it is picked, where that is not the title.
    """

    kind: str
    id: str
    title: str
    detail: str = ""
    group: str = ""
    name: str = ""

    @property
    def written(self) -> str:
        """Give what stands in the line once it is picked."""
        return self.name or self.title


class HitList(QFrame):
    """Lies over the window under its box; ``move`` and ``take`` are called by the box, ``chosen(hit)`` tells."""

    chosen = Signal(object)

    def __init__(self, box: QWidget, name: str) -> None:
        """Belong to ``box``; ``name`` is for a screen reader."""
        super().__init__(box)
        self._box = box
        self.setProperty("kind", "hits")
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(name)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setUniformItemSizes(False)
        self._list.itemClicked.connect(self._clicked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self._list)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], nothing: str) -> None:
        """Show what was found, by group, the first one pointed at; ``nothing`` is said where there is none."""
        self._list.clear()
        group = ""
        for hit in hits:
            if hit.group and hit.group != group:
                group = hit.group
                self._head(group)
            item = QListWidgetItem(f"{hit.title}    {hit.detail}".rstrip(), self._list)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.group} {hit.title} {hit.detail}".strip())
        if not hits:
            self._head(nothing)
        self.move_by(1)
        self._lay()

    def hits(self) -> list[Hit]:
        """Give what is shown."""
        items = (self._list.item(at) for at in range(self._list.count()))
        return [item.data(_HIT) for item in items if item.data(_HIT) is not None]

    def move_by(self, step: int) -> None:
        """Point at the next or the one before; heads are passed over."""
        at = self._list.currentRow() + step
        while 0 <= at < self._list.count():
            if self._list.item(at).data(_HIT) is not None:
                self._list.setCurrentRow(at)
                return
            at += step

    def current(self) -> Hit | None:
        """Give the one pointed at."""
        at = self._list.currentRow()
        hit = self._list.item(at).data(_HIT) if at >= 0 else None
        return hit if isinstance(hit, Hit) else None

    def take(self) -> bool:
        """Choose the one pointed at; ``False`` when there is none."""
        hit = self.current()
        if hit is None or self.isHidden():
            return False
        self.hide()
        self.chosen.emit(hit)
        return True

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words, self._list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _clicked(self, item: QListWidgetItem) -> None:
        if item.data(_HIT) is not None:
            self._list.setCurrentItem(item)
            self.take()

    def _lay(self) -> None:
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        below = self._box.mapTo(window, QPoint(0, self._box.height() + 2))
        row = max(text_size().row, self.fontMetrics().height() + 8)
        room = max(1, (window.height() - below.y() - 16) // row)
        high = min(_MOST_ROWS, max(1, self._list.count()), room) * row + 8
        width = min(max(self._box.width(), text_size().scaled(480)), window.width() - below.x() - 8)
        self.setGeometry(below.x(), below.y(), width, high)
        self.show()
        self.raise_()
