"""The form of a villager: judged while it is typed, and who it may be already."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication

from app.people.facts import Resident, TypedHousehold, TypedResident
from app.session import Session
from tests.ui.people_of import id_number, villager
from ui.main_window.window import MainWindow
from ui.people.form_part import ResidentFormPart
from ui.people.page import PeoplePage
from ui.widgets.desk import Goto
from ui.widgets.entry import TextEntry

Settle = Callable[[], None]


@pytest.fixture
def part(page: PeoplePage, window: MainWindow, settle: Settle) -> ResidentFormPart:
    window.go(Goto("people", what="new"))
    settle()
    return page.filling


def type_into(part: ResidentFormPart, key: str, text: str) -> None:
    entry = part.form.entry(key)
    assert isinstance(entry, TextEntry)
    entry.box.setText(text)


def type_number(part: ResidentFormPart, number: str) -> None:
    part.form.id_number.box.setText(number)


def test_a_good_number_fills_birth_day_and_sex(part: ResidentFormPart) -> None:
    type_number(part, id_number("1962-03-08", "002"))
    typed = part.form.typed()
    assert (typed["birth_day"], typed["sex"]) == ("1962-03-08", "女")
    assert "1962-03-08 生，女" in part.form.verdict("id_number").words
    type_number(part, id_number("1971-11-20", "001"))
    typed = part.form.typed()
    assert (typed["birth_day"], typed["sex"]) == ("1971-11-20", "男")


def test_a_number_of_fifteen_digits_is_understood(part: ResidentFormPart) -> None:
    type_number(part, "231221620308002")
    assert part.form.typed()["birth_day"] == "1962-03-08"


def test_what_was_typed_is_not_overwritten_but_contradicted(part: ResidentFormPart) -> None:
    type_into(part, "birth_day", "1960-01-01")
    type_number(part, id_number("1962-03-08", "002"))
    assert part.form.typed()["birth_day"] == "1960-01-01"
    assert "不一致" in part.form.verdict("birth_day").words


def test_a_wrong_digit_is_told_beside_the_number(part: ResidentFormPart) -> None:
    good = id_number("1962-03-08", "002")
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    type_number(part, wrong)
    assert part.form.verdict("id_number").kind == "fault"
    assert "校验码" in part.form.verdict("id_number").words


def test_an_unknown_area_only_warns(part: ResidentFormPart, session: Session, settle: Settle) -> None:
    from app.core.identity import check_character

    body = "99999919620308002"
    type_number(part, body + check_character(body))
    verdict = part.form.verdict("id_number")
    assert verdict.kind == "hint"
    assert "999999" in verdict.words
    type_into(part, "name", "王建国")
    part.confirm.click()
    settle()
    assert session.status().residents == 1


def test_saving_goes_to_the_person(part: ResidentFormPart, page: PeoplePage, session: Session, settle: Settle) -> None:
    type_into(part, "name", "王建国")
    type_into(part, "phone", "13800001111")
    part.form.entry("keep_private").show_typed("1")
    part.confirm.click()
    settle()
    assert page.part() is page.person
    assert page.title() == "王建国"
    assert "登记好了" in page.strip.sentence()
    saved = session.people.named("王建国")[0]
    assert saved.keep_private


def test_nothing_is_saved_without_a_name(part: ResidentFormPart, session: Session, settle: Settle) -> None:
    part.confirm.click()
    settle()
    assert part.form.verdict("name").words == "请填写姓名"
    assert session.status().residents == 0


def test_maybe_the_same_person_is_said_while_typing(
    part: ResidentFormPart, page: PeoplePage, li_shufen: Resident, settle: Settle
) -> None:
    type_into(part, "name", "李淑芬")
    type_into(part, "villager_group", "3组")
    settle()
    assert part.alike.words() == ["李淑芬，同组同名"]
    part._dismiss()
    assert part.alike.isHidden()
    type_into(part, "birth_day", "1962-03-08")
    settle()
    assert part.alike.isHidden()
    type_number(part, li_shufen.id_number)
    settle()
    assert part.alike.words() == ["李淑芬，身份证号相同"]
    button = part.alike.buttons()[0]
    assert button.text() == "就是她"
    button.click()
    settle()
    assert page.part() is page.person
    assert page.title() == "李淑芬"


def test_a_number_that_is_taken_is_refused_beside_it(
    part: ResidentFormPart, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    type_into(part, "name", "李素芬")
    type_number(part, li_shufen.id_number)
    part.confirm.click()
    settle()
    assert "已经登记给李淑芬" in part.form.verdict("id_number").words
    assert part.confirm.isEnabled()
    assert session.status().residents == 1


def test_a_new_household_is_made_with_its_head(
    part: ResidentFormPart, session: Session, settle: Settle
) -> None:
    type_into(part, "name", "王建国")
    type_into(part, "villager_group", "2组")
    part.form.household.box.setFocus()
    part.form.household.box.setText("新")
    settle()
    assert part.form.household.box.list.take()
    assert part.form.makes_household()
    part.confirm.click()
    settle()
    saved = session.people.named("王建国")[0]
    assert saved.household_id is not None
    assert saved.household_role == "户主"
    assert session.people.household(saved.household_id).head_name == "王建国"


def test_changing_masks_the_number_and_journals_the_look(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("people", li_shufen.id, "edit"))
    settle()
    part = page.filling
    assert part.form.id_number.box.text().startswith("231221*")
    assert part.form.typed()["id_number"] == li_shufen.id_number
    before = session.status().journal
    part.form.id_number._turn()
    settle()
    assert session.status().journal == before + 1
    type_into(part, "phone", "13900002222")
    part.confirm.click()
    settle()
    assert session.people.find(li_shufen.id).phone == "13900002222"
    assert "改好了" in page.strip.sentence()


def test_moving_away_needs_a_day_that_is_one(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("people", li_shufen.id, "edit"))
    settle()
    part = page.filling
    type_into(part, "left_on", "2026-13-01")
    part.confirm.click()
    settle()
    assert part.form.verdict("left_on").words
    type_into(part, "left_on", "2026-10-01")
    type_into(part, "left_reason", "随子女进城")
    part.confirm.click()
    settle()
    assert session.people.find(li_shufen.id).left_reason == "随子女进城"


def test_the_page_of_a_person(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    from app.cases.facts import Applicant, NewCase

    household, _ = session.people.register_household(
        TypedHousehold(number="001", head_name="李淑芬"), session.operator.id
    )
    import msgspec

    from app.people.facts import typed_again

    for one in (li_shufen, villager(session, "王建国", "1955-05-01", "3组", "001")):
        typed = msgspec.structs.replace(typed_again(one), household_id=household.id, household_role="户主")
        session.people.edit(one.id, typed, session.operator.id)
    new = NewCase(applicant=Applicant(id=li_shufen.id, name="李淑芬"), item_code="D01")
    case, _ = session.cases.register(new, session.operator)
    window.go(Goto("people", li_shufen.id))
    settle()
    person = page.person
    assert person._facts.shown()["身份证号"].startswith("231221*")
    assert person.household.facts.shown()["户号"] == "001"
    assert [button.text() for button in person.household.members] == ["王建国（户主）"]
    before = session.status().journal
    person.look.click()
    settle()
    assert person._facts.shown()["身份证号"] == li_shufen.id_number
    assert session.status().journal == before + 1
    person.copy.click()
    assert QGuiApplication.clipboard().text() == li_shufen.id_number
    assert "10 秒后从剪贴板清掉" in page.strip.sentence()
    assert person._model.row(0).number == case.number  # type: ignore[union-attr]
    person.cases.chosen.emit(person._model.row(0))
    settle()
    assert window.place() == "cases"
    window.back()
    settle()
    person.household.members[0].click()
    settle()
    assert page.title() == "王建国"
    person.register.click()
    settle()
    assert window.place() == "cases"


def test_somebody_who_is_gone_is_told(page: PeoplePage, window: MainWindow, settle: Settle) -> None:
    window.go(Goto("people", "01a00000-0000-7000-8000-00000000dead"))
    settle()
    assert "找不到这位村民" in "".join(page.person._facts.shown().values())


def test_a_person_without_household_or_cases_says_so(
    page: PeoplePage, window: MainWindow, session: Session, settle: Settle
) -> None:
    one, _ = session.people.register(TypedResident(name="张秀英"), session.operator.id)
    window.go(Goto("people", one.id))
    settle()
    assert page.person.household.facts.shown() == {"户": "还没有归到哪一户"}
    assert not page.person._no_cases.isHidden()
    session.emit(session.people.edit(one.id, TypedResident(name="张秀兰"), session.operator.id)[1])
    settle()
    assert page.title() == "张秀兰"


def test_a_saved_villager_can_be_taken_back(
    part: ResidentFormPart, page: PeoplePage, session: Session, settle: Settle
) -> None:
    type_into(part, "name", "王建国")
    part.confirm.click()
    settle()
    assert page.undo()
    settle()
    assert session.status().residents == 0
    assert page.person.revive.isVisible()
    page.person.revive.click()
    settle()
    assert session.status().residents == 1
    assert page.person.register.isVisible()


def test_a_change_can_be_taken_back(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("people", li_shufen.id, "edit"))
    settle()
    type_into(page.filling, "phone", "13900002222")
    page.filling.confirm.click()
    settle()
    assert page.undo()
    settle()
    assert session.people.find(li_shufen.id).phone == li_shufen.phone


def test_removing_asks_why_and_offers_to_bring_back(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    window.go(Goto("people", li_shufen.id))
    settle()
    person = page.person
    person.remove.click()
    person.removal.confirm.click()
    assert person.removal.form.verdict("reason").words == "请填写原因"
    window.back()
    assert person.removal.isHidden()
    person.remove.click()
    person.removal.form.entry("reason").show_typed("登记重了")
    person.removal.confirm.click()
    settle()
    assert session.people.find(li_shufen.id).deleted
    assert person._facts.shown()["名册"] == "已移出名册"
    assert page.undo()
    settle()
    assert not session.people.find(li_shufen.id).deleted


def test_a_household_is_changed_in_place(
    page: PeoplePage, window: MainWindow, session: Session, li_shufen: Resident, settle: Settle
) -> None:
    import msgspec

    from app.people.facts import typed_again

    household, _ = session.people.register_household(TypedHousehold(head_name="李淑芬"), session.operator.id)
    typed = msgspec.structs.replace(typed_again(li_shufen), household_id=household.id)
    session.people.edit(li_shufen.id, typed, session.operator.id)
    window.go(Goto("people", li_shufen.id))
    settle()
    panel = page.person.household
    panel.edit.click()
    assert panel.form.isVisible()
    window.back()
    assert panel.form.isHidden()
    panel.edit.click()
    panel.form.entry("phone").show_typed("1")
    panel.keep.click()
    settle()
    assert "不是电话号码" in panel.form.verdict("phone").words
    panel.form.entry("phone").show_typed("0451-55123456")
    panel.keep.click()
    settle()
    assert session.people.household(household.id).phone == "0451-55123456"
    assert panel.form.isHidden()
