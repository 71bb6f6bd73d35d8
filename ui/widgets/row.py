"""A holder for what stands side by side and goes on in the next line where the width ends."""

from PySide6.QtWidgets import QSizePolicy, QWidget


class BrokenRow(QWidget):
    """As high as its lines need at the width it gets; a ``FlowRow`` is laid into it."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def broken_row() -> QWidget:
    """Give such a holder."""
    return BrokenRow()
