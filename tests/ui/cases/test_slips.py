"""The papers of a case, from the button to the preview and back."""

from collections.abc import Callable

import pytest

from app.cases.facts import Applicant, Case, Given, NewCase
from app.session import Session
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto

Settle = Callable[[], None]


@pytest.fixture
def case(session: Session) -> Case:
    new = NewCase(applicant=Applicant(name="王建国", phone="13800001234"), item_code="D01")
    made, _ = session.cases.register(new, session.operator)
    for key in ("accept", "hand-over"):
        session.cases.take(key, made.number, Given(), session.operator)
    return made


def test_a_button_opens_the_preview_of_its_paper(
    page: CasesPage, window: MainWindow, case: Case, session: Session, settle: Settle
) -> None:
    window.go(Goto("cases", case.id))
    settle()
    accept = page.case.slips.button("accept")
    assert accept is not None
    accept.click()
    settle()
    assert page.part() is page.slip
    assert page.title().startswith("受理通知单")
    assert page.slip.preview.view.is_drawn()
    assert [paper.kind for paper in session.slips.papers.of(case.id)] == ["accept"]


def test_the_hand_over_list_lies_across_the_paper(
    page: CasesPage, window: MainWindow, case: Case, settle: Settle
) -> None:
    window.go(Goto("cases", case.id))
    settle()
    button = page.case.slips.button("hand-over")
    assert button is not None
    button.click()
    settle()
    sheet = page.slip.preview._sheet
    assert sheet is not None
    assert sheet.landscape


def test_escape_leads_back_to_the_case(page: CasesPage, window: MainWindow, case: Case, settle: Settle) -> None:
    window.go(Goto("cases", case.id))
    settle()
    page.case.slips.first().click()  # type: ignore[union-attr]
    settle()
    window.back()
    settle()
    assert page.part() is page.case
    assert case.number in page.title()


def test_printing_is_journalled(
    page: CasesPage, window: MainWindow, case: Case, session: Session, settle: Settle
) -> None:
    window.go(Goto("cases", case.id))
    settle()
    page.case.slips.button("accept").click()  # type: ignore[union-attr]
    settle()
    before = session.status().journal
    page.slip.preview.printed.emit(2)
    settle()
    assert session.status().journal == before + 1
