"""The list of cases: what it shows, how it is narrowed, when it reloads."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.cases.facts import Applicant, Case, Given, NewCase
from app.core.clock import FixedClock
from app.people.facts import Resident
from app.session import Session
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto

Settle = Callable[[], None]


@pytest.fixture
def cases(session: Session, clock: FixedClock) -> list[Case]:
    made = []
    for name, code in (("王建国", "D01"), ("张秀英", "D05"), ("刘德福", "D17")):
        case, _ = session.cases.register(NewCase(applicant=Applicant(name=name), item_code=code), session.operator)
        made.append(case)
    session.cases.take("accept", made[0].number, Given(), session.operator)
    session.cases.take("withdraw", made[1].number, Given(reason="不办了"), session.operator)
    clock.advance(days=60)
    return made


def rows(page: CasesPage) -> list[list[str]]:
    model = page.list._model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_empty_list_offers_the_first_step(page: CasesPage) -> None:
    empty = page.list._stack.currentWidget()
    assert empty is page.list._nothing
    assert page.list._nothing.button is not None
    page.list._nothing.button.click()
    assert page.part() is page.registering


def test_open_cases_come_first_with_badges_in_words_and_sign(
    page: CasesPage, cases: list[Case], window: MainWindow, settle: Settle
) -> None:
    window.go(Goto("cases"))
    settle()
    shown = rows(page)
    assert [row[1] for row in shown] == ["刘德福", "王建国"]
    assert shown[1][-1].startswith("▲ 已超期")


def test_every_filter_narrows(page: CasesPage, cases: list[Case], settle: Settle) -> None:
    filters = page.list.filters
    for scope, names in (
        ("all", {"王建国", "张秀英", "刘德福"}),
        ("overdue", {"王建国"}),
        ("withdrawn", {"张秀英"}),
        ("accepted", {"王建国"}),
    ):
        filters.show_choice(scope)
        settle()
        assert {row[1] for row in rows(page)} == names
    filters.show_choice("all")
    filters.item.choose("D05")
    settle()
    assert [row[1] for row in rows(page)] == ["张秀英"]
    filters.item.choose("")
    filters.text.setText("德福")
    settle()
    assert [row[1] for row in rows(page)] == ["刘德福"]
    filters.text.setText("没有这个人")
    settle()
    assert page.list._stack.currentWidget() is page.list._no_match
    assert page.list._no_match.button is not None
    page.list._no_match.button.click()
    settle()
    assert len(rows(page)) == 3


def test_a_window_narrows_to_its_own(page: CasesPage, cases: list[Case], settle: Settle) -> None:
    filters = page.list.filters
    filters.show_choice("all")
    filters.department.choose(cases[0].department_code)
    settle()
    assert "王建国" in {row[1] for row in rows(page)}
    assert all(row[1] != "刘德福" for row in rows(page)) or cases[2].department_code == cases[0].department_code


def test_the_order_is_the_clerks_choice(page: CasesPage, cases: list[Case], settle: Settle) -> None:
    page.list.filters.show_choice("all")
    page.list.filters.sort.choose("number")
    settle()
    numbers = [row[0].removesuffix(" 补") for row in rows(page)]
    assert numbers == sorted(numbers, reverse=True)


def test_enter_opens_the_case(page: CasesPage, cases: list[Case], window: MainWindow, settle: Settle) -> None:
    page.list.filters.show_choice("accepted")
    settle()
    page.list._enter_list()
    QTest.keyClick(page.list.list, Qt.Key.Key_Return)
    settle()
    assert page.part() is page.case
    assert cases[0].number in page.title()
    window.back()
    settle()
    assert page.part() is page.list


def test_all_of_one_villager(
    page: CasesPage, window: MainWindow, session: Session, li_shufen: Resident, cases: list[Case], settle: Settle
) -> None:
    new = NewCase(applicant=Applicant(id=li_shufen.id, name=li_shufen.name), item_code="D01")
    session.cases.register(new, session.operator)
    window.go(Goto("cases", li_shufen.id, "of"))
    settle()
    assert [row[1] for row in rows(page)] == ["李淑芬"]


def test_a_new_case_appears_without_asking(
    page: CasesPage, cases: list[Case], session: Session, window: MainWindow, settle: Settle
) -> None:
    window.go(Goto("cases"))
    settle()
    before = len(rows(page))
    new = NewCase(applicant=Applicant(name="孙小燕"), item_code="D01")
    session.emit(session.cases.register(new, session.operator)[1])
    settle()
    assert len(rows(page)) == before + 1


def test_large_text_drops_columns_before_it_cuts_words(
    page: CasesPage, cases: list[Case], dressed: QApplication, settle: Settle
) -> None:
    page.list.filters.show_choice("all")
    settle()
    assert not page.list.list.isColumnHidden(0)
    show_text_size(dressed, 200)
    settle()
    assert page.list.list.isColumnHidden(3)
    assert not page.list.list.isColumnHidden(1)
    assert not page.list.list.isColumnHidden(6)
    assert not page.list.filters.item.isVisible()
    page.list.filters.more.click()
    assert page.list.filters.item.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_nameless(
    page: CasesPage,
    cases: list[Case],
    window: MainWindow,
    dressed: QApplication,
    percent: int,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    show_text_size(dressed, percent)
    views = [Goto("cases", what="all"), Goto("cases", what="new"), Goto("cases", cases[0].id)]
    views += [Goto("cases", cases[0].id, step) for step in ("conclude", "supplement", "pause", "amend")]
    for goto in views:
        window.go(goto)
        settle()
        qtbot.waitUntil(lambda: cut(page) == [])
        assert nameless(page) == [], goto
        page.case.step_back()


def test_the_list_leads_to_the_old_log_book(
    page: CasesPage, cases: list[Case], window: MainWindow, settle: Settle
) -> None:
    from ui.cases.list_part import OLD_BOOK

    window.go(OLD_BOOK)
    settle()
    assert window.place() == "people"
    window.back()
    settle()
    assert page.part() is page.list


def test_escape_clears_what_was_looked_for_first(
    page: CasesPage, cases: list[Case], window: MainWindow, settle: Settle
) -> None:
    page.list.filters.text.setText("德福")
    settle()
    window.back()
    assert page.list.filters.text.text() == ""


def test_the_main_button_registers(page: CasesPage) -> None:
    assert page.main is not None
    assert page.main.text() == "登记（Ctrl+N）"
    page.main.click()
    assert page.part() is page.registering
    assert not page.main.isVisible()
