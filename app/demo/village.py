"""The invented people: households with kinship in villager groups, id numbers of the unit's area, invented phones."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from app.core.identity import check_character
from app.core.pinyin import pinyin_of
from app.demo.names import Surnames, generation_sign, given_name, given_names
from db.identifiers import new_id

GROUPS = "一二三四五六七八九十"
PHONES_PER_PREFIX = 10_000_000


class Villager(msgspec.Struct, frozen=True):
    """Who may come to the counter: the stored columns of a resident that a case takes over."""

    id: str
    name: str
    id_number: str
    phone: str
    address: str
    group: str
    birth_day: date
    household: str
    head: str


class Family(msgspec.Struct, frozen=True):
    """One household as stored rows, and its people as villagers."""

    household: dict[str, Any]
    residents: tuple[dict[str, Any], ...]
    villagers: tuple[Villager, ...]


class Village:
    """Draws families one after the other until enough people live there."""

    def __init__(self, rng: random.Random, unit: str, today: date, groups: int = 8) -> None:
        """Place the village in the area of its unit code (12 digits)."""
        self._rng = rng
        self._area = unit[:6]
        self._today = today
        self._groups = [f"{sign}组" for sign in GROUPS[:groups]]
        self._surnames = Surnames(rng)
        self._numbers: set[str] = set()
        self._phones = 0
        self._households = 0

    def families(self, people: int) -> Iterator[Family]:
        """Draw families of together at least ``people`` residents."""
        drawn = 0
        while drawn < people:
            family = self._family()
            drawn += len(family.residents)
            yield family

    def _family(self) -> Family:
        rng = self._rng
        self._households += 1
        group = self._groups[int(len(self._groups) * rng.random())]
        address = f"{group} {1 + self._households // len(self._groups)} 号"
        household_id = new_id()
        head_age = int(rng.triangular(24, 88, 58))
        people = list(self._members(head_age))
        phone = self._phone()
        rows, villagers = [], []
        for place, (name, sex, born, role) in enumerate(people):
            own_phone = phone if place == 0 else self._phone() if 14 < self._today.year - born.year < 82 else ""
            row = self._resident(name, sex, born, role, own_phone, household_id, group, address)
            rows.append(row)
            if not row["left_on"]:
                known = (row["id"], name, row["id_number"], own_phone or phone, address, group, born)
                villagers.append(Villager(*known, household_id, people[0][0]))
        household = {
            "id": household_id,
            "number": f"{self._households:04d}",
            "head_name": people[0][0],
            "villager_group": group,
            "address": address,
            "phone": phone,
            "note": "",
        }
        return Family(household, tuple(rows), tuple(villagers))

    def _members(self, head_age: int) -> Iterator[tuple[str, str, date, str]]:
        rng, year = self._rng, self._today.year
        surname = self._surnames.draw()
        head_sex = "男" if rng.random() < 0.82 else "女"
        born = self._birth_day(year - head_age)
        yield surname + given_name(rng, head_sex, born.year), head_sex, born, "户主"
        if head_age > 26 and rng.random() < 0.78:
            sex = "女" if head_sex == "男" else "男"
            partner = self._birth_day(born.year + rng.randint(-3, 4))
            yield self._surnames.draw() + given_name(rng, sex, partner.year), sex, partner, "配偶"
        if head_age > 25:
            sign = generation_sign(rng, born.year + 26) if rng.random() < 0.5 else ""
            for _ in range(rng.choices((0, 1, 2, 3), (18, 42, 32, 8))[0]):
                sex = "男" if rng.random() < 0.53 else "女"
                child = self._birth_day(min(born.year + rng.randint(21, 33), year))
                name = surname + given_name(rng, sex, child.year, sign if sex == "男" else "")
                yield name, sex, child, "子" if sex == "男" else "女"
        if head_age < 62 and rng.random() < 0.3:
            sex = "男" if rng.random() < 0.4 else "女"
            parent = self._birth_day(born.year - rng.randint(21, 30))
            surname = surname if sex == "男" else self._surnames.draw()
            yield surname + given_name(rng, sex, parent.year), sex, parent, "父亲" if sex == "男" else "母亲"

    def _resident(
        self, name: str, sex: str, born: date, role: str, phone: str, household_id: str, group: str, address: str
    ) -> dict[str, Any]:
        rng = self._rng
        pinyin = pinyin_of(name)
        left = rng.random() < 0.02
        nicknames = given_names().nicknames
        return {
            "id": new_id(),
            "name": name,
            "pinyin": pinyin.full,
            "initials": pinyin.initials,
            "nickname": nicknames[int(rng.random() * len(nicknames))] if rng.random() < 0.06 else "",
            "sex": sex,
            "birth_day": born.isoformat(),
            "id_number": self._id_number(born, sex),
            "phone": phone,
            "household_id": household_id,
            "household_role": role,
            "villager_group": group,
            "address": address,
            "note": "",
            "keep_private": int(rng.random() < 0.01),
            "left_on": (self._today - timedelta(days=rng.randint(20, 900))).isoformat() if left else None,
            "left_reason": ("迁出" if rng.random() < 0.6 else "去世") if left else "",
            "brought_over": 1,
        }

    def _birth_day(self, year: int) -> date:
        day = date(year, 1, 1) + timedelta(days=int(self._rng.random() * 365))
        return min(day, self._today)

    def _id_number(self, born: date, sex: str) -> str:
        head = f"{self._area}{born:%Y%m%d}"
        place = int(self._rng.random() * 500)
        for step in range(500):
            body = f"{head}{((place + step) % 500) * 2 + (sex == '男'):03d}"
            if body not in self._numbers:
                self._numbers.add(body)
                return body + check_character(body)
        return ""

    def _phone(self) -> str:
        """Give a number of a range that is clearly invented: 1990 and seven digits that count up."""
        self._phones += 1
        return f"1990{self._phones * 7919 % PHONES_PER_PREFIX:07d}"
