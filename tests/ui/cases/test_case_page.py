"""The page of one case: every step that the workflow offers, as a small form."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.cases.facts import Applicant, Case, Given, NewCase
from app.core.clock import FixedClock
from app.session import Session
from ui.cases.case_part import CasePart
from ui.cases.level_entry import LevelEntry
from ui.cases.page import CasesPage
from ui.cases.step_form import StepForm
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Goto
from ui.widgets.ticks_entry import TicksEntry

Settle = Callable[[], None]


@pytest.fixture
def case(session: Session) -> Case:
    applicant = Applicant(name="王建国", phone="13800001234", id_number="23122119491231002X", group="2组")
    made, _ = session.cases.register(NewCase(applicant=applicant, item_code="D01"), session.operator)
    return made


@pytest.fixture
def part(page: CasesPage, window: MainWindow, case: Case, settle: Settle) -> CasePart:
    window.go(Goto("cases", case.id))
    settle()
    return page.case


def take(session: Session, case: Case, key: str, **given: object) -> None:
    session.emit(session.cases.take(key, case.number, Given(**given), session.operator)[1])  # type: ignore[arg-type]


def opened(part: CasePart, key: str) -> StepForm:
    part.open_step(key)
    form = part.form()
    assert form is not None
    assert form.key() == key
    return form


def test_the_whole_life_of_a_case_by_its_buttons(
    part: CasePart, case: Case, session: Session, clock: FixedClock, settle: Settle
) -> None:
    part.steps.button("accept").click()  # type: ignore[union-attr]
    opened(part, "accept").confirm.click()
    settle()
    assert part.badge.text().endswith("剩余 28 个工作日")
    opened(part, "hand-over").confirm.click()
    settle()
    pause = opened(part, "pause")
    pause.confirm.click()
    assert pause.form.verdict("kind").kind == "fault"
    pause.form.entry("kind").show_typed("survey")
    pause.confirm.click()
    settle()
    assert "挂起" in part.badge.text()
    clock.advance(days=4)
    opened(part, "resume").confirm.click()
    settle()
    done = opened(part, "conclude")
    assert done.form.entry("party").isHidden()
    done.form.entry("text").show_typed("准予，低保证已领")
    done.confirm.click()
    settle()
    opened(part, "deliver").confirm.click()
    settle()
    rate = opened(part, "rate")
    rate.confirm.click()
    assert rate.form.verdict("level").kind == "fault"
    level = rate.form.entry("level")
    first = level.focusProxy()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_5)
    assert level.typed() == "5"
    rate.confirm.click()
    settle()
    opened(part, "archive").confirm.click()
    settle()
    file = session.cases.show(case.number)
    assert file.case.state == "archived"
    assert [event.what for event in file.events] == [
        "register", "accept", "hand-over", "pause", "resume", "conclude", "deliver", "rate", "archive",
    ]
    assert len(part.view.timeline.words()) == 9
    assert part.steps.offered() == []


def test_the_main_step_stands_first_and_has_the_focus(part: CasePart) -> None:
    assert part.steps.offered()[0] == "accept"
    button = part.steps.first()
    assert button is not None
    assert button.hasFocus()


def test_the_slip_of_a_step_is_offered_after_it(part: CasePart, settle: Settle) -> None:
    opened(part, "accept").confirm.click()
    settle()
    assert part.slips.offered()[0] == "accept"
    slip = part.slips.button("accept")
    assert slip is not None
    assert slip.hasFocus()


def test_escape_closes_the_form_and_gives_the_focus_back(part: CasePart, window: MainWindow, settle: Settle) -> None:
    opened(part, "refuse")
    window.back()
    settle()
    assert part.form() is None
    button = part.steps.button("refuse")
    assert button is not None
    assert button.hasFocus()
    assert window.place() == "cases"


def test_what_is_needed_is_told_beside_its_field(part: CasePart, session: Session, case: Case) -> None:
    form = opened(part, "refuse")
    form.confirm.click()
    assert form.form.verdict("reason").words == "请填写不予受理的理由"
    assert session.cases.find(case.number).state == "registered"


def test_a_correction_begins_at_what_may_be_corrected(part: CasePart) -> None:
    form = opened(part, "amend")
    first = next(iter(form.form.typed()))
    assert form.form.entry(first).inner.hasFocus()


def test_a_day_before_the_last_step_is_told_beside_the_day(part: CasePart) -> None:
    form = opened(part, "accept")
    form.form.entry("day").show_typed("2026-10-01")
    assert "不能早于" in form.form.verdict("day").words
    form.form.entry("day").show_typed("2026-10-12")
    assert "不能晚于" in form.form.verdict("day").words


def test_supplement_names_what_is_missing(part: CasePart, session: Session, case: Case, settle: Settle) -> None:
    form = opened(part, "supplement")
    papers = form.form.entry("papers")
    assert isinstance(papers, TicksEntry)
    papers.tick(("户口簿",))
    form.form.entry("more_papers").show_typed("残疾证、照片")
    form.confirm.click()
    settle()
    missing = {paper.name for paper in session.cases.find(case.number).materials if not paper.received}
    assert {"户口簿", "残疾证", "照片"} <= missing
    assert "补正" in part.badge.text()


def test_supplement_without_a_paper_is_not_sent(part: CasePart, session: Session, case: Case, settle: Settle) -> None:
    form = opened(part, "supplement")
    papers = form.form.entry("papers")
    assert isinstance(papers, TicksEntry)
    papers.tick(())
    form.confirm.click()
    settle()
    assert "要补的材料" in form._trouble.text()
    assert session.cases.find(case.number).state == "registered"


def test_an_overdue_end_asks_whose_delay_it_was(
    part: CasePart, session: Session, case: Case, clock: FixedClock, settle: Settle
) -> None:
    take(session, case, "accept")
    clock.advance(days=60)
    take(session, case, "hand-over")
    settle()
    form = opened(part, "conclude")
    assert not form.form.entry("party").isHidden()
    form.form.entry("party").show_typed("window")
    form.form.entry("reason").show_typed("县里系统停用")
    form.form.entry("measure").show_typed("已书面说明")
    form.confirm.click()
    settle()
    ended = session.cases.find(case.number)
    assert (ended.overdue_party, ended.overdue_reason) == ("window", "县里系统停用")


def test_a_low_rating_offers_its_reasons_and_then_the_correction(
    part: CasePart, session: Session, case: Case, settle: Settle
) -> None:
    for key, given in (("accept", {}), ("conclude", {"result": "granted"}), ("deliver", {})):
        take(session, case, key, **given)
    settle()
    form = opened(part, "rate")
    level, tags = form.form.entry("level"), form.form.entry("tags")
    assert isinstance(level, LevelEntry)
    assert isinstance(tags, TicksEntry)
    level.pick(2)
    assert tags.offered()
    tags.tick(tags.offered()[:1])
    form.form.entry("text").show_typed("字" * 151)
    form.confirm.click()
    assert "最多 150 字" in form.form.verdict("text").words
    form.form.entry("text").show_typed("等得太久")
    form.confirm.click()
    settle()
    assert session.cases.find(case.number).rating_tags == tags.offered()[:1]
    assert part.steps.offered()[0] == "correct"


def test_amending_gives_only_what_was_changed(part: CasePart, session: Session, case: Case, settle: Settle) -> None:
    form = opened(part, "amend")
    form.form.entry("reason").show_typed("电话抄错")
    form.confirm.click()
    settle()
    assert "还没有改" in form._trouble.text()
    form.form.entry("amend.applicant_phone").show_typed("13900005555")
    form.confirm.click()
    settle()
    file = session.cases.show(case.number)
    assert file.case.applicant_phone == "13900005555"
    assert file.events[-1].details["after"] == {"联系电话": "13900005555"}


def test_numbers_are_masked_until_asked_for_and_asking_is_journalled(
    part: CasePart, session: Session, case: Case, settle: Settle
) -> None:
    assert part.view.facts.shown()["身份证号"].startswith("231221*")
    before = session.status().journal
    part.view.look.click()
    settle()
    assert part.view.facts.shown()["身份证号"] == "23122119491231002X"
    assert session.status().journal == before + 1
    part.view.copy.click()
    assert QGuiApplication.clipboard().text() == "23122119491231002X"


def test_the_page_reloads_only_for_its_own_case(
    part: CasePart, session: Session, case: Case, settle: Settle
) -> None:
    shown: list[str] = []
    part.shown.connect(shown.append)
    _, changes = session.cases.register(
        NewCase(applicant=Applicant(name="张秀英"), item_code="D05"), session.operator
    )
    session.emit(changes)
    settle()
    assert shown == []
    take(session, case, "accept")
    settle()
    assert shown == [case.id]


def test_a_case_that_is_gone_is_told(page: CasesPage, window: MainWindow, settle: Settle) -> None:
    window.go(Goto("cases", "01a00000-0000-7000-8000-00000000dead"))
    settle()
    assert "不在" in page.case._state.text()
    assert page.case.steps.isHidden()


def test_todays_button_opens_the_form_at_once(page: CasesPage, window: MainWindow, case: Case, settle: Settle) -> None:
    window.go(Goto("cases", case.id, "accept"))
    settle()
    form = page.case.form()
    assert form is not None
    assert form.key() == "accept"


def test_a_case_registered_by_mistake_is_removed_with_its_reason(
    part: CasePart, page: CasesPage, window: MainWindow, session: Session, settle: Settle
) -> None:
    part.view.remove.click()
    assert part._removal.isVisible()
    window.back()
    assert part._removal.isHidden()
    assert part.view.remove.hasFocus()
    part.view.remove.click()
    part._removal.form.entry("reason").show_typed("登记错人")
    part._removal.confirm.click()
    settle()
    assert session.cases.count() == 0
    assert page.part() is page.list


def test_every_paper_that_is_offered_can_be_made(case: Case, session: Session, part: CasePart, settle: Settle) -> None:
    made = set()
    steps: list[tuple[str, dict[str, object]]] = [
        ("supplement", {"papers": ("户口簿",)}), ("accept", {}), ("hand-over", {}), ("pause", {"kind": "survey"}),
        ("resume", {}), ("extend", {"reason": "材料要复核"}), ("conclude", {"result": "granted"}), ("deliver", {}),
        ("rate", {"level": 5}), ("archive", {}),
    ]
    for key, given in steps:
        take(session, case, key, **given)
        settle()
        for slip in part.slips.offered():
            if slip != "hand-over":
                made.add(session.slips.issue(slip, case.number)[0].kind)
    assert {"accept", "proxy", "pause", "resume", "extend", "conclude", "deliver", "rate", "cover"} <= made


def is_seen(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


def test_the_page_follows_the_focus_of_a_long_form(
    part: CasePart, window: MainWindow, dressed: QApplication, settle: Settle, qtbot: QtBot
) -> None:
    show_text_size(dressed, 200)
    form = opened(part, "amend")
    settle()
    entries = [form.form.entry(key) for key in form.form.typed()]
    entries[0].setFocus()
    for entry in entries[1:]:
        entry.setFocus()
        qtbot.waitUntil(partial(is_seen, entry.inner))


def test_enter_and_escape_during_composition_are_not_ours(
    part: CasePart, window: MainWindow, session: Session, case: Case, settle: Settle
) -> None:
    form = opened(part, "accept")
    box = form.form.entry("handler").inner
    box.setFocus()
    QApplication.sendEvent(box, QInputMethodEvent("wang", []))
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    settle()
    assert part.form() is form
    assert session.cases.find(case.number).state == "registered"


def test_the_form_of_amending_shows_full_numbers_which_is_noted_as_a_look(
    part: CasePart, session: Session, case: Case, settle: Settle
) -> None:
    opened(part, "amend")
    settle()
    newest = session.history.of("cases", case.id)[0]
    assert (newest.what, newest.reason) == ("查看完整号码", "更正时看到申请人的证件号、电话和住址")
    part.step_back()
    opened(part, "accept")
    settle()
    assert session.history.of("cases", case.id)[0].seq == newest.seq


def test_a_number_that_was_amended_stands_masked_in_what_happened(
    part: CasePart, session: Session, case: Case, settle: Settle
) -> None:
    take(session, case, "amend", fields={"applicant_id_number": "231221194912310038"}, reason="写错了")
    settle()
    told = "".join(part.view.timeline.words())
    assert "231221************ → 231221************" in told
    assert "231221194912310038" not in told
