from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.widgets.choice_entry import ChoiceEntry, Option, TickEntry
from ui.widgets.day_entry import DayEntry, read_day
from ui.widgets.entry import LongTextEntry, TextEntry
from ui.widgets.form import Form
from ui.widgets.id_number_entry import IdNumberEntry
from ui.widgets.labels import Label
from ui.widgets.new_password import add_new_password, passwords_agree
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.ticks_entry import TicksEntry
from ui.widgets.verdict import FINE, Verdict, fault

Shown = Callable[[QWidget], QWidget]
TODAY = date(2026, 10, 9)
GOOD = "11010519491231002X"


def a_form(shown: Shown) -> Form:
    form = Form()
    form.add("name", "姓名", TextEntry(), needed=True)
    form.add("phone", "电话", TextEntry(), check=lambda typed: FINE if typed.isdigit() else fault("只能是数字"))
    form.add("note", "备注", TextEntry(), advice="可以不填")
    shown(form)
    return form


def beside(form: Form, key: str) -> str:
    return form._fields[key].beside.text()


def test_what_is_wrong_stands_beside_the_field_while_typing(shown: Shown) -> None:
    form = a_form(shown)
    assert beside(form, "name") == "要填"
    assert beside(form, "note") == "可以不填"
    box = form.entry("phone").inner
    QTest.keyClicks(box, "13a")
    assert beside(form, "phone") == "！ 只能是数字"
    assert box.accessibleDescription() == "只能是数字"
    assert not form.is_ready()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    assert beside(form, "phone") == ""


def test_enter_goes_to_the_next_line_and_on_the_last_one_finishes(shown: Shown) -> None:
    form, finished = a_form(shown), list[int]()
    form.finished.connect(lambda: finished.append(1))
    form.entry("name").setFocus()
    for key in ("name", "phone"):
        QTest.keyClick(form.entry(key).inner, Qt.Key.Key_Return)
    assert form.entry("note").inner.hasFocus()
    assert finished == []
    QTest.keyClick(form.entry("note").inner, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert finished == [1]
    QTest.keyClick(form.entry("name").inner, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert finished == [1, 1]


def test_a_hidden_line_is_passed_over_and_not_needed(shown: Shown) -> None:
    form = a_form(shown)
    form.show_line("name", there=False)
    form.focus_first()
    assert form.entry("phone").inner.hasFocus()
    assert form.is_ready()
    assert set(form.typed()) == {"phone", "note"}


def test_complete_says_everything_that_is_missing_and_goes_to_the_first(shown: Shown) -> None:
    form = a_form(shown)
    QTest.keyClicks(form.entry("phone").inner, "x")
    assert not form.complete()
    assert beside(form, "name") == "！ 请填写姓名"
    assert form.entry("name").inner.hasFocus()
    form.show_typed({"name": "王秀兰", "phone": "1"})
    assert form.complete()
    assert form.typed() == {"name": "王秀兰", "phone": "1", "note": ""}


def test_something_held_against_a_line_from_outside_goes_when_it_is_edited(shown: Shown) -> None:
    form = a_form(shown)
    form.tell("name", fault("已经有这个人"))
    assert form.verdict("name") == Verdict("fault", "已经有这个人")
    form.entry("name").show_typed("王")
    assert form.verdict("name") == FINE


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-9", date(2026, 10, 9)),
        ("2026.1.31", date(2026, 1, 31)),
        ("20261009", date(2026, 10, 9)),
        ("２０２６年１０月９日", date(2026, 10, 9)),
        ("10-9", date(2026, 10, 9)),
        ("1月5日", date(2027, 1, 5)),
        ("12/31", date(2026, 12, 31)),
        ("今天", TODAY),
        ("昨天", date(2026, 10, 8)),
        ("2-29", date(2027, 3, 1)),
        ("2026-2-29", None),
        ("13-1", None),
        ("", None),
        ("十月", None),
    ],
)
def test_a_day_is_read_as_clerks_type_it(typed: str, day: date | None) -> None:
    if typed == "2-29":
        assert read_day(typed, TODAY) is None
        assert read_day(typed, date(2027, 6, 1)) == date(2028, 2, 29)
    else:
        assert read_day(typed, TODAY) == day


def test_a_day_field_says_what_it_understood_and_moves_by_the_arrows(shown: Shown) -> None:
    entry = DayEntry(lambda: TODAY, earliest=date(2026, 1, 1), latest=TODAY)
    shown(entry)
    entry.setFocus()
    QTest.keyClicks(entry.inner, "10-8")
    assert entry.verdict() == Verdict("hint", "10月8日（周四）")
    assert entry.typed() == "2026-10-08"
    QTest.keyClick(entry.inner, Qt.Key.Key_Up)
    assert entry.day() == TODAY
    QTest.keyClick(entry.inner, Qt.Key.Key_Up)
    assert entry.verdict().kind == "fault"
    assert "不能晚于" in entry.verdict().words
    entry.show_typed("2025-3-1")
    assert "不能早于" in entry.verdict().words
    entry.show_typed("没有")
    assert entry.verdict().kind == "fault"
    assert entry.typed() == "没有"
    entry.show_typed("20")
    assert entry.verdict().kind == "hint"
    entry.show_day(None)
    QTest.keyClick(entry.inner, Qt.Key.Key_Down)
    assert entry.day() == TODAY


def test_a_day_field_is_written_whole_when_it_is_left(shown: Shown) -> None:
    form = Form()
    day = form.add("day", "日期", DayEntry(lambda: TODAY))
    other = form.add("other", "别的", TextEntry())
    shown(form)
    day.setFocus()
    QTest.keyClicks(day.inner, "10.8")
    QTest.keyClick(day.inner, Qt.Key.Key_Return)
    assert other.inner.hasFocus()
    assert day.inner.property("text") == "2026-10-08"


def test_an_id_number_is_masked_until_asked_for(shown: Shown) -> None:
    entry, asked = IdNumberEntry(), list[int]()
    shown(entry)
    entry.name_it("身份证号")
    entry.asked.connect(lambda: asked.append(1))
    entry.show_typed(GOOD)
    assert GOOD not in entry.box.text()
    assert "*" in entry.box.text()
    assert entry.typed() == GOOD
    assert entry.verdict() == FINE
    assert entry.box.isReadOnly()
    entry._button.click()
    assert asked == [1]
    assert entry.box.text() == GOOD
    entry._button.click()
    assert "*" in entry.box.text()
    assert asked == [1]


def test_an_id_number_says_how_much_is_missing_and_whose_day_it_is(shown: Shown) -> None:
    entry = IdNumberEntry()
    shown(entry)
    entry.setFocus()
    QTest.keyClicks(entry.inner, GOOD[:-1])
    assert entry.verdict() == Verdict("hint", "还差 1 位")
    QTest.keyClicks(entry.inner, "9")
    assert entry.verdict().kind == "fault"
    QTest.keyClick(entry.inner, Qt.Key.Key_Backspace)
    QTest.keyClicks(entry.inner, GOOD[-1])
    assert "1949-12-31" in entry.verdict().words


def test_a_choice_is_made_by_digit_initials_and_arrows_but_not_by_the_wheel(shown: Shown) -> None:
    every = (("direct", "直接办理", "zjbl"), ("promised", "承诺办理", "cnbl"), ("answer", "答复", "df"))
    options = [Option(*one) for one in every]
    entry, entered = ChoiceEntry(options), list[int]()
    shown(entry)
    entry.entered.connect(lambda: entered.append(1))
    QTest.keyClicks(entry.inner, "3")
    assert entry.typed() == "answer"
    QTest.keyClicks(entry.inner, "c")
    assert entry.typed() == "promised"
    QTest.keyClick(entry.inner, Qt.Key.Key_Up)
    assert entry.typed() == "direct"
    QTest.keyClicks(entry.inner, "9q")
    assert entry.typed() == "direct"
    QTest.keyClick(entry.inner, Qt.Key.Key_Return)
    assert entered == [1]
    entry.show_typed("answer")
    entry.offer(options[1:])
    assert entry.typed() == "answer"
    entry.offer([])
    assert entry.typed() == ""


def test_a_tick_is_typed_as_one_or_nothing(shown: Shown) -> None:
    entry, entered = TickEntry("补录"), list[int]()
    shown(entry)
    entry.entered.connect(lambda: entered.append(1))
    before = entry.grab().toImage()
    QTest.keyClick(entry.inner, Qt.Key.Key_Space)
    assert entry.typed() == "1"
    assert entry.grab().toImage() != before
    entry.show_typed("")
    assert entry.typed() == ""
    QTest.keyClick(entry.inner, Qt.Key.Key_Return)
    assert entered == [1]


def test_caps_lock_is_hinted_at(shown: Shown) -> None:
    entry = PasswordEntry()
    shown(entry)
    entry.setFocus()
    QTest.sendKeyEvent(QTest.KeyAction.Click, entry.inner, Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier)
    assert entry.verdict() == FINE
    QTest.sendKeyEvent(QTest.KeyAction.Click, entry.inner, Qt.Key.Key_B, "B", Qt.KeyboardModifier.NoModifier)
    assert "大写" in entry.verdict().words
    QTest.keyClick(entry.inner, Qt.Key.Key_CapsLock)
    assert entry.verdict() == FINE


def test_a_new_password_is_judged_while_it_is_typed(shown: Shown) -> None:
    form = Form()
    add_new_password(form, 6)
    shown(form)
    QTest.keyClicks(form.entry("password").inner, "12345")
    assert "还差 1 个" in beside(form, "password")
    assert not passwords_agree(form, 6)
    QTest.keyClicks(form.entry("password").inner, "6")
    assert "容易被猜到" in beside(form, "password")
    QTest.keyClicks(form.entry("again").inner, "123")
    assert beside(form, "again") == "再输一遍同样的密码"
    assert not passwords_agree(form, 6)
    QTest.keyClicks(form.entry("again").inner, "4x")
    assert beside(form, "again") == "！ 和第一次输的不一样"
    form.entry("again").show_typed("123456")
    assert beside(form, "again") == "✓ 两次一样"
    assert passwords_agree(form, 6)


def test_words_are_never_read_as_markup(shown: Shown) -> None:
    label = Label("<img src='file:///etc/passwd'><b>王</b>")
    shown(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert isinstance(label, QLabel)
    long = LongTextEntry()
    shown(long)
    long.show_typed("<b>&")
    assert long.typed() == "<b>&"


def test_ctrl_enter_finishes_from_every_kind_of_line(shown: Shown) -> None:
    form, finished = Form(), list[int]()
    form.finished.connect(lambda: finished.append(1))
    two = [Option("a", "甲"), Option("b", "乙")]
    entries = [ChoiceEntry(two), TickEntry("要"), TicksEntry(two), LongTextEntry(), TextEntry()]
    for at, entry in enumerate(entries):
        form.add(str(at), "行", entry)
    shown(form)
    for at, entry in enumerate(entries, start=1):
        entry.setFocus()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(finished) == at
