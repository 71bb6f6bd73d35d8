"""Whom a name typed into a ledger means: residents, households, items and units that bear exactly this name."""

from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.ledgers.kinds.values import Ref

if TYPE_CHECKING:
    from app.session.services import Services

PERSONS = frozenset({"resident", "member"})
UNITS = frozenset({"unit", "post"})
MOST = 50


class NameResolver:
    """Asks the rooms of one office; whoever moved away or was removed is nobody's meaning any more."""

    def __init__(self, session: "Services") -> None:
        """Ask the rooms when there is something to ask."""
        self._session = session

    def candidates(self, kind: str, text: str, /) -> tuple[Ref, ...]:
        """Give what bears exactly this name."""
        if kind in PERSONS:
            found = self._session.people.named(text)
            return tuple(Ref(one.id, one.name) for one in found if not one.deleted and one.left_on is None)
        if kind == "household":
            households = self._session.people.households(text, MOST)
            return tuple(Ref(one.id, one.head_name) for one in households if text in {one.head_name, one.number})
        if kind == "item":
            items = self._session.catalogue.find(text, MOST)
            return tuple(Ref(one.code, one.name) for one in items if text in {one.code, one.name})
        if kind in UNITS:
            return tuple(Ref(one.id, one.name) for one in self._session.unit_finding.bearing(text, kind))
        return ()

    def named(self, kind: str, row_id: str, /) -> str:
        """Give the name of one by its id; empty where it is not known."""
        try:
            if kind in PERSONS:
                return self._session.people.find(row_id).name
            if kind == "household":
                return self._session.people.household(row_id).head_name
            if kind in UNITS:
                return self._session.network.name_of(row_id, kind)
            return self._session.catalogue.item(row_id).name if kind == "item" else ""
        except Refused:
            return ""
