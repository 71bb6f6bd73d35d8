"""The fields of a designed ledger in their order, and the one that is being worked at."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from app.ledgers.designing.design import Design
from ui.ledgers.help_words import KINDS
from ui.style import GRID, text_size
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.keys import ENTER, with_control
from ui.widgets.row import broken_row

_LINES, _FEW_LINES, _LARGE = 6, 4, 48
"""Lines shown at once; few where a line is that high, so that the field is seen below them."""


class _List(QListWidget):
    entered = Signal()
    wanted = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the field on Enter; with Ctrl that begins another one, and the arrows move this one."""
        if event.key() in ENTER:
            (self.wanted if with_control(event) else self.entered).emit()
        elif with_control(event) and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Show a few lines."""
        lines = _LINES if text_size().row < _LARGE else _FEW_LINES
        return QSize(text_size().scaled(200), text_size().row * lines + 8)

    def minimumSizeHint(self) -> QSize:
        """Show three lines at least."""
        return QSize(text_size().scaled(160), text_size().row * 3)


class FieldsPanel(QWidget):
    """``chosen(key)`` tells which field is worked at, ``entered`` that its lines are wanted; the rest are buttons."""

    chosen = Signal(str)
    entered = Signal()
    wanted = Signal()
    unwanted = Signal()
    moved = Signal(int)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._keys: tuple[str, ...] = ()
        self.list = _List()
        self.list.setAccessibleName("栏目")
        self.list.setAccessibleDescription("回车改这一栏，Ctrl+上下键换次序")
        self.add = Button("加一栏（Ctrl+回车）", self.wanted.emit)
        self.up, self.down = Button("往上", lambda: self.moved.emit(-1)), Button("往下", lambda: self.moved.emit(1))
        self.away = Button("去掉这一栏", self.unwanted.emit, kind="quiet")
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.add, self.up, self.down, self.away):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.list)
        column.addWidget(row)
        self.list.currentRowChanged.connect(self._pointed)
        self.list.entered.connect(self.entered)
        self.list.wanted.connect(self.wanted)
        self.list.moved.connect(self.moved)

    def show_fields(self, design: Design, key: str, faulty: Collection[int], published: Collection[str]) -> None:
        """Show the fields with the one worked at; ``faulty`` are the places of those that cannot stay so."""
        words = [_words(design, at, wrong=at in faulty) for at in range(len(design.fields))]
        self._keys = tuple(one.key for one in design.fields)
        self.list.blockSignals(True)
        if self.list.count() != len(words):
            self.list.clear()
            self.list.addItems(words)
        for at, text in enumerate(words):
            item = self.list.item(at)
            if item.text() != text:
                item.setText(text)
        at = self._keys.index(key) if key in self._keys else -1
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(words) - 1)
        self.away.bar("已经发布的栏目不能去掉，登记过的内容还在里面" if key in published else "")
        self.away.setEnabled(at >= 0 and len(words) > 1)

    def words(self) -> Sequence[str]:
        """Give the lines as they stand."""
        return [self.list.item(at).text() for at in range(self.list.count())]

    def _pointed(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self.chosen.emit(self._keys[at])


def _words(design: Design, at: int, *, wrong: bool) -> str:
    field = design.fields[at]
    kind = KINDS[field.kind].partition("，")[0]
    told = "，".join(filter(None, [kind, field.unit.strip(), "必须填" if field.required else ""]))
    return f"{'！ ' if wrong else ''}{at + 1}. {field.label.strip() or '（还没有名称）'} · {told}"
