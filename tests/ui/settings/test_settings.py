import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.core.changes import Changes
from app.core.errors import DiskTrouble
from app.core.screen import remembered_text_size
from app.core.settings import declared_settings
from ui.settings.fields import TEXT_SIZE
from ui.settings.office_part import OfficePart
from ui.style import text_size
from ui.widgets.desk import Desk
from ui.widgets.sections import Section, SectionedPage

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def place(desk: Desk, shown: Shown, settle: Callable[[], None]) -> SectionedPage:
    made = SectionedPage(desk, "settings", "设置", [Section("office", "本站", OfficePart)])
    desk.session.subscribe(made.changed)
    shown(made)
    made.opened()
    settle()
    return made


@pytest.fixture
def page(place: SectionedPage) -> OfficePart:
    part = place.section("office")
    assert isinstance(part, OfficePart)
    return part


def number_key() -> str:
    return next(one.key for one in declared_settings().values() if one.kind == "number" and one.key != TEXT_SIZE)


def retype(page: OfficePart, key: str, text: str) -> None:
    box = page._form.entry(key).inner
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, text)


def test_every_declared_setting_has_a_line_with_its_words(page: OfficePart) -> None:
    for key, declared in declared_settings().items():
        field = page._form._fields[key]
        assert field.label.text() == declared.label
        assert field.advice == declared.hint
        assert page._form.verdict(key).kind != "fault", key


def test_a_line_that_is_left_is_kept_and_can_be_taken_back(
    page: OfficePart, place: SectionedPage, desk: Desk, settle: Callable[[], None]
) -> None:
    key = number_key()
    before = desk.session.settings.number(key)
    retype(page, key, str(before + 1))
    QTest.keyClick(page._form.entry(key).inner, Qt.Key.Key_Return)
    settle()
    assert desk.session.settings.number(key) == before + 1
    assert place.strip.sentence().startswith("已改：")
    assert place.undo()
    settle()
    assert desk.session.settings.number(key) == before
    assert page._form.entry(key).typed() == str(before)
    assert not place.undo()


def test_what_does_not_fit_is_said_beside_the_line_and_not_kept(
    page: OfficePart, desk: Desk, settle: Callable[[], None]
) -> None:
    key = number_key()
    before = desk.session.settings.number(key)
    for text, words in (("99999999", "应在"), ("三天", "只能填数字")):
        page._form.entry(key).show_typed(text)
        assert words in page._form.verdict(key).words
        page._form.entry(key).left.emit()
    settle()
    assert desk.session.settings.number(key) == before


def test_the_text_size_is_shown_at_once_and_remembered_for_the_login(
    page: OfficePart, place: SectionedPage, desk: Desk, settle: Callable[[], None], dressed: QApplication
) -> None:
    height = page._form.entry(number_key()).height()
    page._form.entry(TEXT_SIZE).inner.setFocus()
    for _ in range(5):
        QTest.keyClick(page._form.entry(TEXT_SIZE).inner, Qt.Key.Key_Down)
    settle()
    assert text_size().percent == 150
    assert desk.session.settings.number(TEXT_SIZE) == 150
    assert remembered_text_size(desk.session.home.folder) == 150
    assert page._form.entry(number_key()).sizeHint().height() > height
    assert place.undo()
    settle()
    assert text_size().percent == 140


def test_a_choice_and_a_switch_are_kept_as_soon_as_they_are_changed(
    page: OfficePart, desk: Desk, settle: Callable[[], None]
) -> None:
    every = declared_settings().values()
    choice = next(one for one in every if one.kind == "choice")
    switch = next((one for one in every if one.kind == "switch"), None)
    page._form.entry(choice.key).show_typed(choice.choices[-1].value)
    if switch is not None:
        page._form.entry(switch.key).show_typed("" if switch.default else "1")
    settle()
    assert desk.session.settings.get(choice.key) == choice.choices[-1].value
    if switch is not None:
        assert desk.session.settings.get(switch.key) is not switch.default


def test_a_change_that_the_disk_refuses_is_shown_as_it_was(
    page: OfficePart, place: SectionedPage, desk: Desk, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(key: str, value: object) -> None:
        raise DiskTrouble("磁盘满了")

    monkeypatch.setattr(desk.session.settings, "change", refuse)
    key = number_key()
    before = desk.session.settings.number(key)
    retype(page, key, str(before + 1))
    page._form.entry(key).left.emit()
    settle()
    settle()
    assert "磁盘满了" in place.strip.sentence()
    assert page._form.entry(key).typed() == str(before)


def test_a_change_made_elsewhere_is_shown(page: OfficePart, desk: Desk, settle: Callable[[], None]) -> None:
    key = number_key()
    value = desk.session.settings.number(key) + 1
    desk.work.write(page, desk.session.settings.change, key, value)
    settle()
    settle()
    assert page._form.entry(key).typed() == str(value)
    page.changed(Changes.of([("cases", "1")]))


def test_a_year_is_taken_in_from_its_file(
    page: OfficePart,
    place: SectionedPage,
    desk: Desk,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert page.calendar._years.shown()["2026 年"].startswith("✓")
    assert page.calendar._years.shown()["2027 年"].startswith("△")
    off = ["2027-01-01", "2027-05-01", "2027-10-01"]
    off += ["2027-02-05", "2027-02-06", "2027-02-07", "2027-04-05", "2027-06-09", "2027-09-15"]
    path = tmp_path / "2027.json"
    path.write_text(json.dumps({"year": 2027, "off": off, "work": [], "source": "示例通知"}))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.calendar._ask_file()
    settle()
    assert "2027 年放假安排已导入" in place.strip.sentence()
    settle()
    assert page.calendar._years.shown()["2027 年"] == "✓ 已公布，示例通知"


def test_a_file_that_is_none_is_refused_in_words(
    page: OfficePart, place: SectionedPage, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.calendar.take_in(tmp_path / "nowhere.json")
    settle()
    assert "读不出来" in place.strip.sentence()
    (tmp_path / "big.json").write_bytes(b" " * 1_000_001)
    page.calendar.take_in(tmp_path / "big.json")
    settle()
    assert "太大" in place.strip.sentence()
    (tmp_path / "odd.json").write_text("[]")
    page.calendar.take_in(tmp_path / "odd.json")
    settle()
    assert place.strip.sentence().startswith("！")
    place.strip.clear()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page.calendar._ask_file()
    assert place.strip.sentence() == ""
