"""A place that scrolls up and down and never sideways."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def scrolling(body: QVBoxLayout) -> QScrollArea:
    """Give a scroll area around ``body``; it takes no keys of its own."""
    holder = QWidget()
    holder.setProperty("kind", "page_body")
    holder.setLayout(body)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area


def bring_into_view(widget: QWidget) -> None:
    """Scroll the place that a widget lies in until the widget is seen, once it has been laid out."""
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QScrollArea):
        at = at.parentWidget()
    if isinstance(at, QScrollArea):
        area = at
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, 0))
