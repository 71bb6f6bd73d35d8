"""Invented villagers for tests of the window."""

from app.core.identity import check_character
from app.people.facts import Resident, TypedResident
from app.session import Session


def id_number(born: str, order: str = "001") -> str:
    """Make a number that checks, for somebody born on ``born`` (YYYY-MM-DD); an odd ``order`` is a man's."""
    body = f"231221{born.replace('-', '')}{order}"
    return body + check_character(body)


def villager(session: Session, name: str, born: str = "1962-03-08", group: str = "3组", order: str = "002") -> Resident:
    """Register a villager."""
    typed = TypedResident(
        name=name,
        id_number=id_number(born, order),
        phone="13800001234",
        villager_group=group,
        address=f"示例村{group}12号",
    )
    resident, _ = session.people.register(typed, session.operator.id)
    return resident
