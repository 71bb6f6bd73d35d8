"""What the pages of villagers ask of the session, in the working threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.people.facts import Household, Resident, TypedHousehold, TypedResident
from app.units.facts import Unit
from app.units.homes import HomePlace
from app.units.kinds import keeps_homes
from ui.widgets.hits import Hit

if TYPE_CHECKING:
    from app.session import Session

NEW_HOUSEHOLD = "new"


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One villager with the household, where that belongs, and the open grids it may be put into."""

    resident: Resident
    household: Household | None
    members: tuple[Resident, ...]
    place: HomePlace | None = None
    grids: tuple[Unit, ...] = ()


def read_person(session: "Session", resident_id: str) -> PersonSheet:
    """Read everything that the page of a villager shows; raises ``Refused`` for one that is gone."""
    one = session.people.find(resident_id)
    if not one.household_id:
        return PersonSheet(one, None, ())
    members = tuple(member for member in session.people.members(one.household_id) if member.id != one.id)
    grids = tuple(unit for unit in session.network.units() if keeps_homes(unit.kind))
    return PersonSheet(
        one, session.people.household(one.household_id), members, session.homes.of(one.household_id), grids
    )


def find_households(session: "Session", text: str, most: int) -> Sequence[Hit]:
    """Find households by head, number or address; last comes the offer of a new one."""
    found = [household_hit(one) for one in session.people.households(text, most)]
    return [*found, Hit(NEW_HOUSEHOLD, NEW_HOUSEHOLD, "新立一户", "户主就是这位村民")]


def household_hit(one: Household) -> Hit:
    """Show a household: whose, then number, group and address."""
    told = " · ".join(part for part in (one.number, one.villager_group, one.address) if part)
    return Hit("household", one.id, f"{one.head_name or one.number}户", told)


def save_person(session: "Session", typed: TypedResident, resident_id: str) -> tuple[Resident, Changes]:
    """Register a villager (no id) or change one; a new household is registered first. Raises ``FieldErrors``."""
    operator, changes = session.operator.id, Changes()
    if typed.household_id == NEW_HOUSEHOLD:
        typed = msgspec.structs.replace(typed, household_id=None)
        errors = [error for error in session.people.check(typed, resident_id) if not error.warning]
        if not errors:
            household, changes = session.people.register_household(_household_of(typed), operator)
            typed = msgspec.structs.replace(
                typed, household_id=household.id, household_role=typed.household_role or "户主"
            )
    if resident_id:
        resident, more = session.people.edit(resident_id, typed, operator)
    else:
        resident, more = session.people.register(typed, operator)
    return resident, changes | more


def _household_of(typed: TypedResident) -> TypedHousehold:
    return TypedHousehold(
        head_name=typed.name, villager_group=typed.villager_group, address=typed.address, phone=typed.phone
    )
