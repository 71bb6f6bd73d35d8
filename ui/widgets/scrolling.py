"""A place that scrolls up and down and never sideways."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

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
            QTimer.singleShot(0, now, lambda: self.ensureWidgetVisible(now, 0, _MARGIN))


def bring_into_view(widget: QWidget) -> None:
    """Scroll the place that a widget lies in until the widget is seen, once it has been laid out."""
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    if isinstance(at, QScrollArea):
        area = at
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, 0))


def lay_out(area: QScrollArea) -> None:
    """Lay out new content at once, so that it is never painted squeezed and a kept scroll position still exists."""
    inner = area.widget()
    layout = inner.layout()
    if layout is not None:
        layout.activate()
        QCoreApplication.sendEvent(inner, QEvent(QEvent.Type.LayoutRequest))
