"""A place that scrolls up and down and never sideways."""

from PySide6.QtCore import Qt
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
