"""A case whose papers hold sensitive data says which consent is missing, and leads to where it is kept (art. 29)."""

from collections.abc import Callable

from app.cases.facts import Applicant, NewCase
from app.people.facts import Resident
from app.session import Session
from ui.cases.page import CasesPage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto


def test_the_missing_consent_is_named_until_it_is_given(
    page: CasesPage, window: MainWindow, session: Session, li_shufen: Resident, settle: Callable[[], None]
) -> None:
    applicant = Applicant(id=li_shufen.id, name=li_shufen.name)
    case, _ = session.cases.register(NewCase(applicant=applicant, item_code="D01"), session.operator)
    window.go(Goto("cases", case.id))
    settle()
    view = page.case.view
    assert view.missing.text() == "还没有记下本人同意：敏感个人信息（第二十八条、第二十九条）"
    view.consent.click()
    settle()
    assert window.page().title() == "李淑芬 的个人信息"
    session.emit(session.privacy.consents.give(li_shufen.id, "sensitive")[1])
    window.go(Goto("cases", case.id))
    settle()
    assert not view.missing.isVisible()
    assert not view.consent.isVisible()


def test_a_case_without_sensitive_papers_asks_for_nothing(
    page: CasesPage, window: MainWindow, session: Session, li_shufen: Resident, settle: Callable[[], None]
) -> None:
    applicant = Applicant(id=li_shufen.id, name=li_shufen.name)
    case, _ = session.cases.register(NewCase(applicant=applicant, item_code="D45"), session.operator)
    window.go(Goto("cases", case.id))
    settle()
    assert not page.case.view.consent.isVisible()
