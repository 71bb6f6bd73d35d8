"""Grids: which household belongs to which one since when, and who is responsible (DOMAIN A23)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.pinyin import pinyin_of
from app.units.belonging import UNTOUCHED, put_in, take_out
from app.units.facts import Holder, Unit
from app.units.kinds import keeps_homes, label_of, word
from db import grids as rows
from db import network

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.units.network import Network
    from app.units.posts import Posts
    from db.store import Store


class Grid(msgspec.Struct, frozen=True):
    """One grid with its numbers, who is responsible (A) and who helps (B)."""

    unit: Unit
    households: int
    people: int
    responsible: tuple[Holder, ...] = ()


class GridHousehold(msgspec.Struct, frozen=True, kw_only=True):
    """One household of a grid; ``people`` counts who lives in it, ``responsible`` is its own, empty: the grid's."""

    id: str
    number: str
    head_name: str
    villager_group: str
    address: str
    people: int
    responsible: str = ""
    since: date | None = None


class GroupOutside(msgspec.Struct, frozen=True):
    """A villager group, and how many of its households are in no grid yet."""

    name: str
    households: int


class FoundHousehold(msgspec.Struct, frozen=True):
    """One household that was looked for, with the grid it is in now (empty: in none)."""

    id: str
    number: str
    head_name: str
    villager_group: str
    address: str
    grid_id: str
    grid: str


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
            if keeps_homes(unit.kind)
        ]

    def households(self, grid_id: str) -> list[GridHousehold]:
        """Give the households of a grid by villager group and number."""
        found = rows.households_of(self._store, grid_id, word("home_title"))
        return [msgspec.convert(row, GridHousehold, strict=False) for row in found]

    def groups_outside(self) -> list[GroupOutside]:
        """Give the villager groups with households that are in no grid yet."""
        return [msgspec.convert(row, GroupOutside) for row in rows.groups_outside(self._store)]

    def find_households(self, text: str, limit: int) -> list[FoundHousehold]:
        """Give the households whose head (also in pinyin), number, group or address holds what is typed."""
        wanted = text.strip().lower()
        found = []
        for row in rows.every_household(self._store):
            told = " ".join((row["number"], row["head_name"], row["villager_group"], row["address"])).lower()
            if wanted in told or (wanted.isascii() and any(wanted in one for one in pinyin_of(row["head_name"]))):
                found.append(msgspec.convert(row, FoundHousehold))
                if len(found) == limit:
                    break
        return found

    def grid_of(self, household_id: str) -> str:
        """Give the name of a household's grid; empty where it is in none."""
        row = rows.belonging(self._store, household_id)
        return str(row["grid"]) if row else ""

    def put(self, grid_id: str, households: Sequence[str], day: date | None = None) -> tuple[int, Changes]:
        """Put households into a grid from a day (today) on; gives how many. Those in another one move over.

        What was before stays readable. Raises ``Refused``.
        """
        grid, since = self._open_grid(grid_id), self._past_day(day)
        with self._store.writing(reason=f"划入{grid.name}") as write:
            count = put_in(write, self._store, grid_id, households, since)
            return count, Changes.of(write.changed)

    def put_group(self, grid_id: str, group: str, day: date | None = None) -> tuple[int, Changes]:
        """Put every household of a villager group that is in no grid yet into one; gives how many."""
        found = rows.outside(self._store, group)
        if not found:
            told = f"{group}的住户都已经有网格了。" if group else "住户都已经有网格了。"
            raise Refused(told, untouched=UNTOUCHED)
        return self.put(grid_id, found, day)

    def take_out(self, households: Sequence[str], last: date | None = None) -> tuple[int, Changes]:
        """Take households out of their grids, with their last day there (today); gives how many. Raises ``Refused``."""
        on = self._past_day(last)
        with self._store.writing(reason="划出网格") as write:
            count = take_out(write, self._store, households, on)
            return count, Changes.of(write.changed)

    def _open_grid(self, grid_id: str) -> Unit:
        row = network.unit(self._store, grid_id)
        if row is None or row["closed_on"] is not None:
            raise Refused("这个网格不在了。", untouched=UNTOUCHED, advice="请刷新后再试。")
        unit = self._units.unit(grid_id)
        if not keeps_homes(unit.kind):
            raise Refused(f"{label_of(unit.kind)}不管住户。", untouched=UNTOUCHED, advice="请选一个网格。")
        return unit

    def _past_day(self, day: date | None) -> date:
        on = day or self._clock.today()
        if on > self._clock.today():
            raise Refused("日期不能晚于今天。", untouched=UNTOUCHED, advice="请改日期。")
        return on
