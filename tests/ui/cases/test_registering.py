"""Registering: unknown people, missing papers, what is refused, what happened before today."""

from collections.abc import Callable

import pytest

from app.cases.facts import Applicant, NewCase
from app.core.clock import FixedClock
from app.people.facts import Resident
from app.session import Session
from ui.cases.page import CasesPage
from ui.cases.register_part import RegisterPart
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto
from ui.widgets.pick_entry import PickEntry

Settle = Callable[[], None]


@pytest.fixture
def part(page: CasesPage, window: MainWindow, settle: Settle) -> RegisterPart:
    window.go(Goto("cases", what="new"))
    settle()
    return page.registering


def pick(entry: PickEntry, text: str, settle: Settle) -> None:
    entry.box.setFocus()
    entry.box.setText(text)
    settle()
    assert entry.box.list.take()
    settle()


def test_an_unknown_name_opens_the_lines_about_the_person(part: RegisterPart, session: Session, settle: Settle) -> None:
    pick(part.form.who, "赵外来", settle)
    assert not part.form.entry("phone").isHidden()
    part.form.entry("phone").show_typed("13900002222")
    part.form.entry("group").show_typed("5组")
    pick(part.form.item, "低保", settle)
    part.form.finished.emit()
    settle()
    case = session.cases.with_id(session.cases.lines()[0].id)
    assert (case.applicant_name, case.applicant_id, case.applicant_phone) == ("赵外来", None, "13900002222")
    assert case.applicant_group == "5组"


def test_missing_papers_lead_to_the_supplement_form(
    part: RegisterPart, page: CasesPage, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    pick(part.form.who, "李淑芬", settle)
    pick(part.form.item, "低保", settle)
    assert part.panel.accepts()
    assert part.confirm.text() == "登记并受理"
    part.panel.papers.tick(name for name in part.panel.papers.offered() if name != "户口簿")
    assert not part.panel.accepts()
    assert part.confirm.text() == "登记，再开补正通知"
    part.confirm.click()
    settle()
    form = page.case.form()
    assert form is not None
    assert form.key() == "supplement"
    assert form.form.typed()["papers"] == "户口簿"
    assert session.cases.lines()[0].state == "registered"


def test_the_item_tells_what_it_promises(part: RegisterPart, settle: Settle) -> None:
    pick(part.form.item, "低保", settle)
    told = part.panel._facts.shown()
    assert told["办理方式"] == "承诺办理"
    assert told["承诺时限"] == "28 个工作日"
    assert "户口簿" in part.panel.papers.offered()


def test_an_open_case_about_the_same_is_told(
    part: RegisterPart, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    before, _ = session.cases.register(
        NewCase(applicant=Applicant(id=li_shufen.id, name=li_shufen.name), item_code="D01"), session.operator
    )
    pick(part.form.who, "lsf", settle)
    pick(part.form.item, "低保", settle)
    assert before.number in part._twins.text()
    assert not part._twins.isHidden()


def test_a_certificate_that_a_village_must_not_issue_is_refused_beside_the_button(
    part: RegisterPart, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    pick(part.form.who, "李淑芬", settle)
    pick(part.form.item, "村级证明", settle)
    part.form.entry("content").show_typed("开无犯罪记录证明")
    part.confirm.click()
    settle()
    assert session.cases.count() == 0
    assert not part._trouble.isHidden()
    assert part.confirm.isEnabled()


def test_a_day_before_today_is_told_as_entered_later(
    part: RegisterPart, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    pick(part.form.who, "李淑芬", settle)
    pick(part.form.item, "低保", settle)
    part._turn_more()
    part.form.entry("day").show_typed("2026-09-28")
    assert "补录" in part.form.verdict("day").words
    part.form.entry("reason").show_typed("照纸质登记簿")
    part.confirm.click()
    settle()
    case = session.cases.with_id(session.cases.lines()[0].id)
    assert case.brought_over
    assert case.registered_on is not None
    assert case.registered_on.isoformat() == "2026-09-28"
    assert case.accepted_on == case.registered_on


def test_an_appointment_asks_for_its_day(part: RegisterPart, session: Session, settle: Settle) -> None:
    part._turn_more()
    assert part.form.entry("appointment_on").isHidden()
    part.form.entry("channel").show_typed("appointment")
    assert not part.form.entry("appointment_on").isHidden()
    part.form.entry("channel").show_typed("visit")
    assert part.form.entry("appointment_on").isHidden()
    assert not part.form.entry("visit_address").isHidden()


def test_a_villager_named_from_outside_is_there_at_once(
    page: CasesPage, window: MainWindow, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("cases", li_shufen.id, "new"))
    settle()
    assert page.registering.form.resident_id() == li_shufen.id
    assert page.registering.form.item.box.hasFocus()


def test_a_registration_can_be_taken_back(
    part: RegisterPart, page: CasesPage, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    pick(part.form.who, "李淑芬", settle)
    pick(part.form.item, "低保", settle)
    part.confirm.click()
    settle()
    assert page.undo()
    settle()
    assert session.cases.count() == 0
    assert page.part() is page.list
    assert "已删除" in page.strip.sentence()


def test_after_midnight_the_new_day_is_today(
    part: RegisterPart, window: MainWindow, session: Session, clock: FixedClock, li_shufen: Resident, settle: Settle
) -> None:
    clock.advance(days=1)
    window.go(Goto("cases", what="new"))
    settle()
    assert part.form.entry("day").typed() == "2026-10-10"
    pick(part.form.who, "李淑芬", settle)
    pick(part.form.item, "低保", settle)
    part.confirm.click()
    settle()
    assert session.cases.lines()[0].registered == clock.today()
