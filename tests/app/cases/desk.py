"""A small catalogue of known promises, somebody at the desk, and short words for what they do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from app.cases.facts import Applicant, Case, Given, NewCase
from app.cases.service import Cases
from app.catalogue.facts import ItemVersion
from app.core.clock import FixedClock
from app.core.errors import Refused
from db.writing import Writing


def version(code: str, name: str, *, mode: str = "promised", role: str = "代办", **days: Any) -> ItemVersion:
    """Make one version of an item: 20 working days with a village leg of 3 unless said otherwise."""
    facts: dict[str, Any] = {
        field: "" for field in ItemVersion.__struct_fields__ if field not in {"version", "special", "shipped"}
    }
    facts |= {
        "id": "v1",
        "item_code": code,
        "version": 1,
        "name": name,
        "category": "事务代办",
        "department_code": "civil_affairs",
        "mode": mode,
        "role": role,
        "materials": ({"name": "身份证"}, {"name": "户口簿", "copies": 2, "form": "复印件"}),
        "village_days": 3 if mode == "promised" and role == "代办" else None,
        "township_days": None,
        "total_days": 20,
        "days_unit": "working",
        "posting_days": None,
        "valid_from": None,
        "special": {},
        "shipped": True,
    }
    return msgspec.convert({**facts, **days}, ItemVersion)


ITEMS = [
    version("P20", "林木采伐许可"),
    version("P5", "耕地地力保护补贴核对", role="直办", total_days=5),
    version("N30", "邻里纠纷调解", role="直办", total_days=30, days_unit="natural", category="民事调解"),
    version("LEG", "养老待遇申领", total_days=None, village_days=2, township_days=10),
    version("HAND", "法律援助申请转交", village_days=None, total_days=7),
    version("DIR", "生育登记", mode="direct", role="直办", total_days=0),
    version("ANS", "惠民政策咨询", mode="answered", role="直办", total_days=None),
    version("ANS3", "农业技术咨询", mode="answered", role="直办", total_days=3),
    version("OPEN", "没有时限的事项", total_days=None, village_days=None),
]


class SmallCatalogue:
    """The items above; a new version may be put in place of one."""

    def __init__(self) -> None:
        self.items = {item.item_code: item for item in ITEMS}

    def current(self, code: str) -> ItemVersion:
        if code not in self.items:
            raise Refused(f"没有事项 {code}。")
        return self.items[code]

    def refuse_certificate(self, text: str) -> None:
        if "亲属关系证明" in text:
            raise Refused("村委会不得出具亲属关系证明。")


@dataclass
class HeardIndex:
    """Remembers which cases were to be found again."""

    ids: list[str] = field(default_factory=list)

    def index_cases(self, write: Writing, ids: Iterable[str]) -> None:
        self.ids.extend(ids)


@dataclass(frozen=True)
class Person:
    """Somebody at the desk."""

    id: str = "01a00000-0000-7000-8000-000000000001"
    name: str = "王守田"


@dataclass
class Desk:
    """Short words for a test: register and take steps as one person."""

    cases: Cases
    who: Person
    clock: FixedClock

    def register(self, code: str = "P20", name: str = "李守业", **more: Any) -> Case:
        case, _ = self.cases.register(NewCase(applicant=Applicant(name=name), item_code=code, **more), self.who)
        return case

    def take(self, key: str, case: Case, **given: Any) -> Case:
        taken, _ = self.cases.take(key, case.number, Given(**given), self.who)
        return taken
