"""A register of residents on an empty file."""

import pytest

from app.core.clock import FixedClock
from app.people.people import People
from app.search.search import Search
from db.store import Store


@pytest.fixture
def people(store: Store, clock: FixedClock) -> People:
    """Give the residents' service of an empty station."""
    return People(store, clock, Search(store))
