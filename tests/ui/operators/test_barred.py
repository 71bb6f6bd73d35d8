"""What one may not do is barred before it is tried, with the reason: never a dead button."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.cases.facts import Applicant, NewCase
from app.operators.operators import Operators
from app.session import Session
from tests.ui.people_of import villager
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.people.page import PeoplePage
from ui.widgets.buttons import Button
from ui.widgets.desk import Desk, Goto

Settle = Callable[[], None]
ASKED = (
    (Goto("cases"), "登记和办理代办件"),
    (Goto("people"), "登记和修改村民、住户"),
    (Goto("catalogue"), "修改事项和部门"),
    (Goto("catalogue", "D01"), "修改事项和部门"),
    (Goto("catalogue", what="departments"), "修改事项和部门"),
    (Goto("notices"), "做公示、登记张贴和撤下"),
    (Goto("settings", what="operators"), "添加、移去操作员，改权限和密码"),
    (Goto("settings", what="backup"), "做备份"),
)


@pytest.fixture
def window(session: Session, desk: Desk, shown: Callable[[QWidget], QWidget], settle: Settle) -> MainWindow:
    """Open the window for a bystander, in a station with a villager and a case."""
    person = villager(session, "李淑芬")
    new = NewCase(applicant=Applicant(id=person.id, name=person.name), item_code="D01")
    session.cases.register(new, session.operator)
    session.joining.add("看看", "查看", "只是来看看的人")
    session.sit_down(Operators(session.store).named("看看"))
    made = MainWindow(desk, "示例村")
    shown(made)
    settle()
    return made


def barred(button: Button | None) -> str:
    assert button is not None
    assert not button.isEnabled()
    assert button.accessibleDescription() == button.toolTip()
    return button.toolTip()


@pytest.mark.parametrize(("goto", "words"), ASKED, ids=str)
def test_the_main_action_of_a_place_says_why_it_is_barred(
    window: MainWindow, settle: Settle, goto: Goto, words: str
) -> None:
    window.go(goto)
    settle()
    assert barred(window.page().main) == f"“查看”只能看，不能{words}。"


def test_who_sits_here_and_as_what_stands_above(window: MainWindow) -> None:
    assert window._top._who.text() == "示例村 · 看看（查看）"


def test_the_steps_and_numbers_of_a_case_are_barred(window: MainWindow, session: Session, settle: Settle) -> None:
    window.go(Goto("cases", session.cases.show("2026-00001").case.id))
    settle()
    page = window.page()
    assert isinstance(page, CasesPage)
    for key in page.case.steps.offered():
        assert "登记和办理代办件" in barred(page.case.steps.button(key))
    assert "看完整的身份证号" in barred(page.case.view.look) or page.case.view.look.isHidden()
    assert "登记和办理代办件" in barred(page.case.view.remove)


def test_the_actions_on_a_villager_are_barred(window: MainWindow, session: Session, settle: Settle) -> None:
    window.go(Goto("people", session.people.page().residents[0].id))
    settle()
    page = window.page()
    assert isinstance(page, PeoplePage)
    person = page.person
    assert "登记和修改村民" in barred(person.edit)
    assert "登记和办理代办件" in barred(person.register)
    assert "看完整的身份证号" in barred(person.look)


def test_ctrl_n_registers_nothing(window: MainWindow) -> None:
    window.go(Goto("people"))
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.place() == "people"


def test_a_barred_button_stays_barred_until_it_is_freed() -> None:
    button = Button("做")
    button.bar("不能。")
    button.setEnabled(True)
    assert not button.isEnabled()
    button.bar("")
    assert button.isEnabled()
    button.setEnabled(False)
    button.bar("")
    assert not button.isEnabled()
