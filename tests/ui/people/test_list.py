"""The list of villagers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.people.facts import Resident
from app.session import Session
from tests.ui.people_of import villager
from ui.main_window.window import MainWindow
from ui.people.page import PeoplePage
from ui.style import show_text_size
from ui.widgets.desk import Goto

Settle = Callable[[], None]


def rows(page: PeoplePage) -> list[list[str]]:
    model = page.list._model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_empty_register_offers_the_import(page: PeoplePage) -> None:
    assert page.list._stack.currentWidget() is page.list._empty
    button = page.list._empty.button
    assert button is not None
    button.click()
    assert page.part() is page.importing


def test_numbers_are_masked_in_the_list(
    page: PeoplePage, window: MainWindow, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("people"))
    settle()
    assert rows(page) == [["李淑芬", "女", "1962年", "3组", "138****1234", "231221************", "", ""]]


def test_text_and_group_narrow_while_typing(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    villager(session, "王建国", "1955-05-01", "2组", "001")
    window.go(Goto("people"))
    settle()
    assert [row[0] for row in rows(page)] == ["李淑芬", "王建国"]
    QTest.keyClicks(page.list.text, "wjg")
    settle()
    assert [row[0] for row in rows(page)] == ["王建国"]
    window.back()
    settle()
    page.list.group.choose("3组")
    settle()
    assert [row[0] for row in rows(page)] == ["李淑芬"]
    page.list.text.setText("王")
    settle()
    assert page.list._stack.currentWidget() is page.list._no_match
    page.list.show_all()
    settle()
    assert len(rows(page)) == 2


def test_enter_goes_to_the_list_and_opens_the_person(
    page: PeoplePage, window: MainWindow, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("people"))
    settle()
    QTest.keyClick(page.list.text, Qt.Key.Key_Return)
    assert page.list.list.hasFocus()
    QTest.keyClick(page.list.list, Qt.Key.Key_Return)
    settle()
    assert page.part() is page.person
    assert page.title() == "李淑芬"


def test_a_new_villager_appears_without_asking(page: PeoplePage, session: Session, settle: Settle) -> None:
    from app.people.facts import TypedResident

    session.emit(session.people.register(TypedResident(name="张秀英"), session.operator.id)[1])
    settle()
    assert [row[0] for row in rows(page)] == ["张秀英"]


def test_other_changes_do_not_reload(page: PeoplePage, session: Session, settle: Settle) -> None:
    from app.core.changes import Changes

    arrived: list[int] = []
    page.list._model.arrived.connect(arrived.append)
    session.emit(Changes.of([("cases", "x")]))
    settle()
    assert arrived == []


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_nameless(
    page: PeoplePage,
    window: MainWindow,
    li_shufen: Resident,
    dressed: QApplication,
    percent: int,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    show_text_size(dressed, percent)
    views = [Goto("people"), Goto("people", li_shufen.id), Goto("people", li_shufen.id, "edit")]
    views += [Goto("people", what="new"), Goto("people", what="import")]
    for goto in views:
        window.go(goto)
        settle()
        qtbot.waitUntil(lambda: cut(page) == [])
        assert nameless(page) == [], goto
