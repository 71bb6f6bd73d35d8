"""One household's place in the network: its grid since when, who is responsible for it, where it was before."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.belonging import UNTOUCHED
from app.units.facts import Link, TypedLink
from app.units.kinds import word
from app.units.linking import end_link, link_values, replace_link
from app.units.typed import check_link, refuse
from db import grids as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.units.posts import Posts
    from db.store import Store
    from db.writing import Writing


HOUSEHOLD = "household"


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

    def entrust(
        self, households: Sequence[str], name: str, since: date | None = None, resident_id: str = ""
    ) -> Changes:
        """Let somebody be responsible for households beside their grid; no name: whoever is responsible for the grid.

        A resident's id tells two of one name apart. Raises ``Refused`` where a household is gone, and where that is so
        already for all of them.
        """
        title = word("home_title")
        typed = TypedLink(target=HOUSEHOLD, target_id=HOUSEHOLD, resident_id=resident_id, name=name, title=title)
        if name.strip():
            refuse(check_link(typed))
        today = self._clock.today()
        values: dict[str, Any] = link_values(self._store, typed, today) if name.strip() else {"name": ""}
        values["since"] = since or today
        with self._store.writing(reason=f"{title}换为{values['name'] or '网格员'}") as write:
            for household_id in dict.fromkeys(households):
                self._entrust_one(write, household_id, values)
            changes = Changes.of(write.changed)
        if not changes:
            told = f"{values['name']}已经是责任人。" if values["name"] else "没有另外的责任人，本来就由网格员负责。"
            raise Refused(told, untouched=UNTOUCHED)
        return changes

    def _entrust_one(self, write: "Writing", household_id: str, values: dict[str, Any]) -> None:
        if rows.household(self._store, household_id) is None:
            raise Refused("有一户找不到了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        there, new = self._own(household_id), {**values, "target_id": household_id}
        if there is None and values["name"]:
            write.insert("contact_links", new)
        elif there is not None and not values["name"]:
            end_link(write, there.id, there.since, values["since"])
        elif there is not None and (there.resident_id, there.name) != (values["resident_id"], values["name"]):
            replace_link(write, there.id, there.since, new)

    def _own(self, household_id: str) -> Link | None:
        title = word("home_title")
        found = (one for one in self._posts.links(household_id) if one.target == HOUSEHOLD and one.title == title)
        return next((one for one in found if one.until is None), None)
