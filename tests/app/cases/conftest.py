"""The cases of an office over a small catalogue."""

import pytest

from app.cases.service import Cases
from app.core.clock import FixedClock
from app.core.settings import Settings
from app.core.working_calendar import WorkingCalendar
from db.store import Store
from tests.app.cases.desk import Desk, HeardIndex, Person, SmallCatalogue


@pytest.fixture
def who() -> Person:
    return Person()


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return WorkingCalendar.load()


@pytest.fixture
def index() -> HeardIndex:
    return HeardIndex()


@pytest.fixture
def catalogue() -> SmallCatalogue:
    return SmallCatalogue()


@pytest.fixture
def cases(
    store: Store, clock: FixedClock, calendar: WorkingCalendar, catalogue: SmallCatalogue, index: HeardIndex
) -> Cases:
    return Cases(store, clock, calendar, catalogue, Settings(store), index)


@pytest.fixture
def desk(cases: Cases, who: Person, clock: FixedClock) -> Desk:
    return Desk(cases, who, clock)
