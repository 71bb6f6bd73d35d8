"""A villager and a case that attachments hang on."""

import pytest

from app.cases.facts import Applicant, NewCase
from app.people.facts import TypedResident
from app.session import Session

Subject = tuple[str, str]


@pytest.fixture
def villager(session: Session) -> Subject:
    resident, _ = session.people.register(TypedResident(name="李淑芬"), session.operator.id)
    return "residents", resident.id


@pytest.fixture
def case(session: Session) -> Subject:
    registered, _ = session.cases.register(
        NewCase(applicant=Applicant(name="李淑芬"), item_code="D13"), session.operator
    )
    return "cases", registered.id
