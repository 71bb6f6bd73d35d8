"""The real window of a fresh station with a known villager in its register."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from app.people.facts import Resident
from app.session import Session
from tests.ui.people_of import villager
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Desk, Goto


@pytest.fixture
def li_shufen(session: Session) -> Resident:
    return villager(session, "李淑芬")


@pytest.fixture
def window(desk: Desk, shown: Callable[[QWidget], QWidget], settle: Callable[[], None]) -> MainWindow:
    made = MainWindow(desk, "示例村")
    shown(made)
    settle()
    return made


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> CasesPage:
    window.go(Goto("cases"))
    settle()
    found = window.page()
    assert isinstance(found, CasesPage)
    return found
