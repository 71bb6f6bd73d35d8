"""The section 回收站, and the past on the pages of cases and villagers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.cases.facts import Applicant, NewCase
from app.people.facts import Resident, TypedResident
from tests.ui.window_of import rows_of
from ui.history.bin_part import BinPart
from ui.main_window.window import MainWindow
from ui.widgets.desk import Goto
from ui.widgets.past_panel import PastPanel

Settle = Callable[[], None]


@pytest.fixture
def bin_part(window: MainWindow, li_shufen: Resident, settle: Settle) -> BinPart:
    session = window._desk.session
    session.people.remove(li_shufen.id, session.operator.id, "登记重复")
    window.go(Goto("settings", what="bin"))
    settle()
    part = window.page().part()  # type: ignore[attr-defined]
    assert isinstance(part, BinPart)
    return part


def test_an_empty_bin_says_what_belongs_there(window: MainWindow, settle: Settle) -> None:
    window.go(Goto("settings", what="bin"))
    settle()
    part = window.page().part()  # type: ignore[attr-defined]
    assert part._stack.currentWidget() is part._nothing
    assert not part._foot.isVisible()


def test_a_line_comes_back_with_a_reason(
    window: MainWindow, bin_part: BinPart, li_shufen: Resident, settle: Settle
) -> None:
    (line,) = rows_of(bin_part._model)
    assert line[:2] == ["村民", "李淑芬"]
    assert line[4] == "登记重复"
    bin_part.list.setFocus()
    bin_part.list.setCurrentIndex(bin_part._model.index(0, 0))
    QTest.keyClick(bin_part.list, Qt.Key.Key_Return)
    assert bin_part.reason.isVisible()
    assert bin_part.step_back()
    bin_part.revive.click()
    bin_part.reason.form.show_typed({"reason": "没有重复"})
    bin_part.reason.confirm.click()
    settle()
    assert "村民 李淑芬 已恢复" in window.strip.sentence()
    assert not window._desk.session.people.find(li_shufen.id).deleted
    assert rows_of(bin_part._model) == []


def test_its_past_can_be_read_there(bin_part: BinPart, settle: Settle) -> None:
    bin_part.past.ask.click()
    settle()
    assert [words.split()[1] for words in bin_part.past.timeline.words()] == ["移出名册", "登记"]


def past_of(window: MainWindow, goto: Goto, settle: Settle) -> PastPanel:
    window.go(goto)
    settle()
    return window.page().part().past  # type: ignore[attr-defined,no-any-return]


def test_a_villager_s_past_opens_masked_and_in_full_after_a_noted_look(
    window: MainWindow, li_shufen: Resident, settle: Settle
) -> None:
    panel = past_of(window, Goto("people", li_shufen.id), settle)
    assert not panel.is_open()
    panel.ask.click()
    settle()
    assert panel.is_open()
    assert li_shufen.id_number not in "".join(panel.timeline.words())
    panel.look.click()
    settle()
    assert li_shufen.id_number in "".join(panel.timeline.words())
    assert "查看完整号码" in panel.timeline.words()[0]
    window.back()
    assert not panel.is_open()
    assert QApplication.focusWidget() is panel.ask


def test_the_past_grows_while_it_is_open_and_shows_thirty_at_once(
    window: MainWindow, li_shufen: Resident, settle: Settle
) -> None:
    session = window._desk.session
    for n in range(40):
        session.people.edit(li_shufen.id, TypedResident(name="李淑芬", note=f"{n}"), session.operator.id)
    panel = past_of(window, Goto("people", li_shufen.id), settle)
    panel.open()
    settle()
    assert len(panel.timeline.words()) == 30
    assert panel.more.text() == "再往前看（还有 11 条）"
    panel.more.click()
    assert len(panel.timeline.words()) == 41
    assert not panel.more.isVisible()
    session.people.edit(li_shufen.id, TypedResident(name="李淑芬", note="新"), session.operator.id)
    panel.show_subject("residents", li_shufen.id)
    settle()
    assert len(panel.timeline.words()) == 42


def test_an_answer_for_another_one_is_dropped(window: MainWindow, li_shufen: Resident, settle: Settle) -> None:
    panel = past_of(window, Goto("people", li_shufen.id), settle)
    panel.open()
    panel.show_subject("residents", "somebody else")
    settle()
    assert not panel.is_open()
    assert not panel.step_back()


def test_a_case_s_past_is_told_even_when_the_case_is_gone(window: MainWindow, settle: Settle) -> None:
    session = window._desk.session
    new = NewCase(applicant=Applicant(name="李淑芬"), item_code="D01")
    case, _ = session.cases.register(new, session.operator)
    session.cases.remove(case.number, "登记错了", session.operator)
    panel = past_of(window, Goto("cases", case.id), settle)
    panel.open()
    settle()
    assert [words.split()[1] for words in panel.timeline.words()] == ["删除", "登记"]
