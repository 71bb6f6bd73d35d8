"""The button behind which a row keeps what is seldom needed where the text is large: the list below keeps its lines."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from ui.style import text_size
from ui.widgets.buttons import Button

LARGE = 130
"""Percent above which a row would break into lines that the list below it needs."""


class MoreButton(Button):
    """Folds seldom choices or actions away above 130 % until it is pressed; else they stand and it does not.

    ``turned`` tells whether they stand although the text is large.
    """

    turned = Signal(bool)

    def __init__(self, what: str) -> None:
        """Begin with nothing folded; ``what`` is folded away: 条件, 操作."""
        super().__init__(f"更多{what}", self._turn, kind="quiet")
        self._what = what
        self._seldom: dict[QWidget, bool] = {}
        self._stays: Callable[[QWidget], bool] = lambda _: False
        self._open = False

    def fold(self, seldom: Iterable[QWidget], stays: Callable[[QWidget], bool] | None = None) -> None:
        """Take what is seldom needed, all of it in its row already: without a row it would be shown as a window.

        What ``stays`` tells so is never folded.
        """
        self._seldom = dict.fromkeys(seldom, True)
        self._stays = stays or self._stays
        self.fit()

    def offer(self, widget: QWidget, *, is_there: bool) -> None:
        """Say whether one of them has a use here at all."""
        self._seldom[widget] = is_there
        self.fit()

    def fit(self) -> None:
        """Fold or unfold as text size and choices are now."""
        large = text_size().percent > LARGE
        self.setText(f"{'收起' if self._open else '更多'}{self._what}")
        self.setVisible(large)
        for widget, is_there in self._seldom.items():
            widget.setVisible(is_there and (self._open or not large or self._stays(widget)))
        self.turned.emit(large and self._open)

    def changeEvent(self, event: QEvent) -> None:
        """Fold or unfold for a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_seldom", None):
            self.fit()

    def _turn(self) -> None:
        self._open = not self._open
        self.fit()
