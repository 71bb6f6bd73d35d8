"""The real window at the place of villagers."""

from collections.abc import Callable

import pytest

from ui.main_window.window import MainWindow
from ui.people.page import PeoplePage
from ui.widgets.desk import Goto


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> PeoplePage:
    window.go(Goto("people"))
    settle()
    found = window.page()
    assert isinstance(found, PeoplePage)
    return found
