from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.errors import Refused
from ui.printing import queues
from ui.printing.queues import Queue
from ui.setup import window as setup_window
from ui.setup.steps import RecoveryStep
from ui.setup.where import NONE, OTHER, WhereStep
from ui.setup.window import SetupWindow
from ui.widgets.code_groups import plain_group
from ui.widgets.hits import Hit
from ui.widgets.opened import Opened
from ui.work import Work

Shown = Callable[[QWidget], QWidget]
PASSWORD = "田埂上的晚风"


@pytest.fixture
def window(shown: Shown, work: Work, tmp_path: Path) -> SetupWindow:
    made = SetupWindow(work, tmp_path / "home")
    shown(made)
    return made


def pick_county(window: SetupWindow, settle: Callable[[], None]) -> WhereStep:
    where = window.steps[0]
    assert isinstance(where, WhereStep)
    where._county.box.setFocus()
    where._county.box.setText("望奎")
    settle()
    QTest.keyClick(where._county.box, Qt.Key.Key_Return)
    settle()
    return where


def enter(window: SetupWindow) -> None:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)


def test_five_questions_make_an_office_with_the_keys_alone(
    window: SetupWindow, work: Work, settle: Callable[[], None], tmp_path: Path
) -> None:
    founded: list[tuple[Opened, bool]] = []
    window.founded.connect(lambda opened, now: founded.append((opened, now)))
    where = pick_county(window, settle)
    assert where._township.hasFocus() or where._township.inner.hasFocus()
    QTest.keyClick(where._township.inner, Qt.Key.Key_Down)
    QTest.keyClick(where._township.inner, Qt.Key.Key_Return)
    where.form.entry("village").show_typed("示例村")
    QTest.keyClick(where.form.entry("village").inner, Qt.Key.Key_Return)
    QTest.keyClicks(where.form.entry("village_tail").inner, "201")
    assert where.form.verdict("village_tail").words == f"单位代码 {where.unit()}"
    enter(window)
    assert window._count.text() == "第 2 问，共 5 问"
    assert window.step().form.typed()["kind"] == "station"
    enter(window)
    assert window.step().form.typed()["name"] == "示例村"
    window.step().form.entry("operator_name").show_typed("王守田")
    QTest.keyClick(window.step().form.entry("operator_name").inner, Qt.Key.Key_Return)
    assert window._on.text() == "建立办公点"
    for key in ("password", "again"):
        window.step().form.entry(key).show_typed(PASSWORD)
    enter(window)
    QTest.keyClick(window.step().form.entry("again").inner, Qt.Key.Key_Return)
    settle()
    recovery = window.step()
    assert recovery.title == "把恢复码抄在纸上"
    code = recovery._code.text().split()  # type: ignore[attr-defined]
    assert len(code) == 7
    window.go_back()
    assert window.step() is recovery
    QTest.keyClicks(recovery.form.entry("group_2").inner, code[1].lower())
    QTest.keyClicks(recovery.form.entry("group_6").inner, "!")
    window.go_on()
    assert window.step() is recovery
    recovery.form.entry("group_6").show_typed(code[5])
    window.go_on()
    assert window._count.text() == "第 5 问，共 5 问"
    enter(window)
    opened, now = founded[0]
    status = opened.session.status()
    assert (status.unit, status.name, status.kind, now) == (where.unit(), "示例村", "station", False)
    work.write(window, opened.session.close)
    settle()
    assert (tmp_path / "home" / "office.czdb").exists()


def test_a_township_types_no_village_and_a_county_no_township(window: SetupWindow, settle: Callable[[], None]) -> None:
    where = pick_county(window, settle)
    county = where._county.hit()
    assert county is not None
    assert len(where.unit()) == 12
    assert where.unit().endswith("000")
    where._township.show_typed(NONE)
    assert where.unit() == county.id + "000000"
    assert where.form.entry("village").isHidden()
    where._township.show_typed(OTHER)
    assert not where.form.entry("township_name").isHidden()
    where.form.show_typed({"township_name": "新设镇", "township_tail": "19"})
    assert not where.is_done()
    where.form.show_typed({"township_tail": "199"})
    assert where.is_done()
    assert where.answer()["unit"] == county.id + "199000"
    assert where.answer()["township_name"] == "新设镇"
    window.go_on()
    assert window.step().form.typed()["kind"] == "township"


def test_nothing_goes_on_without_an_answer(window: SetupWindow) -> None:
    window.go_on()
    assert window._count.text() == "第 1 问，共 5 问"
    assert window.steps[0].form.verdict("county").kind == "fault"
    assert not window._back.isEnabled()


def test_escape_goes_back_and_keeps_what_was_answered(window: SetupWindow, settle: Callable[[], None]) -> None:
    where = pick_county(window, settle)
    window.go_on()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.step() is where
    assert where._county.hit() is not None


def test_a_refusal_lets_the_clerk_try_again(
    window: SetupWindow, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(home: Path, answers: object) -> None:
        raise Refused("磁盘满了。", untouched="什么也没有建立。")

    monkeypatch.setattr(setup_window, "found_office", refuse)
    pick_county(window, settle)
    window.go_on()
    window.go_on()
    window.step().form.show_typed({"name": "示例镇", "operator_name": "李"})
    window.go_on()
    window.step().form.show_typed({"password": PASSWORD, "again": PASSWORD})
    window.go_on()
    settle()
    assert window.strip.sentence() == "！ 磁盘满了。什么也没有建立。"
    assert window._on.isEnabled()


def test_an_office_that_was_made_is_given_back_when_the_window_is_closed(
    window: SetupWindow, work: Work, settle: Callable[[], None]
) -> None:
    pick_county(window, settle)
    for _ in range(2):
        window.go_on()
    window.step().form.show_typed({"name": "示例镇", "operator_name": "李"})
    window.go_on()
    window.step().form.show_typed({"password": PASSWORD, "again": PASSWORD})
    window.go_on()
    settle()
    opened = window._opened
    assert opened is not None
    window.close()
    settle()
    with pytest.raises(Exception, match="已经停下"):
        opened.session.status()


def test_a_group_is_read_as_the_code_is() -> None:
    assert plain_group(" ol2i ") == "0121"


def test_the_county_found_says_where_it_lies(window: SetupWindow, settle: Callable[[], None]) -> None:
    where = pick_county(window, settle)
    hit = where._county.hit()
    assert isinstance(hit, Hit)
    assert hit.title == "望奎县"
    assert "绥化" in hit.detail


def test_the_recovery_sheet_is_printed_or_said_why_not(
    window: SetupWindow, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[object, ...]] = []
    found: list[Queue] = []
    monkeypatch.setattr(queues, "queues", lambda: found)
    monkeypatch.setattr(queues, "print_pdf", lambda pdf, *rest, **options: printed.append((pdf[:4], *rest, options)))
    step = window.steps[4]
    assert isinstance(step, RecoveryStep)
    step.begin({"recovery_code": "-".join(["1C3A"] * 7), "name": "示例村", "operator_name": "王守田"})
    step.print_button.click()
    settle()
    assert "没有找到打印机" in window.strip.sentence()
    found.append(Queue("laser", "站里的激光打印机", is_default=True))
    step.print_button.click()
    settle()
    assert window.strip.sentence() == "已经送到打印机 站里的激光打印机，两份。"
    assert printed[0][:3] == (b"%PDF", "laser", "A4")
    assert printed[0][3]["copies"] == 2  # type: ignore[index]
