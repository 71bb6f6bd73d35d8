"""Setting units, villagers and households up for a test."""

from app.people.facts import TypedHousehold, TypedResident
from app.session import Session
from app.units.facts import TypedUnit, Unit


def unit(session: Session, kind: str, name: str, parent: str = "") -> Unit:
    made, _ = session.network.add(TypedUnit(kind=kind, name=name, parent_id=parent))
    return made


def villager(session: Session, name: str, phone: str = "", household: str = "") -> str:
    typed = TypedResident(name=name, phone=phone, household_id=household or None)
    return session.people.register(typed, session.operator.id)[0].id


def household(session: Session, number: str, head: str, group: str = "一组") -> str:
    typed = TypedHousehold(number=number, head_name=head, villager_group=group)
    return session.people.register_household(typed, session.operator.id)[0].id
