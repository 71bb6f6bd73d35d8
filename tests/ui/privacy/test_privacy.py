from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.documents.reading import page_texts
from app.people.facts import Resident
from app.privacy.declared import declared
from ui.main_window.window import MainWindow
from ui.privacy.part import PrivacyPart
from ui.style import show_text_size
from ui.widgets.desk import Desk, Goto

Settle = Callable[[], None]


def part_of(window: MainWindow, settle: Settle, subject: str = "") -> PrivacyPart:
    window.go(Goto("settings", subject, "privacy"))
    settle()
    part = window.page().findChild(PrivacyPart)
    assert isinstance(part, PrivacyPart)
    return part


def press(part: PrivacyPart, words: str) -> None:
    next(one for one in part.findChildren(QPushButton) if one.isVisible() and words in one.text()).click()


def test_a_look_is_registered_answered_and_shown_before_it_is_printed(
    window: MainWindow, settle: Settle, li_shufen: Resident
) -> None:
    part = part_of(window, settle, li_shufen.id)
    assert window.page().title() == "李淑芬 的个人信息"
    press(part, "登记查阅请求")
    settle()
    assert "已登记请求：2026-00001" in window.page().strip.sentence()
    assert "查阅、复制本人个人信息" in part.person.requests.words()[0]
    press(part, "打印答复单")
    settle()
    assert window.page().title() == "答复单 · 2026-00001"
    assert part.preview._sheet is not None
    assert "李淑芬" in page_texts(part.preview._sheet.pdf)[0]
    window.back()
    settle()
    assert part.person.isVisible()
    window.back()
    assert window.place() == "people"


def test_a_consent_is_kept_with_its_sentence_and_withdrawn(
    window: MainWindow, desk: Desk, settle: Settle, li_shufen: Resident
) -> None:
    part = part_of(window, settle, li_shufen.id)
    panel = part.person.consents
    panel.purpose.box.setFocus()
    QTest.keyClick(panel.purpose.box, Qt.Key.Key_Down)
    assert panel._text.text() == declared().purpose[1].text
    press(part, "记下这份同意")
    settle()
    assert panel.lines.words() == ["公示：2026-10-09 李淑芬 同意（书面）"]
    press(part, "撤回")
    settle()
    assert panel.lines.words()[0].endswith("2026-10-09 撤回")
    assert not desk.session.privacy.consents.of(li_shufen.id)[0].stands


def test_an_erasure_says_what_follows_asks_the_reason_and_shows_its_sheet(
    window: MainWindow, desk: Desk, settle: Settle, li_shufen: Resident
) -> None:
    part = part_of(window, settle, li_shufen.id)
    press(part, "登记删除请求")
    settle()
    press(part, "删除…")
    assert part.removal.isVisible()
    part.removal.confirm.click()
    assert desk.session.people.find(li_shufen.id).name == "李淑芬"
    QTest.keyClicks(part.removal.form.entry("reason").inner, "qingqiu")
    part.removal.confirm.click()
    settle()
    assert part.preview._sheet is not None
    assert "已经删除" in page_texts(part.preview._sheet.pdf)[0]
    assert desk.session.people.find(li_shufen.id).name == declared().gone


def test_a_ready_assessment_is_kept_after_a_look(window: MainWindow, desk: Desk, settle: Settle) -> None:
    part = part_of(window, settle)
    assert len([one for one in part.office.assessments.words() if one.startswith("✓")]) == 0
    press(part, "采用这份")
    assert part.office.writing.isVisible()
    press(part, "保存这份评估")
    settle()
    assert "至少保存到2029年10月9日" in window.page().strip.sentence()
    assert part.office.assessments.words()[0].startswith("✓ 公开栏公示")
    press(part, "另写一份评估")
    press(part, "保存这份评估")
    assert len(desk.session.privacy.assessments.all()) == 1
    assert part.step_back()
    assert not part.office.writing.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_and_everything_has_a_name(  # the two sides at both sizes
    window: MainWindow,
    settle: Settle,
    dressed: QApplication,
    li_shufen: Resident,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    percent: int,
) -> None:
    show_text_size(dressed, percent)
    for subject in ("", li_shufen.id):
        part = part_of(window, settle, subject)
        if subject:
            press(part, "登记删除请求")
            settle()
            press(part, "删除…")
            settle()
        assert cut(window.page()) == []
        assert nameless(part) == []
