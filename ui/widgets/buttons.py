"""The three kinds of button: the one main action, a plain one, a quiet one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from ui.style import PAPER, text_size
from ui.widgets.keys import ENTER


class Button(QPushButton):
    """A button that Enter presses as Space does, never narrower than its words."""

    def __init__(self, words: str, run: Callable[[], object] | None = None, *, kind: str = "plain") -> None:
        """Show ``words``; ``run`` takes no argument."""
        super().__init__(words)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._barred, self._wanted = False, True
        if run is not None:
            self.clicked.connect(lambda _checked=False: run())

    def bar(self, reason: str) -> None:
        """Keep the button from being pressed, whatever else allows it, and say why; without a reason it is free."""
        self._barred = bool(reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        self.setEnabled(self._wanted)

    def setEnabled(self, enabled: bool) -> None:  # noqa: FBT001 - Qt hands it over so
        """Allow pressing, unless the button is barred."""
        self._wanted = enabled
        super().setEnabled(enabled and not self._barred)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, too."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()


class MainButton(Button):
    """The one main action of a page, in the accent; a light line inside shows the focus."""

    def __init__(self, words: str, run: Callable[[], object] | None = None) -> None:
        """Show ``words``."""
        super().__init__(words, run, kind="main")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the inner line of the focus, because ink on deep red is hard to see."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(PAPER.on_accent), 2))
            painter.drawRect(self.rect().adjusted(5, 5, -5, -5))
            painter.end()


class ChosenButton(Button):
    """One of several that are chosen between; wide enough for its bold words, so that nothing moves when it is chosen.

    ``kind`` is ``place`` (at the left of the window) or ``section`` (over the views of one place).
    """

    def __init__(self, words: str, kind: str = "place") -> None:
        """Show ``words``; checkable."""
        super().__init__(words, kind=kind)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        """Measure the words as bold ones."""
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        return size.expandedTo(QSize(QFontMetrics(bold).horizontalAdvance(self.text()) + text_size().scaled(48), 0))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again for a new text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
