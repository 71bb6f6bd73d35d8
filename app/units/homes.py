"""One household's place in the network: its grid since when, who is responsible for it, where it was before."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.belonging import UNTOUCHED
from app.units.facts import Link, TypedLink
from app.units.kinds import word
from app.units.people_of import person_of
from db import grids as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.units.posts import Posts
    from db.store import Store


class Belonged(msgspec.Struct, frozen=True):
    """A grid that a household was in before."""

    grid: str
    since: date | None
    until: date


class HomePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a household belongs; all empty where it is in no grid.

    ``responsible`` is the household's own one where ``own`` is a link's id, else whoever is responsible for the grid.
    """

    grid_id: str = ""
    grid: str = ""
    since: date | None = None
    responsible: str = ""
    phone: str = ""
    phone_open: bool = False
    own: str = ""
    before: tuple[Belonged, ...] = ()


class Homes:
    """Reads where households belong, and entrusts one of them to somebody."""

    def __init__(self, store: "Store", clock: "Clock", posts: "Posts") -> None:
        """Work on one office's file."""
        self._store, self._clock, self._posts = store, clock, posts

    def of(self, household_id: str) -> HomePlace:
        """Give where a household belongs."""
        row = rows.belonging(self._store, household_id) or {"grid_id": "", "grid": "", "since": None}
        before = tuple(msgspec.convert(one, Belonged, strict=False) for one in rows.belonged(self._store, household_id))
        place = HomePlace(
            grid_id=row["grid_id"],
            grid=row["grid"],
            since=date.fromisoformat(row["since"]) if row["since"] else None,
            before=before,
        )
        if (link := self._own(household_id)) is not None:
            told = {"responsible": link.name, "phone": link.phone, "phone_open": link.phone_open, "own": link.id}
            return msgspec.structs.replace(place, **told)
        today = self._clock.today()
        for post in self._posts.of(place.grid_id) if place.grid_id else ():
            if (held := post.now("A", today)) is not None:
                told = {"responsible": held.name, "phone": held.phone, "phone_open": held.phone_open}
                return msgspec.structs.replace(place, **told)
        return place

    def entrust(self, household_id: str, name: str, since: date | None = None) -> Changes:
        """Let somebody be responsible for a household beside its grid; no name: whoever is responsible for the grid.

        Raises ``Refused`` where that is so already, or the household is gone.
        """
        if rows.household(self._store, household_id) is None:
            raise Refused("这一户找不到了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        there, on = self._own(household_id), since or self._clock.today()
        if not name.strip():
            if there is None:
                raise Refused("这一户没有自己的责任人，由网格员负责。", untouched=UNTOUCHED)
            return self._posts.unlink(there.id, on)
        if there is not None and there.name == person_of(self._store, name).person.name:
            raise Refused(f"{there.name}已经是这一户的责任人。", untouched=UNTOUCHED)
        typed = TypedLink(
            target="household", target_id=household_id, name=name, title=word("home_title"), since=on.isoformat()
        )
        return self._posts.link(typed, instead_of=there)

    def _own(self, household_id: str) -> Link | None:
        title = word("home_title")
        found = (one for one in self._posts.links(household_id) if one.target == "household" and one.title == title)
        return next((one for one in found if one.until is None), None)
