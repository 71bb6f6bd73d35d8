"""A holder for what stands side by side and goes on in the next line where the width ends."""

from PySide6.QtWidgets import QSizePolicy, QWidget


def broken_row() -> QWidget:
    """Give a widget as high as its lines need at the width it gets; lay a ``FlowRow`` into it."""
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
