"""The invented station's network: three tiers above, service points, Party branch and groups, grids, posts, roster."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.demo.filling import REASON, Office
from app.demo.village import GROUPS, Villager
from app.ledgers.kinds.values import Ref
from app.units.facts import Person
from app.units.kinds import kinds
from app.units.turns import in_turn, month_days, working
from db.grids import groups_outside, outside
from db.identifiers import new_id

if TYPE_CHECKING:
    from db.writing import Writing

POINTS = ("东头", "西头", "南屯", "北屯", "河沿", "岗上")
OFFICE_PHONE = "0455-5550{:03d}"
ADULT, OLD = 25, 62
ON_ROSTER = 5
YEARS_IN_POST = 6


class NetworkMaker:
    """Lays the network out over families that were written already; draws from its own chance, so no story changes."""

    def __init__(self, office: Office, seed: int, people: Sequence[Villager]) -> None:
        """Take those of an age to hold a post."""
        self._office, self._rng = office, random.Random(seed + 1)  # noqa: S311 - invented people, nothing secret
        year = office.clock.today().year
        self._fit = [one for one in people if ADULT < year - one.birth_day.year < OLD] or list(people)
        self._next, self._phones = 0, 200
        self._held: list[dict[str, Any]] = []
        self.made = defaultdict[str, list[Ref]](list)

    def write(self) -> int:
        """Write units, posts, holders, links, grids and this month's roster in one transaction; gives the units."""
        names = self._office.store.office
        with self._office.store.writing(self._office.operator.id, REASON) as write:
            above = ""
            for kind, name in (
                ("county_centre", f"{names['county_name'] or '示例县'}党务政务服务中心"),
                ("township_centre", f"{names['township_name'] or '示例镇'}便民服务中心"),
                ("station", f"{names['name']}便民服务站"),
            ):
                above = self._unit(write, kind, name, above)
            units = 3 + self._points(write, above) + self._party(write, str(names["name"]))
            units += self._grids(write, above)
            write.insert_many("post_holders", self._held)
            write.insert_many("duty_turns", self._roster())
        return units

    def _unit(self, write: "Writing", kind: str, name: str, parent: str) -> str:
        phone = self._phone() if kinds()[kind].line == "service" else ""
        founded = date(2014 + self._rng.randint(0, 8), 1 + self._rng.randint(0, 11), 1)
        values = {"kind": kind, "parent_id": parent, "name": name, "phone": phone, "founded_on": founded}
        unit_id = write.insert("units", values)
        self.made[kind].append(Ref(unit_id, name))
        for place, post in enumerate(kinds()[kind].posts):
            post_id = write.insert("posts", {"unit_id": unit_id, "name": post, "known_as": post})
            for role in ("A", "B") if kind in {"station", "service_point"} and place == 0 else ("A",):
                self._held.append(self._holder(post_id, role))
        return unit_id

    def _points(self, write: "Writing", station: str) -> int:
        for name in POINTS:
            point = self._unit(write, "service_point", f"{name}便民服务点", station)
            leader = self._somebody()
            link = {"target": "unit", "target_id": point, "resident_id": leader.id, "name": leader.name}
            since = self._office.clock.today() - timedelta(days=self._rng.randint(60, 900))
            write.insert("contact_links", {**link, "title": "包点干部", "since": since, "phone": leader.phone})
        return len(POINTS)

    def _party(self, write: "Writing", village: str) -> int:
        branch = self._unit(write, "branch", f"{village}党支部", "")
        for place in "一二三":
            self._unit(write, "party_group", f"第{place}党小组", branch)
        return 4

    def _grids(self, write: "Writing", station: str) -> int:
        groups = sorted((row["name"] for row in groups_outside(self._office.store)), key=_place_of_group)
        since = date(self._office.clock.today().year, 1, 1)
        for group in groups:
            grid = self._unit(write, "grid", f"{group}网格", station)
            homes = outside(self._office.store, group)
            write.insert_many(
                "grid_households", ({"grid_id": grid, "household_id": one, "since": since} for one in homes)
            )
        return len(groups)

    def _roster(self) -> Iterator[dict[str, Any]]:
        people = [Person(one.id, one.name) for one in (self._somebody() for _ in range(ON_ROSTER))]
        first, last = month_days(f"{self._office.clock.today():%Y-%m}")
        days = working(first, last, self._office.calendar.is_working_day)
        for turn in in_turn(people, days, "day", second=True):
            who = {"resident_id": turn.person.id, "name": turn.person.name}
            yield {"id": new_id(), "day": turn.day, "half": turn.half, "role": turn.role, **who}

    def _holder(self, post_id: str, role: str) -> dict[str, Any]:
        one = self._somebody()
        since = self._office.clock.today() - timedelta(days=self._rng.randint(30, 365 * YEARS_IN_POST))
        who = {"resident_id": one.id, "name": one.name, "phone": one.phone, "phone_open": 0}
        return {"id": new_id(), "post_id": post_id, "role": role, **who, "since": since}

    def _somebody(self) -> Villager:
        """Give one after the other, so that nobody holds everything."""
        self._next += 1 + self._rng.randint(0, 2)
        return self._fit[self._next % len(self._fit)]

    def _phone(self) -> str:
        self._phones += 1
        return OFFICE_PHONE.format(self._phones)


def _place_of_group(group: str) -> int:
    return GROUPS.find(group[:1])
