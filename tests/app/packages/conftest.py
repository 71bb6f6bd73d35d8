"""A station and a township, enrolled with each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from tests.app.packages.offices import STATION_UNIT, TOWNSHIP_UNIT, Desk, enrol


@pytest.fixture(autouse=True)
def _no_store_stays_open() -> Iterator[None]:
    yield
    Desk.close_all()


@pytest.fixture
def station(tmp_path: Path, clock: FixedClock) -> Desk:
    """Give a village station that reports to nobody yet."""
    return Desk(tmp_path / "station", "station", STATION_UNIT, "示例村", clock)


@pytest.fixture
def township(tmp_path: Path, clock: FixedClock) -> Desk:
    """Give a township without stations."""
    return Desk(tmp_path / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)


@pytest.fixture
def enrolled(station: Desk, township: Desk) -> tuple[Desk, Desk]:
    """Give both, enrolled with each other."""
    enrol(township, station)
    return station, township


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give an empty stick."""
    folder = tmp_path / "移动盘 U"
    folder.mkdir()
    return folder
