"""The home page: what is due, why, and the button that does it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.cases.facts import Applicant, Case, Given, NewCase
from app.core.changes import Changes
from app.core.clock import FixedClock
from app.people.facts import TypedResident
from app.session import Session
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.people.page import PeoplePage
from ui.style import show_text_size
from ui.today.page import TodayPage
from ui.widgets.desk import Goto

Settle = Callable[[], None]


def register(session: Session, name: str = "王建国", code: str = "D01") -> Case:
    case, changes = session.cases.register(NewCase(applicant=Applicant(name=name), item_code=code), session.operator)
    session.emit(changes)
    return case


def take(session: Session, case: Case, key: str, **given: object) -> None:
    session.emit(session.cases.take(key, case.number, Given(**given), session.operator)[1])  # type: ignore[arg-type]


def groups(page: TodayPage) -> dict[str, list[str]]:
    return {panel.group.key: [line.number for line in panel.group.lines] for panel in page.panels}


def test_an_empty_office_is_told_to_bring_its_villagers(window: MainWindow, page: TodayPage, settle: Settle) -> None:
    assert page._empty is not None
    button = page._empty.button
    assert button is not None
    assert button.text() == "导入村民名册"
    assert button.hasFocus()
    button.click()
    settle()
    people = window.page()
    assert isinstance(people, PeoplePage)
    assert people.part() is people.importing


def test_with_villagers_the_first_case_is_the_next_step(
    window: MainWindow, page: TodayPage, session: Session, settle: Settle
) -> None:
    session.emit(session.people.register(TypedResident(name="李淑芬"), session.operator.id)[1])
    settle()
    assert page._empty is not None
    assert page._empty.button is not None
    assert page._empty.button.text() == "登记第一件"
    page._empty.button.click()
    settle()
    assert isinstance(window.page(), CasesPage)


def test_every_case_stands_in_its_group_with_its_reason(
    page: TodayPage, session: Session, clock: FixedClock, settle: Settle
) -> None:
    waiting, accepted, paused, done = (register(session, name) for name in ("王一", "王二", "王三", "王四"))
    for case in (accepted, paused, done):
        take(session, case, "accept")
    take(session, waiting, "supplement", papers=("户口簿",))
    take(session, done, "conclude", result="granted")
    settle()
    shown = groups(page)
    assert shown["papers"] == [waiting.number]
    assert shown["hand_over"] == [accepted.number, paused.number]
    assert shown["reply"] == [done.number]
    clock.advance(days=60)
    page.opened()
    settle()
    assert accepted.number in groups(page)["overdue"]
    late = next(line for line in page.panels[0].group.lines if line.number == accepted.number)
    assert "已超期" in late.why


def test_the_button_opens_the_step_in_the_case(
    window: MainWindow, page: TodayPage, session: Session, settle: Settle
) -> None:
    case = register(session)
    settle()
    button = next(iter(page.panels[0].buttons().values()))
    assert button.text() == "受理"
    button.click()
    settle()
    cases = window.page()
    assert isinstance(cases, CasesPage)
    form = cases.case.form()
    assert form is not None
    assert (form.key(), cases.case.case_id()) == ("accept", case.id)
    form.confirm.click()
    settle()
    window.go(Goto("today"))
    settle()
    assert groups(page)["hand_over"] == [case.number]


def test_the_focus_stays_on_its_line_when_today_is_computed_anew(
    page: TodayPage, session: Session, settle: Settle
) -> None:
    cases = [register(session, f"王{sign}") for sign in "甲乙丙"]
    settle()
    buttons = list(page.panels[0].buttons().values())
    buttons[2].setFocus()
    take(session, cases[0], "withdraw", reason="不办了")
    settle()
    focused = QApplication.focusWidget()
    assert focused is list(page.panels[0].buttons().values())[1]


def test_a_group_that_did_not_change_stays_as_it_was_laid_out(
    page: TodayPage, session: Session, settle: Settle
) -> None:
    cases = [register(session, f"王{sign}") for sign in "甲乙丙"]
    settle()
    before = list(page.panels)
    take(session, cases[0], "accept")
    settle()
    kept = [panel for panel in page.panels if panel in before]
    assert kept
    assert before[0] not in kept  # the case left this group
    in_layout = [page._column.itemAt(at).widget() for at in range(page._column.count())]
    assert [one for one in in_layout if one in page.panels] == page.panels


def test_a_long_group_shows_eight_and_the_rest_when_asked(page: TodayPage, session: Session, settle: Settle) -> None:
    for n in range(11):
        register(session, f"王{'甲乙丙丁戊己庚辛壬癸子'[n]}")
    settle()
    assert len(page.panels[0].buttons()) == 8
    page.panels[0].opened.emit(page.panels[0].group.key)
    settle()
    assert len(page.panels[0].buttons()) == 11


def test_other_changes_do_not_recompute(
    page: TodayPage, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    monkeypatch.setattr(page, "_read", lambda: read.append(1))
    session.emit(Changes.of([("operators", "x")]))
    assert read == []
    session.emit(Changes.of([("cases", "x")]))
    assert read == [1]


def test_a_month_that_was_left_undone_is_asked_for(page: TodayPage, session: Session, settle: Settle) -> None:
    register(session)
    settle()
    asked: list[Goto] = []
    page.goto.disconnect()
    page.goto.connect(asked.append)
    month = page.panels[-1]
    assert month.group.key == "month"
    next(iter(month.buttons().values())).click()
    assert asked == [Goto("notices", "2026-09", "cases")]


def test_everything_done_is_said(
    page: TodayPage, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.agenda import agenda

    monkeypatch.setattr(agenda, "month_lines", lambda *_: iter(()))
    case = register(session)
    take(session, case, "withdraw", reason="不办了")
    settle()
    assert page._empty is not None
    assert page._empty.button is not None
    assert page._empty.button.text() == "看全部办件"


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_or_nameless(
    page: TodayPage,
    session: Session,
    clock: FixedClock,
    dressed: QApplication,
    percent: int,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
) -> None:
    show_text_size(dressed, percent)
    for code in ("D01", "D05", "D17", "D44"):
        register(session, "欧阳建华", code)
    clock.advance(days=30)
    page.opened()
    settle()
    assert cut(page) == []
    assert nameless(page) == []


def test_up_and_down_walk_the_lines(page: TodayPage, session: Session, settle: Settle) -> None:
    for sign in "甲乙丙":
        register(session, f"王{sign}")
    settle()
    buttons = list(page.panels[0].buttons().values())
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Down)
    assert buttons[1].hasFocus()
    QTest.keyClick(buttons[1], Qt.Key.Key_Up)
    assert buttons[0].hasFocus()
