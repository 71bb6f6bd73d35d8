"""A ledger is made in the window: designed with the keys alone, looked at, tried out, published, entered into."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ledgers.facts import Entry
from app.operators.rights import NotAllowed, Rights
from app.session import Session
from tests.app.ledgers.designs import ferry
from ui.ledgers.designing.design_part import DesignPart
from ui.ledgers.designing.look_panel import FORM, LIST, PAPER
from ui.ledgers.designing.said_panel import FIELDS, HEAD
from ui.ledgers.designing.said_panel import PAPER as PAPER_STEP
from ui.ledgers.front_part import FrontPart
from ui.ledgers.page import LedgersPage
from ui.main_window.window import MainWindow
from ui.style import show_text_size
from ui.widgets.desk import Desk, Goto
from ui.widgets.list_view import ListView

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
EIGHT = (
    ("坐船人", "ywcm", ""),
    ("电话", "", ""),
    ("方向", "xyx", "过河\n回村"),
    ("人数", "zs", ""),
    ("收费", "je", ""),
    ("下次年检", "rq", ""),
    ("备注", "ydh", ""),
)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    for at, line in enumerate(text.split("\n")):
        if at:
            press(Qt.Key.Key_Return)
        if line.isascii():
            QTest.keyClicks(focused(), line)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(line)
            QCoreApplication.sendEvent(focused(), event)


def tab_to(widget: QWidget) -> None:
    for _ in range(80):
        if focused() is widget or widget.isAncestorOf(focused()):
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"{widget.accessibleName()} is not reached with the Tab key")


def rows(shown: ListView | None) -> list[list[str]]:
    assert shown is not None
    model = shown.model()
    columns = range(model.columnCount())
    return [[str(model.data(model.index(row, at))) for at in columns] for row in range(model.rowCount())]


@pytest.fixture
def design(window: MainWindow, session: Session, settle: Settle) -> DesignPart:
    """Open a draft of eight fields."""
    n = session.drafts.keep(0, ferry())
    window.go(Goto("ledgers", f"/{n}", "draft"))
    settle()
    page = window.page()
    assert isinstance(page, LedgersPage)
    return page.design


def settled(part: DesignPart, settle: Settle) -> None:
    """Do what the pause after the last key does."""
    part._settle()
    settle()


def test_a_ledger_of_eight_fields_is_made_tried_published_and_entered_with_the_keys_alone(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    tab_to(page.front.make)
    press(Qt.Key.Key_Return)
    settle()
    assert page.part() is page.beginning
    press(Qt.Key.Key_Return)
    settle()
    part = page.design
    assert page.part() is part
    for typed in ("渡船登记", "bmfw", "谁坐了渡船。", "", ""):
        type_text(typed)
        press(Qt.Key.Key_Return)
    assert part.said.step() == FIELDS
    for label, kind, choices in EIGHT:
        press(Qt.Key.Key_Return, CTRL)
        type_text(label)
        press(Qt.Key.Key_Return)
        type_text(kind)
        press(Qt.Key.Key_Return)
        type_text(choices)
    settled(part, settle)
    assert [one.partition(" · ")[0] for one in part.said.fields.words()] == [
        f"{at}. {label}" for at, label in enumerate(("日期", *(one[0] for one in EIGHT)), 1)
    ]
    form = part.look.form
    assert form is not None
    tab_to(form.entry(part.look._fields[1].key))
    type_text("李四")
    settle()
    press(Qt.Key.Key_Return)
    tab_to(part.look.try_button)
    press(Qt.Key.Key_Return)
    settle()
    assert [row[:2] for row in rows(part.look.list)] == [["2026-10-09", "李四"]]
    assert page.main is not None
    tab_to(page.main)
    press(Qt.Key.Key_Return)
    settle()
    assert part.question.confirm.hasFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert page.title() == "渡船登记"
    assert session.ledgers.entries("duchuandengji") == []
    assert (session.drafts.all(), len(session.ledgers.ledger("duchuandengji").field)) == ([], 8)
    tab_to(page.main)
    press(Qt.Key.Key_Return)
    settle()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Backtab)
    filling = page.filling.form
    assert filling is not None
    tab_to(filling.entry("zuochuanren"))
    type_text("王五")
    settle()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_S, CTRL)
    settle()
    assert [one.name for one in session.ledgers.entries("duchuandengji")] == ["王五"]


def test_what_is_designed_is_seen_at_once_and_what_is_wrong_stands_beside_its_line(
    design: DesignPart, settle: Settle
) -> None:
    assert len(rows(design.look.list)) == 3
    assert design.look.paper.is_drawn() or design.look.paper._pages == 1
    said = design.said
    said.go_to(FIELDS)
    said.fields.list.setCurrentRow(4)
    assert said.field.entry("label").typed() == "人数"
    said.field.entry("least").show_typed("很少")
    settled(design, settle)
    assert said.field.verdict("least").words == "这里要写数"
    assert said.fields.words()[4].startswith("！ 5. 人数")
    said.go_to(HEAD)
    design.run_main()
    assert (said.step(), design.question.isHidden()) == (FIELDS, True)
    assert focused() is said.field.entry("least").inner
    assert design.look.form is not None
    key = design.look._fields[4].key
    design.look.form.entry(key).show_typed("7")
    said.field.entry("least").show_typed("8")
    said.field.entry("label").show_typed("几个人")
    settled(design, settle)
    assert design.look.form.entry(key).typed() == "7"
    assert design.look.form.verdict(key).words == "不能小于 8人"
    said.field.entry("default").show_typed("9")
    settled(design, settle)
    assert said.field.verdict("least").kind == "fine"
    assert design.look.form is not None
    assert "几个人" in [design.look.form._fields[one.key].label.text() for one in design.look._fields]
    said.head.entry("title").show_typed("三会一课")
    settled(design, settle)
    assert said.head.verdict("title").words == "已经有一本台账叫这个名称，请换一个"
    assert design.title() == "三会一课 · 还没有发布"


def test_fields_are_moved_taken_away_and_brought_back(design: DesignPart, window: MainWindow, settle: Settle) -> None:
    said = design.said
    said.go_to(FIELDS)
    said.fields.list.setCurrentRow(2)
    press(Qt.Key.Key_Up, CTRL)
    assert [one.label for one in design._design.fields[:3]] == ["日期", "电话", "坐船人"]
    assert design._design.listed[:2] == (design._design.fields[0].key, design._design.fields[1].key)
    said.fields.down.click()
    said.fields.away.click()
    assert "电话" not in [one.label for one in design._design.fields]
    assert window.page().undo()
    assert [one.label for one in design._design.fields[:3]] == ["日期", "坐船人", "电话"]
    said.fields.add.click()
    assert [one.label for one in design._design.fields[:5]] == ["日期", "坐船人", "电话", "", "方向"]
    assert focused() is said.field.entry("label").inner
    settled(design, settle)
    assert len(design._design.fields) == 9


def test_a_half_designed_ledger_is_there_again_and_can_be_thrown_away(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle
) -> None:
    window.go(Goto("ledgers", "mediation", "copy"))
    settle()
    part = page.design
    assert part._design.states
    assert not session.drafts.all()
    part.said.head.entry("title").show_typed("邻里调")
    part.said.head.entry("title").show_typed("邻里调解")
    window.go(Goto("today"))
    settle()
    (draft,) = session.drafts.all()
    assert draft.design.title == "邻里调解"
    window.go(Goto("ledgers", "", "design"))
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert page.title() == "邻里调解 · 还没有发布"
    assert page.step_back()
    settle()
    assert page.part() is page.beginning
    page.beginning.away.click()
    settle()
    assert session.drafts.all() == []
    assert page.undo()
    settle()
    assert [one.design.title for one in session.drafts.all()] == ["邻里调解"]
    page.beginning.form.entry("like").show_typed("meeting")
    page.beginning.run_main()
    settle()
    assert part._design.signature == session.ledgers.ledger("meeting").register.signature
    assert part.said.head.entry("title").typed() == ""


def test_a_published_ledger_is_improved_and_its_fields_stay(
    window: MainWindow, page: LedgersPage, session: Session, settle: Settle, add: Callable[..., Entry]
) -> None:
    session.drafts.publish(0, ferry())
    entry = add("duchuandengji", {"renshu": "3"})
    window.go(Goto("ledgers", "duchuandengji"))
    settle()
    page.list.redesign.click()
    settle()
    part = page.design
    part.said.go_to(FIELDS)
    part.said.fields.list.setCurrentRow(4)
    assert not part.said.fields.away.isEnabled()
    kind = part.said.field.entry("kind")
    kind.show_typed("money")
    assert kind.typed() != "money"
    kind.show_typed("line")
    settled(part, settle)
    part.run_main()
    assert "第 2 版" in part.question._heading.text()
    assert part.step_back()
    assert part.question.isHidden()
    part.run_main()
    part.question.confirm.click()
    settle()
    assert "第 2 版发布好了" in page.strip._sentence.text()
    assert session.ledgers.entry("duchuandengji", entry.id).values["renshu"] == "3"


def test_what_is_tried_is_judged_as_in_earnest_and_leaves_nothing(
    design: DesignPart, session: Session, settle: Settle
) -> None:
    before = session.store.journal.last_seq
    look = design.look
    look.try_button.click()
    assert look.form is not None
    assert look.form.verdict(look._fields[1].key).kind == "fault"
    look.form.entry(look._fields[1].key).show_typed('{"id":"","name":"李四"}')
    look.form.entry(look._fields[4].key).show_typed("99")
    look.tried.emit(look.form.given())
    settle()
    assert "不能大于 20" in look._trouble.text()
    look.form.entry(look._fields[4].key).show_typed("9")
    look.try_button.click()
    settle()
    assert [row[1] for row in rows(look.list)] == ["李四"]
    design.said.show_field(design._design.fields[4].key)
    design.said.field.entry("most").show_typed("5")
    settled(design, settle)
    assert "对不上" in look._told.text()
    look.forget.click()
    settle()
    assert len(rows(look.list)) == 3
    assert session.store.journal.last_seq == before
    assert not list(session.home.temporary.glob("try-*"))


def test_choices_and_columns_typed_letter_by_letter_are_kept_as_they_are_read(
    design: DesignPart, settle: Settle
) -> None:
    said = design.said
    said.show_field(design._design.fields[3].key)
    for typed in ("过河\n回村\n靠", "过河\n回村\n靠岸", "过河\n回\n靠岸", "过河\n\n靠岸", "过河\n回村\n靠岸"):
        said.field.entry("choices").show_typed(typed)
    found = design._design.fields[3].choices
    assert [(one.value, one.label) for one in found] == [(label, label) for label in ("过河", "回村", "靠岸")]
    said.field.entry("kind").show_typed("rows")
    for typed in ('[{"label":"姓"}]', '[{"label":"姓名"}]', '[{"label":"姓名"},{"label":"几"}]'):
        said.field.entry("columns").show_typed(typed)
    assert [(one.key, one.label) for one in design._design.fields[3].columns] == [("new_1", "姓名"), ("new_2", "几")]


def test_whoever_may_not_set_up_the_station_sees_why_no_ledger_can_be_made(
    desk: Desk, session: Session, qtbot: QtBot
) -> None:
    session.rights = Rights("代办员")
    part = FrontPart(desk)
    qtbot.addWidget(part)
    assert (part.make.isEnabled(), part.make.toolTip()) == (False, "“代办员”不能修改本站设置和工作日历。")
    with pytest.raises(NotAllowed):
        session.drafts.keep(0, ferry())
    assert session.drafts.all() == []


def test_what_cannot_be_published_or_is_gone_is_said_and_leaves_the_office_as_it_was(
    design: DesignPart, window: MainWindow, session: Session, settle: Settle
) -> None:
    design.run_main()
    assert not design.question.isHidden()
    session.drafts.publish(0, ferry())
    before = session.store.journal.last_seq
    design.question.confirm.click()
    settle()
    assert "已经有一本台账叫这个名称" in window.page().strip._sentence.text()
    assert (session.store.journal.last_seq, len(session.drafts.all())) == (before, 1)
    design.said.head.entry("title").show_typed("渡船😀")
    settled(design, settle)
    design.look.show_page(PAPER)
    assert "！" in design.look._told.text()
    window.go(Goto("ledgers", "/999", "draft"))
    settle()
    page = window.page()
    assert isinstance(page, LedgersPage)
    assert page.part() is page.beginning
    assert "已经不在了" in page.strip._sentence.text()


def test_sums_orders_rhythm_and_small_tables_are_said_in_the_window(design: DesignPart, settle: Settle) -> None:
    said = design.said
    paid = design._design.fields[5].key
    said.show_field(paid)
    said.field.entry("sums").show_typed("")
    said.field.entry("shown").show_typed("printed\nsearch")
    assert [one.kind for one in design._design.measures] == ["count"]
    assert (paid in design._design.listed, design._design.field(paid).search) == (False, True)
    said.show_field(design._design.fields[6].key)
    said.field.entry("warn").show_typed("7")
    assert [one.warn_days for one in design._design.duties if one.kind == "expires"] == [7]
    said.field.entry("kind").show_typed("rows")
    said.field.entry("columns").show_typed(
        '[{"label":"姓名"},{"label":"几岁","kind":"whole","unit":"岁","required":"是"}]'
    )
    assert [(one.label, one.kind, one.required) for one in design._design.fields[6].columns] == [
        ("姓名", "line", False),
        ("几岁", "whole", True),
    ]
    said.go_to(PAPER_STEP)
    paper = said.paper
    paper.entry("span").show_typed("quarter")
    paper.entry("times").show_typed("0")
    assert paper.verdict("times").kind == "fault"
    paper.entry("times").show_typed("3")
    paper.entry("signature").show_typed("船工，村主任")
    paper.entry("orientation").show_typed("portrait")
    paper.entry("count").show_typed("")
    settled(design, settle)
    (rhythm,) = [one for one in design._design.duties if one.key == "rhythm"]
    assert (rhythm.in_, rhythm.least, design._design.signature) == ("quarter", 3, ("船工", "村主任"))
    assert design._design.measures == ()
    paper.entry("span").show_typed("")
    assert design._design.duties == ()
    said.go_to(HEAD)
    assert said.head.entry("day").isHidden()
    design.run_main()
    assert not design.question.isHidden()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_and_nothing_is_nameless(
    percent: int,
    design: DesignPart,
    window: MainWindow,
    dressed: QApplication,
    settle: Settle,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
) -> None:
    show_text_size(dressed, percent)
    window.resize(1366, 768)
    settle()
    for step, page in ((HEAD, FORM), (FIELDS, LIST), (PAPER_STEP, PAPER)):
        design.said.go_to(step)
        design.look.show_page(page)
        settle()
        assert (cut(window.page()), nameless(window.page())) == ([], [])
    design.said.show_field(design._design.fields[3].key)
    design.said.field.entry("kind").show_typed("rows")
    design.run_main()
    settle()
    assert (cut(window.page()), nameless(window.page())) == ([], [])
    design.step_back()
    settle()
    assert (cut(window.page()), nameless(window.page())) == ([], [])
