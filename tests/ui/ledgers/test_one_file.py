"""A ledger that is one file of at most forty lines stands in the window like any other: place, list, form, help."""

from collections.abc import Callable

from app.session import Session
from tests.app.ledgers.test_one_file import TEXT
from tests.ui.window_of import rows_of
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto


def test_it_is_in_the_navigation_the_list_the_search_and_has_a_help_page(
    session: Session, window: MainWindow, settle: Callable[[], None]
) -> None:
    assert len(TEXT.splitlines()) <= 40
    session.publishing.publish(TEXT)
    entry, _ = session.ledgers.add("boat_log", {"who": "摆渡客", "way": "回村", "paid": "3.5"})
    window.go(Goto("ledgers"))
    settle()
    page = window.page()
    assert isinstance(page, LedgersPage)
    assert "渡船登记" in [cell for row in rows_of(page.front._model) for cell in row]
    window.go(Goto("ledgers", "boat_log"))
    settle()
    model = page.list._model
    assert model is not None
    assert "摆渡客" in [cell for row in rows_of(model) for cell in row]
    window.go(Goto("ledgers", "boat_log", "help"))
    settle()
    assert page.title() == "渡船登记：怎么记"
    words = page.help.words()
    assert all(told in words for told in ("谁坐了渡船，收了多少钱。", "坐船人", "过河", "备注"))
    (hit,) = session.search.find("baiduke", 5)
    assert hit.id == f"boat_log/{entry.id}"
