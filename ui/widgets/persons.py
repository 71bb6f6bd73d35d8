"""Finding a villager for a line of a form, in the reading thread; last comes the offer to keep the name as typed."""

from typing import TYPE_CHECKING

from ui.widgets.hits import Hit

if TYPE_CHECKING:
    from app.session import Session

BARE = "name"


def find_persons(session: "Session", text: str, most: int, bare: Hit | None = None) -> list[Hit]:
    """Find villagers by any part; ``bare`` is offered last, where what is typed may be a name."""
    hits = [hit for hit in session.search.find(text, most * 2) if hit.kind == "resident"][:most]
    found = [Hit(hit.kind, hit.id, hit.title, hit.detail, name=hit.name) for hit in hits]
    if any(sign.isdigit() or sign.isascii() for sign in text):
        return found
    return [*found, bare or Hit(BARE, "", text, "不在村民名册里，只记这个姓名")]
