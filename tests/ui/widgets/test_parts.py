from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.say import Strip, Undo, say, strip_of
from ui.style import PAPER, show_text_size
from ui.style.apply import style_sheet
from ui.style.size import TextSize, set_text_size
from ui.widgets.badge import SIGNS, Badge, signed
from ui.widgets.buttons import Button, ChosenButton
from ui.widgets.empty import EmptyPage
from ui.widgets.facts import Facts
from ui.widgets.finder import Finder, is_over
from ui.widgets.flow import FlowRow
from ui.widgets.form import Form
from ui.widgets.hits import Hit
from ui.widgets.labels import rule, sheet
from ui.widgets.paper_view import PaperView
from ui.widgets.pick_entry import PickEntry
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.timeline import Step, Timeline
from ui.widgets.verdict import fault, hint
from ui.work import Progress, Work

Shown = Callable[[QWidget], QWidget]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours by WCAG 2.1."""

    def light(colour: str) -> float:
        shown = QColor(colour)
        parts = (shown.redF(), shown.greenF(), shown.blueF())
        red, green, blue = (part / 12.92 if part <= 0.04045 else pow((part + 0.055) / 1.055, 2.4) for part in parts)
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["ground", "sheet", "margin", "chosen"])
def test_ink_is_legible_on_every_ground(ground: str) -> None:
    paper = getattr(PAPER, ground)
    assert contrast(PAPER.ink, paper) >= 7
    assert contrast(PAPER.ink_soft, paper) >= 4.5
    assert contrast(PAPER.edge, paper) >= 2.7
    assert contrast(PAPER.on_accent, PAPER.accent) >= 4.5
    assert contrast(PAPER.accent, PAPER.sheet) >= 4.5


def test_the_accent_stands_on_the_active_place_and_the_main_action_only() -> None:
    every = style_sheet(TextSize(100)).split("}")
    rules = [one for one in every if PAPER.accent in one or PAPER.accent_deep in one]
    assert rules
    assert all('[kind="main"]' in one or '[kind="place"]:checked' in one for one in rules)


def test_one_number_scales_everything() -> None:
    assert TextSize(100).points == 11
    assert TextSize(200).points == 22
    assert TextSize(150).row == 48
    assert set_text_size(999).percent == 200
    assert set_text_size(10).percent == 100
    assert "$" not in style_sheet(TextSize(130))


def test_buttons_are_targets_of_32_pixels_and_grow_with_the_text(shown: Shown, dressed: QApplication) -> None:
    button, place = Button("打印"), ChosenButton("今日")
    shown(button)
    shown(place)
    for percent in (100, 200):
        show_text_size(dressed, percent)
        for one in (button, place):
            assert one.sizeHint().height() >= 32 * percent // 100
            assert one.minimumSizeHint() == one.sizeHint() or one is place


def test_a_row_breaks_where_the_width_ends(shown: Shown) -> None:
    holder = QWidget()
    row = FlowRow(holder, to_right=True)
    buttons = [Button(words) for words in ("登记代办", "打印委托书", "导出", "更多")]
    for button in buttons:
        row.addWidget(button)
    shown(holder)
    wide = row.sizeHint().width()
    assert row.heightForWidth(wide) < row.heightForWidth(wide // 2)
    holder.resize(wide // 2 + 40, row.heightForWidth(wide // 2 + 40))
    assert all(button.geometry().right() <= holder.width() for button in buttons)
    assert buttons[0].y() < buttons[-1].y()
    assert row.minimumSize().width() == max(button.sizeHint().width() for button in buttons)
    assert row.itemAt(9) is None
    assert row.takeAt(9) is None
    assert row.takeAt(3) is not None
    assert row.count() == 3
    assert not row.expandingDirections()
    assert FlowRow().heightForWidth(100) == 0


def test_the_timeline_says_day_what_who_and_why(shown: Shown) -> None:
    line = Timeline("经过")
    for _ in range(2):
        line.show_steps([Step("10月9日（周五）", "已受理", "王守田", "材料齐全"), Step("", "待报送", done=False)])
    shown(line)
    assert line.words() == ["10月9日（周五） 已受理 王守田，材料齐全", "待报送"]
    assert [label.text() for label in line._labels[::3]] == ["●", "○"]


def test_facts_leave_out_what_is_empty(shown: Shown) -> None:
    facts = Facts("这个人")
    facts.show_facts([("电话", "138"), ("别名", "")])
    facts.show_facts([("姓名", "<b>李</b>"), ("别名", "")])
    shown(facts)
    assert facts.shown() == {"姓名": "<b>李</b>"}


def test_a_state_is_told_by_word_and_sign(shown: Shown) -> None:
    badge = Badge()
    assert badge.isHidden()
    badge.show_badge("overdue", "已超期 3 个工作日")
    shown(badge)
    assert badge.text() == "▲ 已超期 3 个工作日"
    assert badge.accessibleName() == "已超期 3 个工作日"
    assert signed("none", "无") == "无"
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_an_empty_page_says_what_belongs_here_and_offers_the_first_step(shown: Shown) -> None:
    steps: list[int] = []
    page = EmptyPage("这里是村民。", "从花名册导入最快。", "导入花名册", lambda: steps.append(1))
    shown(page)
    assert page.button is not None
    page.button.setFocus()
    QTest.keyClick(page.button, Qt.Key.Key_Return)
    assert steps == [1]
    assert EmptyPage("什么也没有。").button is None
    assert rule().property("kind") == "rule"
    assert sheet().property("kind") == "sheet"


def test_the_strip_speaks_until_it_is_put_away(shown: Shown) -> None:
    page, back = QWidget(), list[int]()
    page.strip = Strip(page)  # type: ignore[attr-defined]
    inner = QWidget(page)
    shown(page)
    say(inner, "已登记。", Undo(lambda: back.append(1), "撤销登记"))
    strip = strip_of(inner)
    assert (strip.sentence(), strip.offers_undo()) == ("已登记。", True)
    assert strip._undoing.text() == "撤销登记（Ctrl+Z）"
    strip._undoing.click()
    assert (strip.sentence(), back) == ("", [1])
    strip.take_back()
    assert back == [1]
    say(inner, "又一句。")
    strip._away.click()
    assert strip.sentence() == ""
    with pytest.raises(LookupError):
        strip_of(QWidget())


def test_progress_is_told_in_words_and_can_be_stopped(shown: Shown) -> None:
    strip, progress, stopped = ProgressStrip(), Progress(), list[int]()
    strip.cancelled.connect(lambda: stopped.append(1))
    shown(strip)
    strip.watch(progress, "正在导入")
    progress(30, 120, "第三页")
    assert strip._words.text() == "正在导入  第三页  30 / 120"
    assert strip._bar.maximum() == 120
    strip._stop.click()
    assert progress.cancelled()
    assert stopped == [1]
    assert "正在停止" in strip._words.text()
    strip.end()
    strip.end()
    assert strip.isHidden()
    strip.watch(Progress(), "不能停的", stoppable=False)
    assert not strip._stop.isVisible()


def png_of(width: int) -> bytes:
    image = QImage(width, width * 2, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only, Qt for Python text only
    return bytes(content.data())


def test_the_preview_shows_the_pages_of_the_very_bytes(
    shown: Shown, work: Work, settle: Callable[[], None], dressed: QApplication
) -> None:
    asked: list[tuple[bytes, int, int]] = []
    turned: list[int] = []

    def picture(pdf: bytes, page: int, width: int) -> bytes:
        asked.append((pdf, page, width))
        return png_of(width)

    view = PaperView(work, picture, "预览")
    view.turned.connect(turned.append)
    shown(view)
    view.resize(600, 500)
    assert not view.is_drawn()
    view.show_paper(b"%PDF", 3)
    settle()
    assert view.is_drawn()
    assert asked[-1][:2] == (b"%PDF", 0)
    assert view._where.text() == "第 1 页，共 3 页"
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    settle()
    assert asked[-1][1] == 1
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    view.turn(-5)
    view.turn(9)
    settle()
    assert turned == [1, 0, 2]
    assert not view._on.isEnabled()
    view.resize(700, 500)
    settle()
    assert asked[-1][2] > asked[0][2]
    show_text_size(dressed, 110)
    view.show_paper(b"%PDF2", 1)
    settle()
    assert not view._on.isVisible()


def test_something_known_is_picked_with_the_keys(shown: Shown, work: Work, settle: Callable[[], None]) -> None:
    def find(text: str, most: int) -> Sequence[Hit]:
        every = (Hit("resident", "1", "李淑芬", "二组"), Hit("resident", "2", "李淑珍", "三组"))
        return [hit for hit in every if text in hit.title][:most]

    entry, picked, entered = PickEntry(work, find, "申请人"), list[Hit](), list[int]()
    entry.picked.connect(picked.append)
    entry.entered.connect(lambda: entered.append(1))
    shown(entry)
    entry.setFocus()
    entry.box.setText("李淑")
    assert entry.verdict().words
    settle()
    QTest.keyClick(entry.box, Qt.Key.Key_Down)
    QTest.keyClick(entry.box, Qt.Key.Key_Return)
    assert [hit.id for hit in picked] == ["2"]
    assert entered == [1]
    assert entry.typed() == "2"
    assert entry.hit() == picked[0]
    assert entry.verdict().words == "三组"
    entry.box.setText("李淑")
    assert (entry.typed(), entry.text()) == ("", "李淑")
    settle()
    entry.show_hit(None)
    assert entry.text() == ""
    entry.show_typed("没有的人")
    assert entry.typed() == ""
    assert entry.box.list.isHidden()
    QTest.keyClick(entry.box, Qt.Key.Key_Down)
    settle()
    assert entry.box.list.hits() == []


def test_a_click_takes_a_hit_and_heads_take_nothing(shown: Shown, work: Work, settle: Callable[[], None]) -> None:
    finder, found = Finder(work, lambda *_: [Hit("item", "D01", "低保", "", "事项")], "搜索"), list[Hit]()
    finder.found.connect(found.append)
    shown(finder)
    finder.setFocus()
    finder.setText("低")
    settle()
    rows = finder.list._list
    assert is_over(rows, finder)
    assert not is_over(finder, finder)
    rows.itemClicked.emit(rows.item(0))
    assert found == []
    rows.itemClicked.emit(rows.item(1))
    assert [hit.id for hit in found] == ["D01"]


def test_text_that_picked_nobody_is_told_and_not_taken_for_an_empty_line(work: Work, shown: Shown) -> None:
    form, entry = Form(), PickEntry(work, lambda _text, _most: (), "申请人")
    form.add("who", "申请人", entry, needed=True)
    shown(form)
    assert form.verdict("who") == hint("要填")
    entry.box.setText("xyz")
    assert form.verdict("who") == hint("还没有选中：上下键选，回车确定")
    assert not form.complete()
    assert form.verdict("who") == fault("还没有选中：上下键选，回车确定")
