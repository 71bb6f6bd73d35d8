"""The real window of a fresh station with a known villager in its register."""

from collections.abc import Callable

import pytest

from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> CasesPage:
    window.go(Goto("cases"))
    settle()
    found = window.page()
    assert isinstance(found, CasesPage)
    return found
