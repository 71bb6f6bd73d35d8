"""Words on a page: plain text always, so that nothing typed is ever read as markup."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class Label(QLabel):
    """Plain words; ``kind`` is one of title, heading, soft, hint, fault, fine, code or empty."""

    def __init__(self, words: str = "", kind: str = "", *, wraps: bool = False) -> None:
        """Show ``words``."""
        super().__init__()
        self.setProperty("kind", kind)
        self.setText(words)
        if wraps:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def setText(self, words: str) -> None:
        """Show other words, as they are; only what Qt might take for markup needs to be told (see ``keys``)."""
        if "<" in words or "&" in words:
            from PySide6.QtCore import Qt

            self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(words)

    def show_kind(self, kind: str) -> None:
        """Dress the label as another kind."""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            repolish(self)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def rule() -> QFrame:
    """Draw a thin line across."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def sheet() -> QFrame:
    """Lay a light sheet on the ground, to hold what belongs together."""
    frame = QFrame()
    frame.setProperty("kind", "sheet")
    return frame
