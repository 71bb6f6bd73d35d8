"""The button behind which a row keeps its seldom actions where the text is large, so that the list keeps its rows."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from ui.style import text_size
from ui.widgets.buttons import Button

LARGE = 130
"""Percent above which a row of actions would take the lines of the list."""


class MoreButton(Button):
    """Folds seldom actions away above 130 % until it is pressed; at the usual sizes they stand and it does not."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__("更多操作", self._turn, kind="quiet")
        self._seldom: dict[QWidget, bool] = {}
        self._open = False

    def fold(self, seldom: Iterable[QWidget]) -> None:
        """Take the actions, which stand in their row already: one without a row would be shown as a window."""
        self._seldom = dict.fromkeys(seldom, True)
        self._fit()

    def offer(self, widget: QWidget, *, is_there: bool) -> None:
        """Say whether one of them has a use here at all."""
        self._seldom[widget] = is_there
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fold or unfold for a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_seldom"):
            self._fit()

    def _turn(self) -> None:
        self._open = not self._open
        self._fit()

    def _fit(self) -> None:
        if not self._seldom:
            return
        large = text_size().percent > LARGE
        self.setText("收起操作" if self._open else "更多操作")
        self.setVisible(large)
        for widget, is_there in self._seldom.items():
            widget.setVisible(is_there and (self._open or not large))
