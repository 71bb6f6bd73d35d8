"""Choosing where backups go: a drive that is plugged in, a folder, or none; in the page, never a box in front of it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.style import GRID
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.labels import Label
from ui.widgets.row import broken_row
from ui.widgets.scrolling import bring_into_view
from ui.widgets.where import WherePicker
from ui.work import Work

_TOLD = {
    False: ("备份放在哪里", "放在另一块盘上更好：这台电脑的盘坏了，备份还在。", "放在数据旁边"),
    True: ("第二处放在哪里", "最好是 U 盘或另一块盘；插着的时候按“抄到第二处”。", "不要第二处"),
}


class PlacePanel(QFrame):
    """``chosen(folder, second)`` tells the place, ``None`` for none; ``left`` that nothing shall change."""

    chosen = Signal(object, bool)
    left = Signal()

    def __init__(self, work: Work) -> None:
        """Begin hidden."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self._second = False
        self._head, self._told = Label(kind="heading"), Label(kind="soft", wraps=True)
        self.where = WherePicker(work, "放到")
        self.confirm = Button("就用这里", self._choose)
        self.none = Button("", lambda: self.chosen.emit(None, self._second))
        row = broken_row()
        flow = FlowRow(row)
        for button in (self.confirm, self.none, Button("不换了（Esc）", self.left.emit, kind="quiet")):
            flow.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for part in (self._head, self._told, self.where, row):
            whole.addWidget(part)
        self.where.edited.connect(lambda: self.confirm.setEnabled(self.where.folder() is not None))
        self.confirm.setEnabled(False)
        self.hide()

    def open(self, now: Path | None, *, second: bool) -> None:
        """Ask for one of the places; ``now`` is where it is."""
        self._second = second
        heading, told, none = _TOLD[second]
        self._head.setText(heading)
        self._told.setText(told)
        self.none.setText(none)
        self.where.look()
        if now is not None:
            self.where.choose(now)
        self.show()
        self.where.box.setFocus()
        bring_into_view(self)

    def close_panel(self) -> bool:
        """Put it away; ``False`` where it was not open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    def _choose(self) -> None:
        folder = self.where.folder()
        if folder is not None:
            self.chosen.emit(folder, self._second)
