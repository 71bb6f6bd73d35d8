"""The catalogue on the screen: finding, reading, changing, stopping, restoring, refusing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.catalogue.facts import Material
from app.session import Session
from tests.ui.window_of import Look, Settle, look_at_views, rows_of
from ui.catalogue.materials import read_materials, shown_materials
from ui.catalogue.page import CataloguePage
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto


def names(page: CataloguePage) -> list[str]:
    return [row[1] for row in rows_of(page.list._model)]


def open_item(window: MainWindow, settle: Settle, code: str, what: str = "") -> None:
    window.go(Goto("catalogue", code, what))
    settle()


def test_all_items_stand_there(page: CataloguePage) -> None:
    assert len(names(page)) == 63
    assert page.list._count.text() == "共 63 项。回车打开。"


def test_an_item_is_found_by_initials_and_category(page: CataloguePage, settle: Settle) -> None:
    page.list.text.setText("canjiren")
    settle()
    assert names(page)
    assert all("残疾人" in name for name in names(page))
    page.list.text.clear()
    page.list.category.choose("民事调解")
    settle()
    assert {row[2] for row in rows_of(page.list._model)} == {"民事调解"}


def test_nothing_found_offers_everything(page: CataloguePage, settle: Settle) -> None:
    page.list.text.setText("没有这样的事")
    settle()
    assert page.list._stack.currentWidget() is page.list._no_match
    page.list._no_match.button.click()  # type: ignore[union-attr]
    settle()
    assert len(names(page)) == 63


def test_a_certificate_that_must_not_be_issued_is_refused_with_the_reason(page: CataloguePage, settle: Settle) -> None:
    page.list.text.setText("单身证明")
    settle()
    assert "婚姻登记" in page.list.refusal.text()
    assert page.list.refusal.isVisible()
    page.list.text.setText("低保")
    settle()
    assert not page.list.refusal.isVisible()


def test_enter_leads_from_the_box_to_the_item(page: CataloguePage, settle: Settle) -> None:
    page.list.text.setFocus()
    QTest.keyClicks(page.list.text, "gljt")
    settle()
    QTest.keyClick(page.list.text, Qt.Key.Key_Return)
    assert page.list.list.hasFocus()
    QTest.keyClick(page.list.list, Qt.Key.Key_Return)
    settle()
    assert page.part() is page.item
    assert page.title() == "高龄津贴"
    assert page._button.hasFocus(), "Enter must lead to the form, and not stop the item"


def test_every_field_of_an_item_is_shown(window: MainWindow, page: CataloguePage, settle: Settle) -> None:
    open_item(window, settle, "D01")
    shown = page.item.facts.shown()
    assert {"代码", "类别", "承办部门", "办理方式", "时限", "材料", "收费", "公示"} <= shown.keys()
    assert {"办理条件", "办理流程"} <= shown.keys()
    assert {"承办人", "监督电话", "来源", "村里怎样参与"} <= shown.keys()
    assert "户口簿" in shown["材料"]
    assert "村里 3 个工作日" in shown["时限"]


def test_saving_makes_a_new_version(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    open_item(window, settle, "D01", "edit")
    form = page.filling.form
    form.entry("township_days").show_typed("20")
    form.entry("materials").show_typed("户口簿 2份\n申请书")
    settle()
    page._button.click()
    settle()
    version = session.catalogue.item("D01").version
    assert (version.version, version.township_days) == (2, 20)
    assert version.materials == (Material("户口簿", 2), Material("申请书"))
    assert page.part() is page.item
    assert page.item.versions.words()[0].startswith("2026年10月9日起 第 2 版（现在用的）")
    assert "第 2 版" in page.strip.sentence()


def test_saving_without_a_change_makes_no_version(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    open_item(window, settle, "D01", "edit")
    page._button.click()
    settle()
    assert session.catalogue.item("D01").version.version == 1
    assert "没有变" in page.strip.sentence()


def test_faults_stand_beside_their_fields_while_typing(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    open_item(window, settle, "D01", "edit")
    form = page.filling.form
    form.entry("total_days").show_typed("5")
    form.entry("complaint_phone").show_typed("问王会计")
    form.entry("name").show_typed("无犯罪记录证明")
    settle()
    assert "不够" in form.verdict("total_days").words
    assert "电话号码" in form.verdict("complaint_phone").words
    assert "公安机关" in form.verdict("name").words
    page._button.click()
    settle()
    assert session.catalogue.item("D01").version.version == 1
    assert page.part() is page.filling
    form.entry("total_days").show_typed("")
    settle()
    assert form.verdict("total_days").kind != "fault"


def test_an_item_of_our_own_gets_its_own_code(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    window.go(Goto("catalogue", what="new"))
    settle()
    page.filling.form.entry("name").show_typed("代写春联")
    page.filling.form.entry("department_code").show_typed("village")
    settle()
    page._button.click()
    settle()
    item = session.catalogue.item("S001")
    assert item.name == "代写春联"
    assert item.own
    assert not page.item.restoring.isVisible()
    assert "S001" in page.strip.sentence()


def test_a_new_item_needs_a_name(window: MainWindow, page: CataloguePage, session: Session, settle: Settle) -> None:
    window.go(Goto("catalogue", what="new"))
    settle()
    page._button.click()
    settle()
    assert page.filling.form.verdict("name").words == "请填写事项名称"
    assert len(session.catalogue.items()) == 63


def test_stopping_can_be_taken_back(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    open_item(window, settle, "D05")
    page.item.enabling.click()
    settle()
    assert not session.catalogue.item("D05").enabled
    assert "已停办" in page.item.badge.text()
    assert page.undo()
    settle()
    assert session.catalogue.item("D05").enabled
    assert page.item.enabling.text() == "停办"


def test_restoring_what_shipped_can_be_taken_back(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    shipped = session.catalogue.item("D05").version.conditions
    session.emit(session.catalogue.edit("D05", {"conditions": "本村八十岁以上"})[1])
    open_item(window, settle, "D05")
    assert page.item.restoring.isVisible()
    page.item.restoring.click()
    settle()
    assert session.catalogue.item("D05").version.conditions == shipped
    page.undo()
    settle()
    assert session.catalogue.item("D05").version.conditions == "本村八十岁以上"


def test_an_item_that_is_gone_is_told(window: MainWindow, page: CataloguePage, settle: Settle) -> None:
    open_item(window, settle, "X99")
    assert "没有“X99”" in page.item._trouble.text()
    assert page.item._trouble.isVisible()


def test_a_department_gets_its_contact(
    window: MainWindow, page: CataloguePage, session: Session, settle: Settle
) -> None:
    window.go(Goto("catalogue", what="departments"))
    settle()
    part = page.departments
    part.list.setCurrentIndex(part._model.index(1, 0))
    code = part._code
    part.form.entry("contact").show_typed("孙主任")
    page._button.click()
    settle()
    assert session.catalogue.departments()[code].contact == "孙主任"
    assert part._code == code
    part.form.entry("name").show_typed("")
    page._button.click()
    settle()
    assert part.form.verdict("name").kind == "fault"


def test_the_twenty_certificates_are_listed(window: MainWindow, page: CataloguePage, settle: Settle) -> None:
    window.go(Goto("catalogue", what="certificates"))
    settle()
    assert len(page.certificates.facts.shown()) == 20


def test_materials_read_back_what_they_show() -> None:
    known = (Material("户口簿", 2, "附表一"), Material("1寸照片", 4), Material("申请书"))
    assert read_materials(shown_materials(known), known) == known
    assert read_materials("身份证 x 3 份\n\n 照片 ") == (Material("身份证", 3), Material("照片"))


def test_nothing_is_cut_or_nameless(
    window: MainWindow, dressed: QApplication, cut: Look, nameless: Look, settle: Settle, qtbot: QtBot
) -> None:
    views = [Goto("catalogue"), Goto("catalogue", "D01"), Goto("catalogue", "D01", "edit")]
    views += [Goto("catalogue", what=what) for what in ("new", "departments", "certificates")]
    look_at_views(window, dressed, views, (cut, nameless), settle, qtbot)
