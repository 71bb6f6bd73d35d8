"""The place 台账 in the real window of a fresh station."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from app.ledgers.facts import Entry
from app.session import Session
from tests.ui.ledgers.filled import required
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto


@pytest.fixture
def page(window: MainWindow, settle: Callable[[], None]) -> LedgersPage:
    """Open the place."""
    window.go(Goto("ledgers"))
    settle()
    found = window.page()
    assert isinstance(found, LedgersPage)
    return found


@pytest.fixture
def add(session: Session) -> Callable[..., Entry]:
    """Give a function that adds an entry: a ledger's key, and what is typed beyond what must be."""

    def make(key: str, typed: Mapping[str, Any] | None = None) -> Entry:
        entry, _ = session.ledgers.add(key, {**required(session.ledgers.ledger(key)), **(typed or {})})
        return entry

    return make
