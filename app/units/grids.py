"""Grids: which household belongs to which one, whole villager groups at once, and who is responsible (DOMAIN A23)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.facts import Holder, Unit
from app.units.kinds import kinds, label_of
from db import grids as rows
from db import network

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.units.network import Network
    from app.units.posts import Posts
    from db.store import Store

UNTOUCHED = "什么也没有改动。"


class Grid(msgspec.Struct, frozen=True):
    """One grid with its numbers, who is responsible (A) and who helps (B)."""

    unit: Unit
    households: int
    people: int
    responsible: tuple[Holder, ...] = ()


class GridHousehold(msgspec.Struct, frozen=True, kw_only=True):
    """One household of a grid; ``people`` counts who lives in it."""

    id: str
    number: str
    head_name: str
    villager_group: str
    address: str
    people: int
    since: date | None = None


class GroupOutside(msgspec.Struct, frozen=True):
    """A villager group, and how many of its households are in no grid yet."""

    name: str
    households: int


class Grids:
    """Reads and writes the belonging of households to grids."""

    def __init__(self, store: "Store", clock: "Clock", units: "Network", posts: "Posts") -> None:
        """Work on one office's file."""
        self._store, self._clock, self._units, self._posts = store, clock, units, posts

    def all(self) -> list[Grid]:
        """Give the open grids in the order of the tree's making."""
        counted, today = rows.counts(self._store), self._clock.today()
        held: dict[str, list[Holder]] = {}
        for post in self._posts.of():
            held.setdefault(post.unit_id, []).extend(one for one in post.holders if one.holds_on(today))
        return [
            Grid(unit, *counted.get(unit.id, (0, 0)), tuple(sorted(held.get(unit.id, ()), key=lambda one: one.role)))
            for unit in self._units.units()
            if _has_households(unit)
        ]

    def households(self, grid_id: str) -> list[GridHousehold]:
        """Give the households of a grid by villager group and number."""
        return [msgspec.convert(row, GridHousehold, strict=False) for row in rows.households_of(self._store, grid_id)]

    def groups_outside(self) -> list[GroupOutside]:
        """Give the villager groups with households that are in no grid yet."""
        return [msgspec.convert(row, GroupOutside) for row in rows.groups_outside(self._store)]

    def grid_of(self, household_id: str) -> str:
        """Give the name of a household's grid; empty where it is in none."""
        row = rows.belonging(self._store, household_id)
        return str(row["grid"]) if row else ""

    def put(self, grid_id: str, households: Sequence[str]) -> Changes:
        """Put households into a grid; those that are in another one move over. Raises ``Refused``."""
        grid, since = self._open_grid(grid_id), self._clock.today()
        with self._store.writing(reason=f"划入{grid.name}") as write:
            for household_id in households:
                if rows.household(self._store, household_id) is None:
                    raise Refused("有一户找不到了。", untouched=UNTOUCHED, advice="请刷新后再试。")
                if (there := rows.belonging(self._store, household_id)) is not None:
                    write.update("grid_households", there["id"], {"grid_id": grid_id, "since": since})
                else:
                    write.insert("grid_households", _belonging(grid_id, household_id, since))
            return Changes.of(write.changed)

    def put_group(self, grid_id: str, group: str) -> tuple[int, Changes]:
        """Put every household of a villager group that is in no grid yet into one; gives how many."""
        found = rows.outside(self._store, group)
        if not found:
            told = f"{group}的住户都已经有网格了。" if group else "住户都已经有网格了。"
            raise Refused(told, untouched=UNTOUCHED)
        grid, since = self._open_grid(grid_id), self._clock.today()
        with self._store.writing(reason=f"{group}划入{grid.name}") as write:
            write.insert_many("grid_households", (_belonging(grid_id, one, since) for one in found))
            return len(found), Changes.of(write.changed)

    def take_out(self, household_id: str, reason: str = "划出网格") -> Changes:
        """Take a household out of its grid; it is in none then."""
        there = rows.belonging(self._store, household_id)
        if there is None:
            raise Refused("这一户不在网格里。", untouched=UNTOUCHED)
        with self._store.writing(reason=reason) as write:
            write.remove("grid_households", there["id"], reason)
            return Changes.of(write.changed)

    def _open_grid(self, grid_id: str) -> Unit:
        row = network.unit(self._store, grid_id)
        if row is None or row["closed_on"] is not None:
            raise Refused("这个网格不在了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        unit = self._units.unit(grid_id)
        if not _has_households(unit):
            raise Refused(f"{label_of(unit.kind)}不管住户。", untouched=UNTOUCHED, advice="请选一个网格。")
        return unit


def _has_households(unit: Unit) -> bool:
    return unit.kind in kinds() and kinds()[unit.kind].households


def _belonging(grid_id: str, household_id: str, since: date) -> dict[str, object]:
    return {"grid_id": grid_id, "household_id": household_id, "since": since}
