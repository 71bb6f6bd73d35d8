"""A fresh station with short words for what its clerk does."""

from dataclasses import dataclass
from typing import Any

import pytest

from app.cases.facts import Applicant, Case, Given, NewCase
from app.history.facts import Action
from app.history.service import History
from app.people.facts import Resident, TypedResident
from app.session import Session

ID_NUMBER = "231221196001011237"


@dataclass
class Clerk:
    """Who sits at the desk, and what they do there."""

    session: Session

    @property
    def history(self) -> History:
        return self.session.history

    @property
    def id(self) -> str:
        return self.session.operator.id

    def villager(self, name: str = "李淑芬", **more: Any) -> Resident:
        return self.session.people.register(TypedResident(name=name, **more), self.id)[0]

    def change(self, one: Resident, **more: Any) -> None:
        self.session.people.edit(one.id, TypedResident(name=one.name, **more), self.id)

    def case(self, name: str = "李淑芬", **more: Any) -> Case:
        applicant = Applicant(name=name, id_number=ID_NUMBER, phone="13812345678")
        new = NewCase(applicant=applicant, item_code="D01", **more)
        return self.session.cases.register(new, self.session.operator)[0]

    def take(self, step: str, case: Case, **given: Any) -> Case:
        return self.session.cases.take(step, case.number, Given(**given), self.session.operator)[0]

    def undo(self, seq: int | None = None) -> Action:
        return self.history.undo(self.id, seq)[0]

    def steps(self) -> list[Action]:
        return self.history.undoable(self.id)


@pytest.fixture
def clerk(session: Session) -> Clerk:
    return Clerk(session)
