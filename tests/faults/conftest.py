"""What the fault tests may ask for."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.clock import FixedClock
from tests.app.packages.offices import STATION_UNIT, TOWNSHIP_UNIT, Desk, enrol
from tests.faults.sent_package import Sent

WATCHED = frozenset({"test_damaged_salvage", "test_damaged_entries", "test_wrong_file"})
"""What is read of a damaged file is read nowhere else: here the tracer of the coverage looks on."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the other fault tests run without it: they break and kill again and again what is walked elsewhere."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem not in WATCHED:
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture
def sent(tmp_path: Path, clock: FixedClock) -> Iterator[Sent]:
    """Write one package of a hundred cases, some 300 KB of it noise so that it has several chunks."""
    station = Desk(tmp_path / "station", "station", STATION_UNIT, "示例村", clock)
    township = Desk(tmp_path / "township", "township", TOWNSHIP_UNIT, "示例镇", clock)
    enrol(township, station)
    seed = random.Random(5)
    for number in range(1, 41):
        station.add_case(f"2026-{number:05d}", content=seed.randbytes(4_000).hex())
    stick = tmp_path / "stick"
    written = station.write(stick)
    yield Sent(station, township, stick / written.file, stick)
    Desk.close_all()
