"""Finding what a field may refer to, in the reading thread; last comes the offer to keep the bare name as typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.catalogue.finding import find_items
from app.ledgers.kinds.values import Ref
from ui.widgets.hits import Hit
from ui.widgets.persons import BARE, find_persons

if TYPE_CHECKING:
    from app.session import Session

PERSONS = frozenset({"resident", "residents", "member", "members"})
_NOT_KNOWN = {"household": "不在户册里，只记这个名称", "item": "不在目录里，只记这个名称"}


def find_refs(session: "Session", kind: str, text: str, most: int) -> Sequence[Hit]:
    """Find persons, households, units, posts or items by any part of what is typed."""
    if kind in PERSONS:
        return find_persons(session, text, most)
    if kind == "household":
        told = session.people.households(text, most)
        found = [Hit(kind, one.id, one.head_name or one.number, f"{one.number} {one.address}".strip()) for one in told]
    elif kind == "item":
        items = find_items(session.catalogue.items(enabled_only=True), text)[:most]
        found = [Hit(kind, one.code, one.name, one.category) for one in items]
    else:
        found = [Hit(kind, one.id, one.name, one.detail) for one in session.unit_finding.candidates(text, kind, most)]
    return [*found, Hit(BARE, "", text, _NOT_KNOWN.get(kind, "只记这个名称"))]


def ref_of(hit: Hit) -> Ref:
    """Give what was picked as a reference; a bare name has no id."""
    return Ref(hit.id, hit.written)
