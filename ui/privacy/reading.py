"""What the section shows, read in one task each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cases.listing import CaseFilter
from app.privacy.declared import ReadyAssessment, declared
from app.privacy.facts import Assessment, Consent, Erased

if TYPE_CHECKING:
    from app.cases.shown import CaseLine
    from app.people.facts import Resident
    from app.session import Session

MOST = 200
ERASE = next(one.code for one in declared().request if one.key == "erase")


@dataclass(frozen=True, slots=True)
class OfPerson:
    """One villager: their consents and requests, newest first; ``child`` needs a guardian to consent."""

    resident: "Resident"
    consents: "list[Consent]"
    requests: "list[CaseLine]"
    child: bool


@dataclass(frozen=True, slots=True)
class OfOffice:
    """The office: requests, assessments that are kept, those to begin with, erasures."""

    requests: "list[CaseLine]"
    assessments: list[Assessment]
    ready: tuple[ReadyAssessment, ...]
    erasures: list[Erased]


def read_person(session: "Session", resident_id: str) -> OfPerson:
    """Read one villager's side; raises ``Refused`` where there is none."""
    person, consents = session.people.find(resident_id), session.privacy.consents
    lines = session.cases.lines(CaseFilter(applicant_id=resident_id, limit=MOST))
    codes = {one.code for one in declared().request}
    child = consents.needs_guardian(person, session.clock.today())
    return OfPerson(person, consents.of(resident_id), [one for one in lines if one.item_code in codes], child)


def read_office(session: "Session") -> OfOffice:
    """Read the office's side."""
    privacy = session.privacy
    requests = [
        line for one in declared().request for line in session.cases.lines(CaseFilter(item_code=one.code, limit=MOST))
    ]
    requests.sort(key=lambda line: line.number, reverse=True)
    return OfOffice(requests, privacy.assessments.all(), privacy.assessments.ready(), privacy.erasing.all())
