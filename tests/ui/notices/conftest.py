"""The window of a station with a settled month behind it."""

from collections.abc import Callable

import pytest

from app.cases.facts import Applicant, Case, Given, NewCase
from app.session import Session
from ui.main_window.window import MainWindow
from ui.notices.page import NoticesPage
from ui.widgets.desk import Goto

PHONE = "0455-5550112"


@pytest.fixture
def ready(session: Session) -> Session:
    """Fill in what every notice must name."""
    session.settings.change("station.complaint_phone", PHONE)
    session.settings.change("notices.place", "村委会公开栏")
    return session


@pytest.fixture
def case(session: Session) -> Case:
    """Accept a case in the month of the clock."""
    new = NewCase(applicant=Applicant(name="王建国", phone="13800001234"), item_code="D01")
    made, _ = session.cases.register(new, session.operator)
    session.cases.take("accept", made.number, Given(), session.operator)
    return made


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> NoticesPage:
    window.go(Goto("notices"))
    settle()
    found = window.page()
    assert isinstance(found, NoticesPage)
    return found
