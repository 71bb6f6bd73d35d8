"""Dues in the window: who owes what, a payment with all that is known, a rate table that holds from a day on."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.ledgers.facts import Entry
from app.session import Session
from ui.ledgers.dues_part import DuesPart
from ui.ledgers.page import LedgersPage
from ui.ledgers.rates_part import RatesPart
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto

Settle = Callable[[], None]
PAID = {"class": "农民", "from_month": "2026-01", "until_month": "2026-06"}


@pytest.fixture
def part(add: Callable[..., Entry], window: MainWindow, page: LedgersPage, settle: Settle) -> DuesPart:
    add("dues", {**PAID, "day": "2026-06-05", "member": "赵四明", "income": "6"})
    wage = {"class": "有工资收入", "base": "4000", "from_month": "2026-01", "until_month": "2026-08"}
    add("dues", {**wage, "day": "2026-08-05", "member": "钱二", "income": "320"})
    window.go(Goto("ledgers", "dues"))
    settle()
    page.list.dues.click()
    settle()
    assert page.part() is page.dues
    return page.dues


def rows(part: DuesPart) -> list[list[str]]:
    model = part.list.model()
    return [[str(model.data(model.index(row, at))) for at in range(6)] for row in range(model.rowCount())]


def test_who_owes_stands_first_and_a_payment_begins_with_what_is_known(
    part: DuesPart, page: LedgersPage, session: Session, settle: Settle
) -> None:
    assert rows(part) == [
        ["钱二", "有工资收入", "400.00", "320.00", "80.00", "2 个月没交（2026-09 到 2026-10）"],
        ["赵四明", "农民", "2.00 到 10.00", "6.00", "", "4 个月没交（2026-07 到 2026-10）"],
    ]
    assert part._total.text() == "2026年：2 人，实缴 326.00 元，1 人欠缴 80.00 元。"
    part.run_main()
    settle()
    form = page.filling.form
    assert form is not None
    given = form.given()
    assert [given[key] for key in ("kind", "class", "from_month", "until_month")] == [
        "党员缴纳",
        "有工资收入",
        "2026-09",
        "2026-10",
    ]
    assert (form.entry("base").typed(), form.entry("income").typed()) == ("4000.00", "80.00")
    assert session.ledgers.count("dues") == 2


def test_a_quarter_and_a_month_are_asked_for(part: DuesPart, settle: Settle) -> None:
    assert [one.words for one in part.span.options()[:4]] == [
        "2026年",
        "2026年第四季度",
        "2026年第三季度",
        "2026年第二季度",
    ]
    part.span.choose("quarter-2026-07")
    settle()
    assert {row[0]: row[3:] for row in rows(part)} == {
        "钱二": ["80.00", "40.00", "1 个月没交（2026-09）"],
        "赵四明": ["0.00", "0.60", "3 个月没交（2026-07 到 2026-09）"],
    }
    part.span.choose("year-2025-01")
    settle()
    assert part._stack.currentWidget() is part._nothing


@pytest.fixture
def rates(part: DuesPart, window: MainWindow, page: LedgersPage, settle: Settle) -> RatesPart:
    assert part is not None
    window.go(Goto("ledgers", "dues", "rates"))
    settle()
    assert page.part() is page.rates
    return page.rates


def test_a_table_is_changed_from_a_day_on_and_let_go(
    rates: RatesPart, page: LedgersPage, session: Session, settle: Settle
) -> None:
    assert rates.table.currentText() == "程序自带的，一直到有了别的为止（现在用的）"
    assert rates.form is not None
    rates.form.show_typed({"since": "2026-09-01", "0-1-percent": "2", "0-4-percent": "x"})
    rates.run_main()
    settle()
    assert "“有工资收入”里的“x”不是数" in rates._trouble.text()
    session.emit(session.settings.change("station.complaint_phone", "12345"))
    settle()
    assert rates.form.typed()["0-1-percent"] == "2"
    rates.form.show_typed({"0-4-percent": "2.5"})
    rates.run_main()
    settle()
    assert rates.table.currentText() == "2026年9月1日起（现在用的）"
    assert session.dues.tables().on("2026-08") != session.dues.rates()
    page.opened("dues", "dues")
    settle()
    assert rows(page.dues)[0][2:5] == ["480.00", "320.00", "160.00"]
    page.opened("dues", "rates")
    settle()
    rates.drop.click()
    settle()
    assert [one.since for one in session.dues.tables().tables] == [None]
    rates.form.show_typed({"since": "2026-11-01"})
    rates.shipped.click()
    settle()
    assert [one.since for one in session.dues.tables().tables] == [None, date(2026, 11, 1)]


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_nameless(
    rates: RatesPart,
    page: LedgersPage,
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
    for what in ("dues", "rates", "status"):
        window.go(Goto("ledgers", "dues", what))
        settle()
        assert cut(window) == []
        assert nameless(window) == []
    assert page.part() is page.status
    assert rates.form is not None
