"""The sign for how a case stands, wherever cases are listed."""

from app.cases.shown import CaseLine
from ui.widgets.badge import Kind, signed

_KINDS: dict[str, Kind] = {
    "overdue": "overdue",
    "today": "today",
    "immediate": "soon",
    "left": "open",
    "paused": "waiting",
    "supplement": "waiting",
    "waiting": "open",
    "ended": "done",
}


def badge_kind(kind: str, *, due_soon: bool = False) -> Kind:
    """Give the sign for how a case stands; what is due soon has one of its own."""
    found = _KINDS.get(kind, "none")
    return "soon" if found == "open" and due_soon else found


def badge_text(line: CaseLine) -> str:
    """Give the badge of a list: sign and words."""
    return signed(badge_kind(line.kind, due_soon=line.due_soon), line.badge)
