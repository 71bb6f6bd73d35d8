"""What every test may ask for: a standing clock, an empty store, a fresh station with its password."""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test

from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office, open_session
from app.operators.slots import Cost
from app.session import Session
from db.offices import NewOffice
from db.store import Store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("CUNZHAN_PASSWORD", None)

CHINA = timezone(timedelta(hours=8))
PASSWORD = "稻花香里-2026"
UNIT = "231221103201"
QUICK = Cost(1, 8 * 1024)
MORNING = datetime(2026, 10, 9, 9, 0, tzinfo=CHINA)
SETUP = OfficeSetup("station", UNIT, "示例村", "王守田", PASSWORD, "示例镇", "示例县", QUICK)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Leave one tracer in each of several workers: what starts the coverage of child processes started theirs too.

    Stopping the worker's own for a test that asks for no coverage would only wake the one below it.
    """
    watching = session.config.pluginmanager.getplugin("_cov")
    if watching and watching.cov_controller and hasattr(session.config, "workerinput"):
        watching.cov_controller.pause()
        while (below := sys.modules["coverage"].Coverage.current()) is not None:
            below.stop()
        watching.cov_controller.resume()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let properties run without the tracer of the coverage: they walk a thousand times what examples have walked."""
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True)
def _children_unwatched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start processes without the tracer, which doubles their start, but where the test is about them."""
    if request.node.get_closest_marker("watched_children") is None:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            monkeypatch.delenv(name)


@pytest.fixture
def unwatched() -> dict[str, str]:
    """Give the variables for a process that no coverage watches: the watching imports a second SQLite."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


@pytest.fixture
def clock() -> FixedClock:
    """Stand at a Friday morning in China."""
    return FixedClock(MORNING)


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
    return SETUP


@pytest.fixture(scope="session")
def fresh_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set up one station for the whole run; every test works on a copy of it."""
    home = tmp_path_factory.mktemp("fresh") / "station"
    made, _ = create_office(home, SETUP, clock=FixedClock(MORNING))
    made.close()
    return home


@pytest.fixture
def session(tmp_path: Path, clock: FixedClock, fresh_home: Path) -> Iterator[Session]:
    """Open a fresh station with its first operator at the desk."""
    shutil.copytree(fresh_home, tmp_path / "station")
    made = open_session(tmp_path / "station", PASSWORD, clock=clock)
    yield made
    made.close()


@pytest.fixture(scope="session")
def village_home(tmp_path_factory: pytest.TempPathFactory, fresh_home: Path) -> Path:
    """Fill a station with some 60 invented villagers and 80 cases, once; every test works on a copy of it."""
    from app.demo.make import make_demo

    home = tmp_path_factory.mktemp("village") / "station"
    shutil.copytree(fresh_home, home)
    made = open_session(home, PASSWORD, clock=FixedClock(MORNING))
    make_demo(made, years=1, cases_per_year=80, residents=240, entries_per_year=2)
    made.close()
    return home


@pytest.fixture
def village(tmp_path: Path, clock: FixedClock, village_home: Path) -> Iterator[Session]:
    """Open a copy of the small village."""
    shutil.copytree(village_home, tmp_path / "village")
    made = open_session(tmp_path / "village", PASSWORD, clock=clock)
    yield made
    made.close()
