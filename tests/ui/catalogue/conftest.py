"""The window at the catalogue."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from ui.catalogue.page import CataloguePage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Desk, Goto


@pytest.fixture
def window(desk: Desk, shown: Callable[[QWidget], QWidget], settle: Callable[[], None]) -> MainWindow:
    made = MainWindow(desk, "示例村")
    shown(made)
    settle()
    return made


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> CataloguePage:
    window.go(Goto("catalogue"))
    settle()
    found = window.page()
    assert isinstance(found, CataloguePage)
    return found
