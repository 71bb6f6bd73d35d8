"""What every test may ask for: a standing clock, an empty store, a fresh station with its password."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office
from app.operators.slots import Cost
from app.session import Session
from db.offices import NewOffice
from db.store import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("CUNZHAN_PASSWORD", None)

CHINA = timezone(timedelta(hours=8))
PASSWORD = "稻花香里-2026"
UNIT = "231221103201"
QUICK = Cost(1, 8 * 1024 * 1024)


@pytest.fixture
def clock() -> FixedClock:
    """Stand at a Friday morning in China."""
    return FixedClock(datetime(2026, 10, 9, 9, 0, tzinfo=CHINA))


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """Make an empty data file of a station, with nobody at the desk."""
    made = Store.create(
        tmp_path / "office.czdb", bytes(range(32)), now=clock.now, office=NewOffice("station", UNIT, "示例村")
    )
    made.operator = "01a00000-0000-7000-8000-000000000001"
    yield made
    made.close()


@pytest.fixture
def setup() -> OfficeSetup:
    """Give the answers of a first start, with a quick key derivation."""
    return OfficeSetup("station", UNIT, "示例村", "王守田", PASSWORD, "示例镇", "示例县", QUICK)


@pytest.fixture
def session(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Iterator[Session]:
    """Set up a fresh station with its first operator at the desk."""
    made, _ = create_office(tmp_path / "station", setup, clock=clock)
    yield made
    made.close()
