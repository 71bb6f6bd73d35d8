"""A station and its township, each with a desk of its own in one window at a time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QWidget

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.opening import OfficeSetup, create_office
from app.session import Session
from ui.main_window.window import MainWindow
from ui.packages.page import StationPackagesPage, TownshipPackagesPage
from ui.widgets.desk import Desk, Goto
from ui.work import Work

Settle = Callable[[], None]


@pytest.fixture
def township(tmp_path: Path, clock: FixedClock, setup: OfficeSetup) -> Iterator[Session]:
    """Set up the township of the station."""
    place = {"kind": "township", "unit": "231221103000", "name": "示例镇"}
    answers = msgspec.structs.replace(setup, **place, operator_name="周乡长")
    made, _ = create_office(tmp_path / "township", answers, clock=clock)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "移动盘"
    folder.mkdir()
    return folder


@pytest.fixture
def enrolled(session: Session, township: Session, stick: Path) -> str:
    """Enrol the station with its township; gives the code that was told."""
    township.packages.invite(session.store.office["unit"], "示例村", stick / "a.czinvite")
    code, _ = session.packages.accept(stick / "a.czinvite", stick / "a.czreply")
    township.packages.confirm(stick / "a.czreply", code)
    return code


@pytest.fixture
def case(session: Session) -> str:
    """Register a case, so that there is something to send; gives its number."""
    new = NewCase(applicant=Applicant(name="王建国", phone="13800001234"), item_code="D01")
    return session.cases.register(new, session.operator)[0].number


@pytest.fixture
def station_window(desk: Desk, shown: Callable[[QWidget], QWidget], settle: Settle) -> MainWindow:
    made = MainWindow(desk, "示例村")
    shown(made)
    settle()
    return made


@pytest.fixture
def station(station_window: MainWindow, settle: Settle) -> StationPackagesPage:
    station_window.go(Goto("packages"))
    settle()
    found = station_window.page()
    assert isinstance(found, StationPackagesPage)
    return found


@pytest.fixture
def township_window(township: Session, work: Work, shown: Callable[[QWidget], QWidget], settle: Settle) -> MainWindow:
    work.serve(township.emit, township.store.interrupt_reading)
    made = MainWindow(Desk(township, work), "示例镇")
    shown(made)
    settle()
    return made


@pytest.fixture
def town(township_window: MainWindow, settle: Settle) -> TownshipPackagesPage:
    township_window.go(Goto("packages"))
    settle()
    found = township_window.page()
    assert isinstance(found, TownshipPackagesPage)
    return found
