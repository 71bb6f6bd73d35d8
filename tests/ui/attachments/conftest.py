"""The panel of attachments on the page of a case and of a villager, in the real window."""

from collections.abc import Callable

import pytest

from app.cases.facts import Applicant, Case, NewCase
from app.session import Session
from ui.attachments.panel import AttachmentsPanel
from ui.cases.case_part import CasePart
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto
from ui.widgets.parts import PartedPage

Settle = Callable[[], None]


@pytest.fixture
def case(session: Session) -> Case:
    registered, _ = session.cases.register(
        NewCase(applicant=Applicant(name="李淑芬"), item_code="D13"), session.operator
    )
    return registered


@pytest.fixture
def panel(window: MainWindow, case: Case, settle: Settle) -> AttachmentsPanel:
    window.go(Goto("cases", case.id))
    settle()
    page = window.page()
    assert isinstance(page, PartedPage)
    part = page.part()
    assert isinstance(part, CasePart)
    return part.attachments
