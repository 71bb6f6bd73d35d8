"""The window at Today."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from ui.main_window.window import MainWindow
from ui.today.page import TodayPage
from ui.widgets.desk import Desk, Goto


@pytest.fixture
def window(desk: Desk, shown: Callable[[QWidget], QWidget], settle: Callable[[], None]) -> MainWindow:
    """Open the window there."""
    made = MainWindow(desk, "示例村")
    shown(made)
    made.go(Goto("today"))
    settle()
    return made


@pytest.fixture
def page(window: MainWindow) -> TodayPage:
    """Give its page."""
    found = window.page()
    assert isinstance(found, TodayPage)
    return found
