"""What registering asks of the session: finding who and what, and writing the case, in the working threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.cases.facts import Applicant, Case, Given, NewCase
from app.cases.listing import CaseFilter
from app.catalogue import finding
from app.catalogue.facts import ItemVersion
from app.core.changes import Changes
from app.core.errors import Refused
from ui.cases.given import NONE_OF_THEM
from ui.widgets.hits import Hit
from ui.widgets.persons import find_persons

if TYPE_CHECKING:
    from app.session import Session

UNKNOWN = "name"


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be written: the case, and whether it is accepted at once."""

    new: NewCase
    accept: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """The case as it was written; ``trouble`` says why it was not accepted although that was wished."""

    case: Case
    accepted: bool = False
    trouble: str = ""


def find_villagers(session: "Session", text: str, most: int) -> Sequence[Hit]:
    """Find villagers by any part; last comes the offer to go on with the name as it was typed."""
    return find_persons(session, text, most, Hit(UNKNOWN, text, text, "不在村民名册里，按这个姓名登记"))


def find_items(session: "Session", text: str, most: int) -> Sequence[Hit]:
    """Find items of the catalogue as people call them, by initials or by code."""
    found = finding.find_items(session.catalogue.items(enabled_only=True), text)
    return [Hit("item", item.code, item.name, f"{item.category} · {item.version.days_text}") for item in found[:most]]


def read_villager(session: "Session", resident_id: str) -> Hit:
    """Give a villager as if picked."""
    one = session.people.find(resident_id)
    return Hit("resident", one.id, one.name, one.villager_group)


def read_item(session: "Session", code: str) -> ItemVersion:
    """Give the version of an item that is offered now."""
    return session.catalogue.current(code)


def open_twins(session: "Session", resident_id: str, item_code: str) -> Sequence[str]:
    """Give the numbers of open cases of the same villager about the same item."""
    wanted = CaseFilter(applicant_id=resident_id, item_code=item_code, open_only=True, limit=3)
    return [line.number for line in session.cases.lines(wanted)]


def register(session: "Session", wish: Wish) -> tuple[Registered, Changes]:
    """Register the case and accept it where that is wished; a refusal of the second step leaves the first."""
    new = wish.new
    if new.applicant.id:
        new = msgspec.structs.replace(new, applicant=_applicant(session, new.applicant.id))
    case, changes = session.cases.register(new, session.operator)
    if not wish.accept:
        return Registered(case), changes
    given = Given(day=new.day, papers=NONE_OF_THEM)
    try:
        case, more = session.cases.take("accept", case.number, given, session.operator)
    except Refused as refusal:
        return Registered(case, trouble=str(refusal)), changes
    return Registered(case, accepted=True), changes | more


def _applicant(session: "Session", resident_id: str) -> Applicant:
    one = session.people.find(resident_id)
    return Applicant(
        id=one.id,
        name=one.name,
        id_number=one.id_number,
        phone=one.phone,
        address=one.address,
        group=one.villager_group,
        birth_day=one.birth_day,
    )
