"""Closing in the window: what stands in the way, closing all or one, the closed entry, opening again with a reason."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ledgers.closing import Closed
from app.ledgers.facts import Entry
from app.session import Session
from ui.ledgers.closing_part import ClosingPart
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto

Settle = Callable[[], None]
SEPTEMBER = "2026-09"


@pytest.fixture
def kept(add: Callable[..., Entry]) -> dict[str, Entry]:
    """Keep a book whose outlay has no receipt, a matter that is not at an end, and a plain entry, all in September."""
    add("care_fund", {"day": "2026-09-02", "income": "100", "receipt": "1号"})
    return {
        "outlay": add("station_funds", {"day": "2026-09-13", "outlay": "40"}),
        "appeal": add("appeal", {"day": "2026-09-14"}),
        "seal": add("seal_use", {"day": "2026-09-15"}),
    }


@pytest.fixture
def part(kept: dict[str, Entry], window: MainWindow, page: LedgersPage, settle: Settle) -> ClosingPart:
    assert kept
    page.front.close_month.click()
    settle()
    assert page.part() is page.closing
    return page.closing


def lines(part: ClosingPart) -> dict[str, list[str]]:
    model = part.list.model()
    rows = [[str(model.data(model.index(row, at))) for at in range(5)] for row in range(model.rowCount())]
    return {row[0]: row[1:] for row in rows}


def press(page: LedgersPage, settle: Settle) -> None:
    page._button.click()
    settle()


def test_what_stands_in_the_way_is_said_and_led_to(
    part: ClosingPart, page: LedgersPage, kept: dict[str, Entry], settle: Settle
) -> None:
    assert part.period.currentText() == "2026年9月 · 没结账"
    found = lines(part)
    assert next(iter(found)) == "经费收支"
    assert found["经费收支"][1] == "有 3 处要改"
    assert found["群众诉求"][2].startswith("1 件，")
    assert found["关爱基金收支"][3] == "100.00 元"
    assert "还不能一起结：经费收支要先处理" in part._told.text()
    assert "没有写“" in part._detail.text()
    assert not page._button.isEnabled()
    part.list.setFocus()
    QTest.keyClick(part.list, Qt.Key.Key_Return)
    settle()
    assert page.part() is page.entry
    assert kept["outlay"].number in page.title()


def test_a_month_is_closed_read_only_corrected_and_opened_again(
    part: ClosingPart,
    page: LedgersPage,
    window: MainWindow,
    kept: dict[str, Entry],
    session: Session,
    settle: Settle,
) -> None:
    session.emit(session.ledgers.remove("station_funds", kept["outlay"].id, "记错了"))
    settle()
    assert part._told.text().startswith("可以结账")
    assert page._button.text() == "结账 2026年9月"
    press(page, settle)
    assert session.periods.closed() == (Closed(SEPTEMBER),)
    assert part.period.currentText() == "2026年9月 · 已结账"
    assert not page._button.isEnabled()
    window.go(Goto("ledgers", "seal_use"))
    settle()
    assert page.list._standing.text() == "2026年9月已结账，只能看；写错的打开后按“更正”。"
    window.go(Goto("ledgers", f"seal_use/{kept['seal'].id}"))
    settle()
    assert "2026年9月已经结账，这一条只能看" in page.entry._told.text()
    assert page.entry.button("edit") is None
    assert page.entry.button("correct") is not None
    window.go(Goto("ledgers", SEPTEMBER, "close"))
    settle()
    part.again.click()
    part.reason.form.entry("reason").show_typed("漏了一条")
    part.reason.confirm.click()
    settle()
    assert session.periods.closed() == ()
    assert window.strip.isVisible()


def test_one_ledger_is_closed_alone_and_taken_back(
    part: ClosingPart, window: MainWindow, session: Session, settle: Settle
) -> None:
    at = list(lines(part)).index("印章使用")
    part.list.setCurrentIndex(part._model.index(at, 0))
    part.alone.click()
    settle()
    assert session.periods.closed() == (Closed(SEPTEMBER, "seal_use"),)
    assert lines(part)["印章使用"][1] == "单独结了"
    part.list.setCurrentIndex(part._model.index(list(lines(part)).index("印章使用"), 0))
    assert part.again_one.isVisible()
    window.strip.take_back()
    settle()
    assert session.periods.closed() == ()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_nameless(
    part: ClosingPart,
    window: MainWindow,
    settle: Settle,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    percent: int,
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    show_text_size(app, percent)
    window.resize(1366, 768)
    settle()
    part.reason.open()
    settle()
    assert cut(window) == []
    assert nameless(window) == []
    assert part.step_back()
    assert not part.reason.isVisible()


def test_it_is_done_with_the_keyboard_alone(
    kept: dict[str, Entry], page: LedgersPage, window: MainWindow, session: Session, settle: Settle
) -> None:
    session.emit(session.ledgers.remove("station_funds", kept["outlay"].id, "记错了"))
    settle()
    page.front.close_month.setFocus()
    QTest.keyClick(page.front.close_month, Qt.Key.Key_Return)
    settle()
    assert page.closing.period.hasFocus()
    QTest.keyClick(page.closing.period, Qt.Key.Key_Down)
    settle()
    assert page.title() == "结账 · 2026年"
    QTest.keyClick(page.closing.period, Qt.Key.Key_Up)
    settle()
    QTest.keyClick(page.closing.period, Qt.Key.Key_Backtab)
    assert page._button.hasFocus()
    QTest.keyClick(page._button, Qt.Key.Key_Return)
    settle()
    assert session.periods.closed() == (Closed(SEPTEMBER),)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle()
    assert page.part() is page.front
