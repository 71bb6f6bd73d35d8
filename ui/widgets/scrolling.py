"""A place that scrolls up and down and never sideways."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

_MARGIN = 24


def scrolling(body: QVBoxLayout) -> QScrollArea:
    """Give a scroll area around ``body``; it takes no keys of its own."""
    holder = QWidget()
    holder.setProperty("kind", "page_body")
    holder.setLayout(body)
    area = _Place()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area


class _Place(QScrollArea):
    """Follows the focus, also where Enter and not Tab moved it."""

    def __init__(self) -> None:
        super().__init__()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self._show_whole(now))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in view what has the focus, where the strip or a longer title takes its room."""
        super().resizeEvent(event)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused) and not focused.visibleRegion().isEmpty():
            QTimer.singleShot(0, focused, lambda: self._show_whole(focused))

    def _show_whole(self, widget: QWidget) -> None:
        """Scroll until the widget is seen whole (of a list only its first lines, for it scrolls by itself)."""
        if self.widget().isAncestorOf(widget):  # no more where the page was built anew meanwhile
            is_list = isinstance(widget, QAbstractItemView)
            high = widget.minimumSizeHint().height() if is_list else widget.height()
            _show_part(self, widget, QRect(0, 0, widget.width(), min(high, widget.height())))


def bring_into_view(widget: QWidget) -> None:
    """Scroll the place that a widget lies in until the widget is seen, once it has been laid out."""
    area = _place_of(widget)
    if area is not None:
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, 0))


def bring_part_into_view(widget: QWidget, part: QRect) -> None:
    """Scroll the place that a widget lies in until a part of it is seen, such as the line of a list."""
    area = _place_of(widget)
    if area is not None:
        _show_part(area, widget, part)


def lay_out(area: QScrollArea) -> None:
    """Lay out new content at once, so that it is never painted squeezed and a kept scroll position still exists."""
    inner = area.widget()
    layout = inner.layout()
    if layout is not None:
        layout.activate()
        QCoreApplication.sendEvent(inner, QEvent(QEvent.Type.LayoutRequest))


def _place_of(widget: QWidget) -> QScrollArea | None:
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    return at


def _show_part(area: QScrollArea, widget: QWidget, part: QRect) -> None:
    """Scroll both edges into view, the upper one last; ``ensureWidgetVisible`` is content with a field's cursor."""
    left = area.horizontalScrollBar().value()
    for corner in (part.bottomLeft(), part.topLeft()):
        area.ensureVisible(left, widget.mapTo(area.widget(), corner).y(), 0, _MARGIN)
