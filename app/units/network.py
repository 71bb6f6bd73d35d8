"""The network of units: setting up, changing, moving, merging and closing them; none is ever deleted (DOMAIN A01)."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.units.belonging import take_over
from app.units.ending import end_all, open_again
from app.units.facts import TypedUnit, Unit
from app.units.kinds import UnitKind, kind_of, kinds, label_of
from app.units.tree import Node, forest, makes_circle, within
from app.units.typed import Fault, check_unit, refuse, refuse_no_reason, unit_values
from db import network as rows
from db.grids import counts

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.units.units import Units
    from db.store import Store
    from db.writing import Writing

UNTOUCHED = "什么也没有改动。"
MOST = 2_000
USED = {
    "units": "它下面还有单位",
    "posts": "它的岗位上有人",
    "links": "有人联系它",
    "households": "它还管着住户",
}


class Network:
    """Reads and writes the units of one office."""

    def __init__(self, store: "Store", clock: "Clock", offices: "Units") -> None:
        """``offices`` tells our own names, to begin the tree with."""
        self._store, self._clock, self._offices = store, clock, offices

    def units(self, *, ended: bool = False) -> list[Unit]:
        """Give the units, with ``ended`` also those that were merged or closed."""
        found = [_unit(row) for row in rows.units(self._store)]
        return found if ended else [unit for unit in found if unit.is_open]

    def unit(self, unit_id: str) -> Unit:
        """Give one unit; raises ``Refused`` where there is none."""
        row = rows.unit(self._store, unit_id)
        if row is None:
            raise Refused("找不到这个单位。", untouched=UNTOUCHED, advice="请重新查找后再试。")
        return _unit(row)

    def named(self, typed: str) -> Unit:
        """Give the one unit of this id, name or short name; raises ``Refused`` for none and for several."""
        wanted = typed.strip()
        every = self.units(ended=True)
        found = [unit for unit in every if unit.id == wanted]
        found = found or [unit for unit in every if unit.is_open and wanted in {unit.name, unit.short}]
        found = found or [unit for unit in every if wanted and wanted == unit.name]
        if len(found) == 1:
            return found[0]
        told = "没有" if not found else f"有 {len(found)} 个"
        raise Refused(f"{told}叫“{wanted}”的单位。", untouched=UNTOUCHED, advice="请写全名，或用它的编号（id）。")

    def tree(self, *, ended: bool = False) -> tuple[Node, ...]:
        """Give the network as trees."""
        return forest(self.units(ended=ended))

    def way(self, unit_id: str) -> tuple[Unit, ...]:
        """Give the units above one, the topmost first, itself last."""
        known = {unit.id: unit for unit in self.units(ended=True)}
        parents = {unit.id: unit.parent_id for unit in known.values()}
        return tuple(reversed([known[one] for one in within(parents, unit_id) if one in known]))

    def name_of(self, row_id: str, kind: str = "unit") -> str:
        """Give the name of a unit or post by its id, also of one that ended; raises ``Refused`` where there is none."""
        if kind == "unit":
            return self.unit(row_id).name
        post = rows.post(self._store, row_id)
        if post is None:
            raise Refused("找不到这个岗位。", untouched=UNTOUCHED, advice="请重新查找后再试。")
        return f"{self.unit(post['unit_id']).name} {post['name']}"

    def add(self, typed: TypedUnit) -> tuple[Unit, Changes]:
        """Set a unit up with the posts that its kind begins with; raises ``UnitFaults`` and ``Refused``."""
        kind = kind_of(typed.kind)
        refuse([*check_unit(typed), self._wrong_parent(kind, "", typed.parent_id), self._same_name(typed, "")])
        if len(self.units(ended=True)) >= MOST:
            raise Refused(f"单位已经有 {MOST} 个，不能再添加。", untouched=UNTOUCHED)
        with self._store.writing(reason=f"设立{kind.label}") as write:
            unit_id = self._insert(write, kind, typed.parent_id, unit_values(typed))
            changes = Changes.of(write.changed)
        return self.unit(unit_id), changes

    def edit(self, unit_id: str, typed: TypedUnit) -> tuple[Unit, Changes]:
        """Change a unit, also where it hangs; its kind stays. Raises ``UnitFaults`` and ``Refused``."""
        kind = kind_of(self._open(unit_id).kind)
        place = self._wrong_parent(kind, unit_id, typed.parent_id)
        refuse([*check_unit(typed), place, self._same_name(typed, unit_id)])
        with self._store.writing(reason=f"修改{kind.label}") as write:
            write.update("units", unit_id, {**unit_values(typed), "parent_id": typed.parent_id})
            changes = Changes.of(write.changed)
        return self.unit(unit_id), changes

    def close(self, unit_id: str, reason: str, day: date | None = None) -> tuple[Unit, Changes]:
        """Close a unit, its posts and links with it; its past stays.

        Raises ``Refused`` where open units or households still hang on it.
        """
        why, on = refuse_no_reason(reason, "关闭"), self._end_day(day)
        unit = self._open(unit_id)
        if below := [one.name for one in self.units() if one.parent_id == unit_id]:
            sentence = f"“{unit.name}”下面还有 {len(below)} 个单位（{'、'.join(below[:3])}），不能关闭。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请先把它们移到别处，或者用“并入”。")
        if unit_id in counts(self._store):
            advice = "请先把住户划到别的网格，或者用“并入”。"
            raise Refused(f"“{unit.name}”还管着住户，不能关闭。", untouched=UNTOUCHED, advice=advice)
        return self._end(unit, on, why, None)

    def merge(self, unit_id: str, into_id: str, reason: str, day: date | None = None) -> tuple[Unit, Changes]:
        """Merge a unit into another of its kind: what hangs on it, households included, goes over; the past stays.

        Its posts and the links to it end: whoever held them is put into a post of the other one by the clerk.
        """
        why, on = refuse_no_reason(reason, "并入"), self._end_day(day)
        unit, into = self._open(unit_id), self._open(into_id)
        parents = {one.id: one.parent_id for one in self.units(ended=True)}
        if unit_id in within(parents, into_id):
            sentence = "不能并入自己。" if unit_id == into_id else f"“{into.name}”就在“{unit.name}”下面，不能并进去。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请选另一个单位。")
        if unit.kind != into.kind:
            sentence = f"{label_of(unit.kind)}不能并入{label_of(into.kind)}。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请选同一种单位。")
        return self._end(unit, on, why, into)

    def reopen(self, unit_id: str, reason: str) -> tuple[Unit, Changes]:
        """Open a closed or merged unit with its posts again, held by nobody; what went over to another stays there."""
        why, unit = refuse_no_reason(reason, "重新设立"), self.unit(unit_id)
        if unit.is_open:
            raise Refused(f"“{unit.name}”没有关闭。", untouched=UNTOUCHED)
        if unit.parent_id and not any(one.id == unit.parent_id for one in self.units()):
            raise Refused("它上面的单位已经撤并。", untouched=UNTOUCHED, advice="请先重新设立上面的单位。")
        refuse([self._same_name(TypedUnit(name=unit.name), unit_id)])
        with self._store.writing(reason=why) as write:
            write.update(
                "units", unit_id, {"closed_on": None, "merged_into": "", "end_reason": ""}, action="reopen-unit"
            )
            open_again(write, self._store, unit_id, unit.closed_on or self._clock.today())
            changes = Changes.of(write.changed)
        return self.unit(unit_id), changes

    def take_back(self, unit_id: str, reason: str) -> Changes:
        """Put a unit that was set up by mistake, and that nothing hangs on, into the bin; others are closed."""
        why, unit = refuse_no_reason(reason, "删除"), self.unit(unit_id)
        if used := rows.is_used(self._store, unit_id):
            sentence = f"“{unit.name}”不能删除：{USED[used]}。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="单位只撤并、关闭，不删除；只有刚设错的才删除。")
        with self._store.writing(reason=why) as write:
            for post in rows.posts(self._store, unit_id):
                write.remove("posts", post["id"], why)
            write.remove("units", unit_id, why)
            return Changes.of(write.changed)

    def begin(self) -> Changes:
        """Set up county, township and our own station from the office's names; refused where there are units."""
        if self.units(ended=True):
            raise Refused("已经有单位了，没有再建。", untouched=UNTOUCHED)
        own = self._offices.own()
        names = {"county_centre": own.county_name, "township_centre": own.township_name, "station": own.name}
        if own.kind == "township":
            names = {"county_centre": own.county_name, "township_centre": own.name}
        with self._store.writing(reason="按本站设置建立网络") as write:
            parent = ""
            for key, name in names.items():
                if name:
                    values = {"name": _full(key, name), "short": name, "code": own.unit if name == own.name else ""}
                    parent = self._insert(write, kinds()[key], parent, values)
            return Changes.of(write.changed)

    def today(self) -> date:
        """Give the day by which posts are held."""
        return self._clock.today()

    def _insert(self, write: "Writing", kind: UnitKind, parent_id: str, values: Mapping[str, Any]) -> str:
        unit_id = write.insert("units", {"kind": kind.key, "parent_id": parent_id, **values})
        for name in kind.posts:
            write.insert("posts", {"unit_id": unit_id, "name": name, "known_as": name})
        return unit_id

    def _end(self, unit: Unit, day: date, why: str, into: Unit | None) -> tuple[Unit, Changes]:
        if unit.founded_on is not None and day < unit.founded_on:
            sentence = f"“{unit.name}”{unit.founded_on.isoformat()}才成立，撤并日期不能比这早。"
            raise Refused(sentence, untouched=UNTOUCHED, advice="请改日期。")
        ended = {"closed_on": day, "end_reason": why, "merged_into": into.id if into else ""}
        with self._store.writing(reason=why) as write:
            if into is not None:
                for below in self.units(ended=True):
                    if below.parent_id == unit.id:
                        write.update("units", below.id, {"parent_id": into.id}, action="move-unit")
                take_over(write, self._store, unit.id, into.id, day)
            end_all(write, self._store, unit.id, day)
            write.update("units", unit.id, ended, action="merge-unit" if into else "close-unit")
            changes = Changes.of(write.changed)
        return self.unit(unit.id), changes

    def _open(self, unit_id: str) -> Unit:
        unit = self.unit(unit_id)
        if not unit.is_open:
            raise Refused(f"“{unit.name}”已经撤并，不能再改。", untouched=UNTOUCHED, advice="要改请先重新设立。")
        return unit

    def _wrong_parent(self, kind: UnitKind, unit_id: str, parent_id: str) -> Fault:
        if not parent_id:
            words = "、".join(kinds()[key].label for key in kind.under)
            return Fault("parent_id", "" if kind.root else f"{kind.label}要挂在{words}下面")
        parent = self._open(parent_id)
        parents = {one.id: one.parent_id for one in self.units(ended=True)}
        if unit_id and makes_circle(parents, unit_id, parent_id):
            return Fault("parent_id", f"“{parent.name}”就是它自己，或者在它下面")
        fits = parent.kind in kind.under
        return Fault("parent_id", "" if fits else f"{kind.label}不能挂在{label_of(parent.kind)}下面")

    def _same_name(self, typed: TypedUnit, but_not: str) -> Fault:
        name = " ".join(typed.name.split())
        there = any(unit.name == name and unit.id != but_not for unit in self.units())
        return Fault("name", f"已经有“{name}”了" if there else "")

    def _end_day(self, day: date | None) -> date:
        on = day or self._clock.today()
        if on > self._clock.today():
            raise Refused("日期不能晚于今天。", untouched=UNTOUCHED, advice="请改日期。")
        return on


def _unit(row: dict[str, Any]) -> Unit:
    return msgspec.convert(row, Unit, strict=False)


def _full(kind: str, name: str) -> str:
    """Give a unit's full name unless the office's own name says already what it is."""
    tail = {"county_centre": "党务政务服务中心", "township_centre": "便民服务中心", "station": "便民服务站"}[kind]
    return name if name.endswith(("中心", "站", "室")) else name + tail
