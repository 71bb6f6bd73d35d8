from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.changes import Changes
from app.core.errors import OfficeLocked
from app.search.hits import Hit as Found
from ui.main_window.places import Place
from ui.main_window.top_bar import TopBar, grouped
from ui.main_window.window import MainWindow
from ui.say import Undo
from ui.widgets.desk import Desk, Goto
from ui.widgets.entry import TextEntry
from ui.widgets.hits import Hit
from ui.widgets.page import Page

Shown = Callable[[QWidget], QWidget]


class Sample(Page):
    """A page that remembers what happened to it."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title, scrolls=True)
        self.seen: list[tuple[str, str]] = []
        self.told: list[Changes] = []
        self.deep = 0
        self.pressed = 0
        self.field = TextEntry()
        self.field.name_it("一个字段")
        self.body.addWidget(self.field)
        self.main_action("做", self._press)

    def opened(self, subject: str = "", what: str = "") -> None:
        self.seen.append((subject, what))

    def changed(self, changes: Changes) -> None:
        self.told.append(changes)

    def step_back(self) -> bool:
        self.deep -= 1
        return self.deep >= 0

    def first_focus(self) -> QWidget:
        return self.field.inner

    def _press(self) -> None:
        self.pressed += 1


def place(key: str, words: str) -> Place:
    return Place(key, words, lambda desk: Sample(desk, words))


PLACES = (place("today", "今日"), place("cases", "代办"), place("people", "村民"), place("catalogue", "事项"))


@pytest.fixture
def window(desk: Desk, shown: Shown) -> MainWindow:
    made = MainWindow(desk, "示例村", PLACES)
    shown(made)
    return made


def page(window: MainWindow) -> Sample:
    shown_page = window.page()
    assert isinstance(shown_page, Sample)
    return shown_page


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget(), key, modifier)


def test_it_opens_at_the_first_place_and_builds_the_others_on_demand(window: MainWindow) -> None:
    assert window.page().title() == "今日"
    assert set(window._pages) == {"today"}
    assert page(window).field.inner.hasFocus()
    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page().title() == "村民"
    assert set(window._pages) == {"today", "people"}
    assert window._bar._buttons["people"].isChecked()
    assert not window._bar._buttons["today"].isChecked()


def test_a_page_is_built_once_and_opened_each_time(window: MainWindow) -> None:
    first = page(window)
    window.go(Goto("cases"))
    window.go(Goto("today", "7", "new"))
    assert page(window) is first
    assert first.seen == [("", ""), ("7", "new")]


def test_a_page_asks_to_go_elsewhere_and_escape_comes_back(window: MainWindow) -> None:
    first = page(window)
    first.goto.emit(Goto("cases", "12"))
    assert window.place() == "cases"
    assert page(window).seen == [("12", "")]
    page(window).deep = 1
    press(window, Qt.Key.Key_Escape)
    assert window.place() == "cases"
    press(window, Qt.Key.Key_Escape)
    assert window.place() == "today"
    press(window, Qt.Key.Key_Escape)
    assert window.place() == "today"


def test_an_unknown_place_is_a_bug(window: MainWindow) -> None:
    with pytest.raises(LookupError):
        window.go(Goto("nowhere"))
    assert not window.has_place("nowhere")
    assert window.has_place("people")


def test_the_search_is_one_key_away_and_leads_to_what_was_found(
    window: MainWindow, desk: Desk, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Found("item", "D01", "低保", "D01"),
        Found("resident", "r1", "李淑芬", "二组"),
        Found("case", "c1", "件", ""),
    ]
    asked: list[str] = []

    def find(text: str, limit: int) -> list[Found]:
        asked.append(text)
        return found[:limit]

    monkeypatch.setattr(desk.session.search, "find", find)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window._top.box
    assert box.hasFocus()
    QTest.keyClicks(box, "lsf")
    settle()
    assert asked[-1] == "lsf"
    assert [hit.group for hit in box.list.hits()] == ["村民", "代办", "事项"]
    assert box.list.isVisible()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert window.place() == "cases"
    assert page(window).seen == [("c1", "")]
    assert box.text() == ""


def test_enter_waits_for_an_answer_that_is_on_its_way(
    window: MainWindow, desk: Desk, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.session.search, "find", lambda text, _: [Found("resident", text, "李", "")])
    window._top.focus_search()
    QTest.keyClicks(window._top.box, "li")
    press(window, Qt.Key.Key_Return)
    settle()
    assert window.place() == "people"
    assert page(window).seen == [("li", "")]


def test_escape_puts_the_list_away_then_leaves_the_search(
    window: MainWindow, settle: Callable[[], None]
) -> None:
    window._top.focus_search()
    QTest.keyClicks(window._top.box, "zzzz")
    settle()
    assert window._top.box.list.hits() == []
    assert window._top.box.list.isVisible()
    assert not window._top.box.list.take()
    press(window, Qt.Key.Key_Escape)
    assert not window._top.box.list.isVisible()
    assert window._top.box.hasFocus()
    press(window, Qt.Key.Key_Escape)
    assert page(window).field.inner.hasFocus()
    assert window._top.box.text() == ""


def test_a_case_named_by_its_number_comes_first() -> None:
    hits = [Hit("case", "c", "2026-00017"), Hit("resident", "r", "李"), Hit("item", "i", "低保")]
    assert [hit.kind for hit in grouped(hits)] == ["case", "resident", "item"]
    assert [hit.kind for hit in grouped(hits[::-1])] == ["resident", "case", "item"]


def test_f1_explains_the_place_and_escape_puts_it_away(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1)
    assert window._help.isVisible()
    assert window._help._title.text() == "今日 · 说明"
    assert "Ctrl+K" in window._help._text.toPlainText()
    assert window._help.geometry().right() <= window.rect().right()
    press(window, Qt.Key.Key_Escape)
    assert not window._help.isVisible()
    assert page(window).field.inner.hasFocus()
    press(window, Qt.Key.Key_F1)
    press(window, Qt.Key.Key_F1)
    assert not window._help.isVisible()


def test_ctrl_z_takes_back_what_the_page_offers_but_a_field_undoes_its_own_typing(window: MainWindow) -> None:
    back: list[int] = []
    page(window).strip.tell("已登记。", Undo(lambda: back.append(1)))
    QTest.keyClicks(page(window).field.inner, "abc")
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (page(window).field.typed(), back) == ("", [])
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert back == [1]
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert back == [1]
    assert page(window).strip.sentence() == ""


def test_only_the_page_that_is_shown_hears_of_changes(window: MainWindow, desk: Desk) -> None:
    first, changes = page(window), Changes.of([("cases", "1")])
    desk.session.emit(changes)
    window.go(Goto("people"))
    desk.session.emit(changes)
    assert first.told == [changes]
    assert page(window).told == [changes]


def test_a_refusal_inside_a_page_is_told_in_its_strip(
    window: MainWindow, desk: Desk, settle: Callable[[], None]
) -> None:
    def refuse() -> None:
        raise OfficeLocked("别人")

    desk.work.write(page(window).field.inner, refuse)
    settle()
    assert "别人" in page(window).strip.sentence()
    window.go(Goto("cases"))
    window.go(Goto("today"))
    assert page(window).strip.sentence() == ""


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow) -> None:
    main = page(window).main
    assert main is not None
    main.setFocus()
    before = main.grab().toImage()
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Space)
    assert page(window).pressed == 2
    page(window).field.setFocus()
    assert main.grab().toImage() != before
    with pytest.raises(RuntimeError):
        page(window).main_action("又一个", int)


def test_everything_is_reached_by_the_keyboard_and_has_a_name(
    window: MainWindow, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(window) == []
    seen: list[QWidget] = []
    for _ in range(30):
        press(window, Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    names = {widget.accessibleName() for widget in seen}
    assert {"搜索", "一个字段"} <= names
    assert page(window).main in seen
    assert window._bar._buttons["today"] in seen


@pytest.mark.parametrize("who", ["示例村 · 王守田", "很长很长的某某街道便民服务中心 · 欧阳守田"])
def test_the_top_bar_fits(desk: Desk, shown: Shown, who: str, cut: Callable[[QWidget], list[str]]) -> None:
    bar = TopBar(desk, who)
    shown(bar)
    bar.resize(1200, bar.heightForWidth(1200) if bar.hasHeightForWidth() else bar.sizeHint().height())
    assert cut(bar) == []
