"""A state by word and sign: the sign tells the kind where the eye runs over a list."""

from typing import Literal

from ui.widgets.labels import Label

Kind = Literal["overdue", "today", "soon", "open", "waiting", "done", "none"]
SIGNS: dict[Kind, str] = {
    "overdue": "▲",
    "today": "◆",
    "soon": "◇",
    "open": "○",
    "waiting": "◐",
    "done": "✓",
    "none": "",
}
_LOUD: frozenset[Kind] = frozenset({"overdue", "today"})


def signed(kind: Kind, words: str) -> str:
    """Put the sign of a kind before its words, for a list."""
    return f"{SIGNS[kind]} {words}".strip()


class Badge(Label):
    """One state, in bold where it presses."""

    def __init__(self, kind: Kind = "none", words: str = "") -> None:
        """Show a state."""
        super().__init__()
        self.show_badge(kind, words)

    def show_badge(self, kind: Kind, words: str) -> None:
        """Show another state."""
        self.show_kind("badge_loud" if kind in _LOUD else "badge")
        self.setText(signed(kind, words))
        self.setAccessibleName(words)
        self.setVisible(bool(words))
