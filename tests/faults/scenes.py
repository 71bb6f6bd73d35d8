"""What stands before an operation that is watched: a small station with people and cases, its keys cheap to try."""

from pathlib import Path

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.opening import create_office
from app.people.facts import TypedResident
from tests.faults.judges import Facts
from tests.faults.lived import MORNING
from tests.faults.lived_keeping import SETUP

RESIDENTS, CASES = 12, 4


def make_station(folder: Path) -> Facts:
    """Set a station up in ``folder/home`` and register people and cases; gives its key, code and journal's end."""
    session, code = create_office(folder / "home", SETUP, clock=FixedClock(MORNING))
    desk = session.operator
    for number in range(1, RESIDENTS + 1):
        session.people.register(TypedResident(name=f"李四{number}", villager_group="一组"), desk.id)
    item = session.catalogue.items()[0].code
    for number in range(1, CASES + 1):
        session.cases.register(NewCase(applicant=Applicant(name=f"李四{number}"), item_code=item), desk)
    last = int(session.store.value("SELECT max(seq) FROM journal"))
    facts = Facts(key=session.store.key.hex(), code=code, first=last)
    session.close()
    return facts
