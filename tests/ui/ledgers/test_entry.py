"""One entry: steps ask only what they need, it is changed, removed, brought back; a closed month is corrected."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.cases.facts import Applicant, NewCase
from app.ledgers.facts import Entry
from app.ledgers.kinds.values import Ref
from app.ledgers.reading import shipped_declarations
from app.people.facts import TypedResident
from app.session import Session
from ui.ledgers.help_words import closing_words, duty_words, field_words, fill_words, step_words
from ui.ledgers.page import LedgersPage
from ui.ledgers.reference_entry import ReferenceEntry
from ui.ledgers.references_entry import ReferencesEntry
from ui.ledgers.rows_entry import RowsEntry
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto

Settle = Callable[[], None]
Add = Callable[..., Entry]


def show(window: MainWindow, settle: Settle, key: str, entry: Entry, what: str = "") -> None:
    window.go(Goto("ledgers", f"{key}/{entry.id}", what))
    settle()


def press(page: LedgersPage, key: str, settle: Settle) -> None:
    button = page.entry.button(key)
    assert button is not None, list(page.entry._buttons)
    button.click()
    settle()


def test_a_step_asks_only_for_what_it_needs_and_says_the_new_state(
    window: MainWindow, page: LedgersPage, session: Session, add: Add, settle: Settle
) -> None:
    entry = add("mediation")
    show(window, settle, "mediation", entry)
    assert page.entry.badge.text() == "○ 已受理"
    press(page, "fail", settle)
    step = page.entry.step
    assert step is not None
    assert list(step.form.typed()) == ["ended_on", "outcome"]
    step.confirm.click()
    assert step.form.verdict("outcome").kind == "fault"
    step.form.entry("outcome").show_typed("未达成协议")
    step.confirm.click()
    settle()
    assert session.ledgers.entry("mediation", entry.id).state == "failed"
    assert page.entry.badge.text() == "○ 未达成协议"
    assert "未达成协议" in page.strip.sentence()
    press(page, "file", settle)
    assert page.entry.step_back()
    assert page.entry.step is None


def test_an_entry_is_changed_removed_and_brought_back(
    window: MainWindow, page: LedgersPage, session: Session, add: Add, settle: Settle
) -> None:
    entry = add("seal_use")
    show(window, settle, "seal_use", entry)
    press(page, "edit", settle)
    form = page.filling.form
    assert form is not None
    form.entry("matter").show_typed("开介绍信")
    page.filling.confirm.click()
    settle()
    assert session.ledgers.entry("seal_use", entry.id).values["matter"] == "开介绍信"
    assert page.entry.view is not None
    press(page, "remove", settle)
    page.entry.removal.form.entry("reason").show_typed("登记重了")
    page.entry.removal.confirm.click()
    settle()
    assert page.part() is page.list
    assert session.ledgers.entry("seal_use", entry.id).removed
    page.strip.take_back()
    settle()
    assert not session.ledgers.entry("seal_use", entry.id).removed


def test_what_is_begun_stays_and_a_saved_entry_can_be_taken_back(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    window.go(Goto("ledgers", "consulting", "new"))
    settle()
    assert page.filling.form is not None
    page.filling.form.entry("content").show_typed("问医保")
    window.go(Goto("cases"))
    window.go(Goto("ledgers", "consulting", "new"))
    settle()
    form = page.filling.form
    assert form.entry("content").typed() == "问医保"
    assert form.is_begun()
    page.filling.confirm.click()
    missing = [one.key for one in session.ledgers.ledger("consulting").field if form.verdict(one.key).kind == "fault"]
    assert missing
    for key in missing:
        field = next(one for one in session.ledgers.ledger("consulting").field if one.key == key)
        typed = {"choice": field.choices[0].value if field.choices else "", "resident": '{"id":"","name":"王守田"}'}
        form.entry(key).show_typed(typed.get(field.kind, "示例"))
    page.filling.confirm.click()
    settle()
    assert page.part() is page.entry
    page.strip.take_back()
    settle()
    assert session.ledgers.count("consulting") == 0


def test_what_is_wrong_stands_beside_the_field_while_typing(
    window: MainWindow, page: LedgersPage, settle: Settle
) -> None:
    window.go(Goto("ledgers", "meeting", "new"))
    settle()
    form = page.filling.form
    assert form is not None
    form.entry("expected").show_typed("一千")
    settle()
    assert form.verdict("expected").kind == "fault"
    rows = form.entry("votes")
    assert isinstance(rows, RowsEntry)
    line = rows.lines()[0]
    line.entries()[0].show_typed("选举")
    line.entries()[1].show_typed("-1")
    settle()
    assert "第 1 行" in form.verdict("votes").words
    assert line.entries()[1].inner.property("fault")
    line.away.click()
    settle()
    assert form.verdict("votes").kind != "fault"
    assert len(rows.lines()) == 1
    names = form.entry("leave_names")
    assert isinstance(names, ReferencesEntry)
    names.box.setText("甲、乙")
    names.box.entered.emit()
    assert [one.name for one in names.given() or ()] == ["甲", "乙"]
    names._drop(names._refs[0])
    assert [one.name for one in names.given() or ()] == ["乙"]


def test_a_villager_is_picked_and_bound_to_the_register(
    window: MainWindow, page: LedgersPage, session: Session, li_shufen: object, settle: Settle
) -> None:
    window.go(Goto("ledgers", "consulting", "new"))
    settle()
    form = page.filling.form
    assert form is not None
    who = form.entry("resident")
    assert isinstance(who, ReferenceEntry)
    who.box.setFocus()
    QTest.keyClicks(who.box, "lsf")
    settle()
    QTest.keyClick(who.box, Qt.Key.Key_Return)
    settle()
    given = who.given()
    assert given is not None
    assert given.name == "李淑芬"
    assert given.id == session.people.page("李淑芬", "", 1).residents[0].id


def test_of_a_villager_with_a_nickname_the_ledger_keeps_the_name(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    kept = session.people.register(TypedResident(name="赵广田", nickname="老蔫"), "clerk")[0]
    window.go(Goto("ledgers", "consulting", "new"))
    settle()
    form = page.filling.form
    assert form is not None
    who = form.entry("resident")
    assert isinstance(who, ReferenceEntry)
    who.box.setFocus()
    QTest.keyClicks(who.box, "zgt")
    settle()
    assert who.box.list.hits()[0].title == "赵广田（老蔫）"
    QTest.keyClick(who.box, Qt.Key.Key_Return)
    settle()
    assert (who.box.text(), who.given()) == ("赵广田", Ref(kept.id, "赵广田"))


def test_an_entry_of_a_closed_month_can_only_be_corrected(
    window: MainWindow, page: LedgersPage, session: Session, add: Add, settle: Settle
) -> None:
    entry = add("seal_use", {"day": "2026-09-10", "copies": "2"})
    session.emit(session.periods.close("2026-09", "seal_use"))
    show(window, settle, "seal_use", entry)
    assert list(page.entry._buttons) == ["correct"]
    assert "2026年9月已经结账，这一条只能看。" in page.entry._told.text()
    press(page, "correct", settle)
    form = page.filling.form
    assert form is not None
    form.entry("copies").show_typed("3")
    page.filling.confirm.click()
    assert page.part() is page.filling
    form.entry("correction_reason ").show_typed("数错了")
    page.filling.confirm.click()
    settle()
    assert page.part() is page.entry
    former = session.ledgers.entry("seal_use", entry.id)
    assert page.entry._told.text().startswith(f"这是对 {former.number} 的更正。")
    press(page, "older", settle)
    assert list(page.entry._buttons) == ["newer"]
    assert "已经更正过了。" in page.entry._told.text()


def test_what_a_case_filled_is_shown_and_not_asked(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    items = {one.category: one.code for one in session.catalogue.items()}
    filled = {one.fill.category: one.key for one in session.ledgers.all() if one.fill is not None and one.fill.category}
    category = next(one for one in filled if one in items)
    new = NewCase(applicant=Applicant(name="王建国"), item_code=items[category])
    case, _ = session.cases.register(new, session.operator)
    (entry,) = session.ledgers.entries(filled[category])
    assert entry.from_case == case.id
    show(window, settle, filled[category], entry)
    assert f"来自办件 {case.number}" in page.entry._told.text()
    assert page.entry.button("remove") is None
    press(page, "edit", settle)
    form = page.filling.form
    assert form is not None
    fill = session.ledgers.ledger(filled[category]).fill
    assert fill is not None
    assert not set(fill.map) & set(form.typed())
    assert page.filling._known.isVisible()


def test_the_help_page_says_purpose_fields_steps_and_duties(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    for key in ("mediation", "volunteer_action", "dues"):
        declaration = session.ledgers.ledger(key)
        window.go(Goto("ledgers", key, "help"))
        settle()
        words = page.help.words()
        assert declaration.purpose in words
        assert all(field.label in words for field in declaration.field)
        assert all(step.verb in words for step in declaration.step)
        assert "结账" in words


def test_every_duty_field_and_fill_has_words() -> None:
    for declaration in shipped_declarations():
        told = [duty_words(declaration, duty) for duty in declaration.duty]
        told += [field_words(field) for field in declaration.field]
        told += [*step_words(declaration), closing_words(declaration)]
        assert all(told)
        assert not [one for one in told if "{" in one or "“”" in one]
        assert bool(fill_words(declaration)) == (declaration.fill is not None)
