"""The window at the catalogue."""

from collections.abc import Callable

import pytest

from ui.catalogue.page import CataloguePage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> CataloguePage:
    window.go(Goto("catalogue"))
    settle()
    found = window.page()
    assert isinstance(found, CataloguePage)
    return found
