"""The residents and households of one office: registering, changing, finding, and the same person seen twice."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.identity import read_id_number
from app.people.checks import check_household, check_resident, household_values, resident_values
from app.people.facts import (
    Candidate,
    FieldError,
    Household,
    Page,
    Resident,
    TypedHousehold,
    TypedResident,
    typed_again,
)
from app.people.field_errors import refuse_errors
from app.people.same_person import maybe_same_person
from db import people as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store
    from db.writing import Writing

PAGE = 50


class Index(Protocol):
    """The search tables as residents see them."""

    def index_residents(self, write: "Writing", ids: Iterable[str]) -> None:
        """Make these residents findable, inside the same transaction."""
        ...


class People:
    """Residents and households; every writing method takes the operator's id and gives what changed."""

    def __init__(self, store: "Store", clock: "Clock", search: Index) -> None:
        self._store = store
        self._clock = clock
        self._search = search

    def find(self, resident_id: str) -> Resident:
        """Give one resident, also a removed one; raises ``Refused`` where there is none."""
        row = rows.resident(self._store, resident_id)
        if row is None:
            raise Refused("找不到这位村民。", advice="请重新查找后再试。")
        return _resident(row)

    def by_id_number(self, typed: str) -> Resident | None:
        """Give the resident with an id number as typed, if registered."""
        found = rows.residents_with_id_number(self._store, read_id_number(typed, self._clock.today()).number)
        return _resident(found[0]) if found else None

    def named(self, name: str) -> list[Resident]:
        """Give every resident of exactly this name."""
        values = resident_values(TypedResident(name=name))
        return [_resident(row) for row in rows.residents_exactly(self._store, values["pinyin"], values["name"])]

    def page(self, text: str = "", group: str = "", limit: int = PAGE, offset: int = 0) -> Page:
        """Give one page of the list by pinyin, filtered by any part of name, pinyin, phone, id number or address."""
        found = rows.listed_residents(self._store, text, group, limit, offset)
        return Page(tuple(_resident(row) for row in found), rows.count_residents(self._store, text, group))

    def groups(self) -> list[str]:
        """Give the villager groups that somebody lives in, shorter names first."""
        return rows.villager_groups(self._store)

    def maybe_same_person(self, typed: TypedResident, but_not: str = "") -> list[Candidate]:
        """Give residents who are perhaps the one being typed, the surest first; never raises."""
        return maybe_same_person(self._store, typed, self._clock.today(), but_not)

    def check(self, typed: TypedResident, but_not: str = "") -> list[FieldError]:
        """Give everything wrong with what is typed, an id number that is taken included (``but_not``: own id)."""
        found = check_resident(typed, self._clock.today())
        for candidate in self.maybe_same_person(typed, but_not):
            if candidate.certain:
                found.append(FieldError("id_number", f"这个身份证号已经登记给{candidate.resident.name}"))
        return found

    def register(self, typed: TypedResident, operator: str, reason: str = "登记村民") -> tuple[Resident, Changes]:
        """Register a resident; raises ``FieldErrors``."""
        self._refuse_errors(typed)
        with self._store.writing(operator, reason) as write:
            resident_id = write.insert("residents", resident_values(typed))
            self._search.index_residents(write, (resident_id,))
            return self.find(resident_id), Changes.of(write.changed)

    def edit(
        self, resident_id: str, typed: TypedResident, operator: str, reason: str = "修改村民资料"
    ) -> tuple[Resident, Changes]:
        """Change a resident to what is typed; raises ``FieldErrors``, and ``RowConflict`` for a removed one."""
        self._refuse_errors(typed, resident_id)
        with self._store.writing(operator, reason) as write:
            write.update("residents", resident_id, resident_values(typed))
            self._search.index_residents(write, (resident_id,))
            return self.find(resident_id), Changes.of(write.changed)

    def remove(self, resident_id: str, operator: str, reason: str) -> Changes:
        """Take a resident off the roll, with the reason; cases keep the name, and it can be revived."""
        _refuse_no_reason(reason)
        with self._store.writing(operator, reason) as write:
            write.remove("residents", resident_id, reason)
            self._search.index_residents(write, (resident_id,))
            return Changes.of(write.changed)

    def revive(self, resident_id: str, operator: str, reason: str = "恢复") -> Changes:
        """Bring a removed resident back; raises ``FieldErrors`` where the id number was given to another since."""
        resident = self.find(resident_id)
        if resident.id_number:
            self._refuse_errors(typed_again(resident), resident_id)
        with self._store.writing(operator, reason) as write:
            write.revive("residents", resident_id, reason)
            self._search.index_residents(write, (resident_id,))
            return Changes.of(write.changed)

    def vet(self, resident_id: str) -> None:
        """Refuse a resident, brought back to how things were, whose id number belongs to another one by now."""
        resident = self.find(resident_id)
        if resident.deleted or not resident.id_number:
            return
        for other in rows.residents_with_id_number(self._store, resident.id_number):
            if other["id"] != resident_id:
                sentence = f"{resident.name}的身份证号已经登记给{other['name']}。"
                raise Refused(sentence, untouched="什么也没有改动。", advice="请先改正那一位的身份证号。")

    def look_at_id_number(self, resident_id: str, operator: str, why: str = "") -> str:
        """Give the whole id number and note in the journal that it was looked at."""
        resident = self.find(resident_id)
        with self._store.writing(operator, why or "查看完整身份证号") as write:
            write.note("look", "residents", resident_id, why or "查看完整身份证号")
        return resident.id_number

    def household(self, household_id: str) -> Household:
        """Give one household; raises ``Refused`` where there is none."""
        row = rows.household(self._store, household_id)
        if row is None:
            raise Refused("找不到这一户。", advice="请重新查找后再试。")
        return msgspec.convert(row, Household, strict=False)

    def members(self, household_id: str) -> list[Resident]:
        """Give the residents of a household, the head first."""
        return [_resident(row) for row in rows.members(self._store, household_id)]

    def households(self, text: str = "", limit: int = PAGE, offset: int = 0) -> list[Household]:
        """Give one page of households, filtered by any part of head, number or address."""
        found = rows.households(self._store, text, limit, offset)
        return [msgspec.convert(row, Household, strict=False) for row in found]

    def register_household(
        self, typed: TypedHousehold, operator: str, reason: str = "登记户"
    ) -> tuple[Household, Changes]:
        """Register a household; raises ``FieldErrors``."""
        refuse_errors(check_household(typed))
        with self._store.writing(operator, reason) as write:
            household_id = write.insert("households", household_values(typed))
            return self.household(household_id), Changes.of(write.changed)

    def edit_household(
        self, household_id: str, typed: TypedHousehold, operator: str, reason: str = "修改户资料"
    ) -> tuple[Household, Changes]:
        """Change a household; raises ``FieldErrors``."""
        refuse_errors(check_household(typed))
        with self._store.writing(operator, reason) as write:
            write.update("households", household_id, household_values(typed))
            return self.household(household_id), Changes.of(write.changed)

    def remove_household(self, household_id: str, operator: str, reason: str) -> Changes:
        """Remove an empty household; one that somebody still lives in is refused."""
        _refuse_no_reason(reason)
        if self.members(household_id):
            raise Refused("这一户里还有人，没有删除。", advice="请先把人移到别的户。")
        with self._store.writing(operator, reason) as write:
            write.remove("households", household_id, reason)
            return Changes.of(write.changed)

    def today(self) -> date:
        """Give the day by which minors are counted."""
        return self._clock.today()

    def _refuse_errors(self, typed: TypedResident, but_not: str = "") -> None:
        refuse_errors(self.check(typed, but_not))


def _resident(row: dict[str, Any]) -> Resident:
    return msgspec.convert(row, Resident, strict=False)


def _refuse_no_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("删除要写明原因。", untouched="没有删除。", advice="请写上为什么删除。")
