"""A person's asking for a look, a correction or an erasure, registered as a case (个人信息保护法 45 to 47, 50)."""

from typing import TYPE_CHECKING

from app.cases.facts import Applicant, Case, NewCase
from app.catalogue.facts import Material
from app.catalogue.seeding import shipped_id
from app.core.changes import Changes
from app.core.errors import Refused
from app.privacy.declared import RequestKind, declared, request_kind
from db import catalogue as catalogue_rows

if TYPE_CHECKING:
    from app.cases.facts import Actor
    from app.cases.service import Cases
    from app.people.people import People
    from app.search.search import Search
    from db.store import Store

CATEGORY = "事务代办"
PAPERS = ("身份证", "代办人身份证和委托书（本人不来时）")
AFTER_THE_SHIPPED = 900


class Requests:
    """Registers requests as cases of three items that every office has alike once the first is asked for."""

    def __init__(self, store: "Store", cases: "Cases", people: "People", search: "Search") -> None:
        """Work on one open office."""
        self._store, self._cases, self._people, self._search = store, cases, people, search

    def register(self, resident_id: str, key: str, content: str, operator: "Actor") -> tuple[Case, Changes]:
        """Register a request of a villager; its due day is counted like that of any case.

        Raises ``Refused`` for an unknown kind or person.
        """
        kind, person = request_kind(key), self._people.find(resident_id)
        if person.deleted:
            raise Refused("这位村民的资料已经删除。", untouched="没有登记。")
        self.offer()
        applicant = Applicant(
            id=person.id,
            name=person.name,
            id_number=person.id_number,
            phone=person.phone,
            address=person.address,
            group=person.villager_group,
            birth_day=person.birth_day,
        )
        new = NewCase(applicant=applicant, item_code=kind.code, content=content, reason=f"个人信息：{kind.verb}")
        return self._cases.register(new, operator)

    def kind_of(self, case: Case) -> RequestKind | None:
        """Tell which request a case is; ``None`` for any other case."""
        return next((one for one in declared().request if one.code == case.item_code), None)

    def offer(self) -> None:
        """Write the three items under the program's owner, as far as this office lacks them."""
        places = list(enumerate(declared().request, AFTER_THE_SHIPPED))
        if catalogue_rows.known_ids(self._store, "service_items") >= {_item_id(one) for _, one in places}:
            return
        with self._store.writing(reason="个人信息请求的事项") as write:
            catalogue_rows.ship(write, "service_items", [_item(one, place) for place, one in places])
            catalogue_rows.ship(write, "item_versions", [_version(one) for _, one in places])
            self._search.index_items(write)


def _item_id(one: RequestKind) -> str:
    return shipped_id("item", one.code)


def _item(one: RequestKind, place: int) -> dict[str, object]:
    return {"id": _item_id(one), "code": one.code, "category": CATEGORY, "enabled": 1, "sort": place}


def _version(one: RequestKind) -> dict[str, object]:
    return {
        "id": shipped_id("item", one.code, 1),
        "item_code": one.code,
        "version": 1,
        "state": "published",
        "name": one.name,
        "department_code": "station",
        "mode": "answered",
        "role": "直办",
        "materials": [Material(name) for name in PAPERS],
        "village_days": one.days,
        "total_days": one.days,
        "days_unit": "working",
        "fee": "不收费",
        "conditions": one.conditions,
        "flow": one.flow,
        "trust": "typical",
        "source": f"个人信息保护法{one.article}；办理天数是程序的建议值",
        "special": {"days_text": f"{one.days} 个工作日", "also": [one.verb]},
    }
