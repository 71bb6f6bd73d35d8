"""The real window at the place of villagers."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from app.people.facts import Resident
from app.session import Session
from tests.ui.people_of import villager
from ui.main_window.window import MainWindow
from ui.people.page import PeoplePage
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
def page(window: MainWindow, settle: Callable[[], None]) -> PeoplePage:
    window.go(Goto("people"))
    settle()
    found = window.page()
    assert isinstance(found, PeoplePage)
    return found
