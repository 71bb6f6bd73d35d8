"""The five levels of satisfaction: picked with the digit that is their value, none of them suggested."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from app.cases.ratings import Level
from ui.style import PAPER
from ui.widgets.entry import Entry
from ui.widgets.flow import FlowRow
from ui.widgets.keys import goes_on


class LevelEntry(Entry):
    """``typed`` is the value 5..1 as text, empty until one is picked (staff must not press for a rating, DOMAIN C2)."""

    def __init__(self, levels: Sequence[Level]) -> None:
        """Offer ``levels``."""
        holder = QWidget()
        super().__init__(holder)
        self._group = QButtonGroup(self)
        self._flow = FlowRow(holder, gap=8)
        for level in levels:
            button = _LevelButton(f"{level.value}  {level.name}", self)
            button.setAccessibleName(f"{level.value} 分，{level.name}")
            self._group.addButton(button, level.value)
            self._flow.addWidget(button)
        self._group.idToggled.connect(self._toggled)
        self.setFocusProxy(self._group.buttons()[0])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.setSizePolicy(policy)

    def typed(self) -> str:
        """Give the value that is picked."""
        value = self._group.checkedId()
        return str(value) if value > 0 else ""

    def show_typed(self, text: str) -> None:
        """Pick a value; empty text picks none."""
        button = self._group.button(int(text)) if text else None
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self._group.buttons():
            other.setChecked(False)
        self._group.setExclusive(True)

    def pick(self, value: int) -> None:
        """Pick a value and go there."""
        button = self._group.button(value)
        if button is not None:
            button.setChecked(True)
            button.setFocus()

    def hasHeightForWidth(self) -> bool:
        """Need more height where the width is small."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height for a width."""
        return self._flow.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Hold the widest level."""
        return self._flow.minimumSize()

    def _toggled(self, _value: int, checked: bool) -> None:  # noqa: FBT001 - Qt's signal hands it over so
        if checked:
            self.edited.emit()


class _LevelButton(QRadioButton):
    def __init__(self, words: str, entry: LevelEntry) -> None:
        super().__init__(words)
        self._entry = entry

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        where = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, self)
        rim = where.height() // 4
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(PAPER.ink))
        painter.drawEllipse(where.adjusted(rim, rim, -rim, -rim))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in "12345":
            self._entry.pick(int(event.text()))
            return
        if goes_on(event):
            self._entry.entered.emit()
            return
        super().keyPressEvent(event)
