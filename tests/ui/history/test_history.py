"""The section 流水: searched by person, kind, record and day; a line opened; steps taken back; proved; exported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.cases.facts import Applicant, Case, Given, NewCase
from app.operators.rights import Rights
from app.people.facts import Resident
from tests.ui.people_of import villager
from tests.ui.window_of import look_at_views, rows_of
from ui.history.part import HistoryPart
from ui.main_window.window import HIGH, MainWindow
from ui.widgets.desk import Desk, Goto
from ui.widgets.sections import SectionedPage

Settle = Callable[[], None]


@pytest.fixture
def case(desk: Desk, li_shufen: Resident) -> Case:
    """Give an accepted case of a villager with an id number."""
    session = desk.session
    applicant = Applicant(name="李淑芬", id=li_shufen.id, id_number=li_shufen.id_number, phone=li_shufen.phone)
    made, _ = session.cases.register(NewCase(applicant=applicant, item_code="D01"), session.operator)
    return session.cases.take("accept", made.number, Given(), session.operator)[0]


def part_of(window: MainWindow, what: str = "history") -> HistoryPart:
    window.go(Goto("settings", what=what))
    page = window.page()
    assert isinstance(page, SectionedPage)
    part = page.part()
    assert isinstance(part, HistoryPart)
    return part


def strip_of(window: MainWindow) -> str:
    return window.page().strip.sentence()


def test_lines_are_narrowed_by_kind_person_text_and_day(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window)
    settle()
    view, filters = part.journal, part.journal.filters
    assert [line[2] for line in rows_of(view._model)] == ["受理", "登记", "登记", "登记"]
    assert rows_of(view._model)[0][3] == f"代办件 {case.number} 李淑芬：最低生活保障申请"
    filters.kind.choose("handled")
    settle()
    assert len(rows_of(view._model)) == 1
    assert filters.clear()
    filters.text.setText("李淑芬")
    filters.edited.emit()
    settle()
    assert len(rows_of(view._model)) == 3
    filters.since.show_typed("2030-1-1")
    filters.edited.emit()
    settle()
    assert view._stack.currentWidget() is view._nothing
    assert part.step_back()
    settle()
    assert len(rows_of(view._model)) == 4
    assert not part.step_back()


def test_a_line_opens_and_leads_to_its_record(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window)
    settle()
    part.journal.list.setFocus()
    QTest.keyClick(part.journal.list, Qt.Key.Key_Return)
    settle()
    assert part.action.isVisible()
    told = "\n".join(part.action.timeline.words())
    assert "状态：已登记 → 已受理" in told
    assert case.applicant_id_number not in told
    assert QApplication.focusWidget() is part.action.record
    QTest.keyClick(part.action.record, Qt.Key.Key_Return)
    settle()
    assert window.place() == "cases"
    assert case.number in window.page().title()
    window.back()
    settle()
    assert window.place() == "settings"


def test_esc_goes_back_to_the_list(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window)
    settle()
    QTest.keyClick(part.journal.list, Qt.Key.Key_Return)
    settle()
    window.back()
    assert part.journal.isVisible()
    assert QApplication.focusWidget() is part.journal.list


def test_an_own_step_is_taken_back_where_it_is_read(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window)
    settle()
    QTest.keyClick(part.journal.list, Qt.Key.Key_Return)
    settle()
    part.action.undo.click()
    settle()
    assert part.journal.isVisible()
    assert strip_of(window).startswith("已撤销：受理")
    assert rows_of(part.journal._model)[0][2] == "撤销：受理"
    assert rows_of(part.journal._model)[1][2] == "受理（已撤销）"
    window.undo()
    settle()
    assert strip_of(window).startswith("已重做：受理")


def test_the_last_steps_each_with_its_undo(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window, "history:recent")
    settle()
    names = [button.accessibleName() for button in part.steps.buttons]
    assert names[0].startswith(f"撤销：受理 代办件 {case.number}")
    words = [label.text() for label in part.steps.findChildren(QLabel)]
    assert any("后来又改过" in one for one in words)
    assert QApplication.focusWidget() is part.steps.buttons[0]
    QTest.keyClick(part.steps.buttons[0], Qt.Key.Key_Return)
    settle()
    assert part.steps.buttons[0].text() == "重做"
    assert window._desk.session.cases.show(case.number).case.state == "registered"
    part.steps.buttons[0].click()
    settle()
    assert window._desk.session.cases.show(case.number).case.state == "accepted"


def test_whoever_may_not_read_the_journal_sees_their_own_steps(window: MainWindow, case: Case, settle: Settle) -> None:
    window._desk.session.rights = Rights("组织委员")
    part = part_of(window)
    settle()
    assert part.steps.isVisible()
    assert part.main_words() == ""


def test_the_main_button_goes_between_both(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window)
    settle()
    part.run_main()
    settle()
    assert part.steps.isVisible()
    assert part.title() == "最近的操作"
    part.run_main()
    settle()
    assert part.journal.isVisible()


def test_the_chain_is_proved_in_words(window: MainWindow, case: Case, settle: Settle) -> None:
    part = part_of(window)
    settle()
    part.journal.verify.click()
    settle()
    assert part.journal._verdict.text().startswith("✓ 流水完好")
    window._desk.session.store.writer.execute("UPDATE journal SET at = '' WHERE seq = 163")
    part.verify()
    part.verify()
    settle()
    assert part.journal._verdict.text().startswith("！ 流水从第 163 条起对不上")


def test_it_is_exported_after_a_question(
    window: MainWindow, case: Case, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = part_of(window)
    settle()
    part.journal.export.click()
    assert part.panel.isVisible()
    assert "含个人信息" in part.panel.confirm.text()
    part.panel.bare.show_typed("1")
    assert part.panel.confirm.text() == "选地方，导出…"
    out = tmp_path / "out.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    part.panel.confirm.click()
    settle()
    assert out.exists()
    assert "已导出" in strip_of(window)
    assert "李淑芬" not in out.read_text(encoding="utf-8")
    assert not part.panel.isVisible()


def test_a_disk_that_refuses_is_told(window: MainWindow, case: Case, settle: Settle, tmp_path: Path) -> None:
    part = part_of(window)
    settle()
    part.export_to(tmp_path / "nowhere" / "out.jsonl", (None, None), with_values=True)
    settle()
    assert "没有保存" in strip_of(window)
    part.ask_export()
    assert part.step_back()
    assert not part.panel.isVisible()


def test_a_list_of_many_reads_only_what_is_seen(window: MainWindow, settle: Settle) -> None:
    session = window._desk.session
    for n in range(600):
        with session.store.writing(session.operator.id, "很多") as write:
            write.note("look", "residents", f"r{n}", "看")
    part = part_of(window)
    settle()
    assert part.journal._model.rowCount() == 601
    part.journal.list.scrollToBottom()
    settle()
    settle()
    assert rows_of(part.journal._model)[-1][4] == "建立办公点"


def test_a_new_entry_appears_while_the_list_is_shown(window: MainWindow, settle: Settle) -> None:
    part = part_of(window)
    settle()
    before = part.journal._model.rowCount()
    session = window._desk.session
    window._desk.work.write(window, lambda: session.settings.change("cases.due_soon_days", 4))
    settle()
    settle()
    assert part.journal._model.rowCount() == before + 1


def test_everything_fits_at_both_sizes_and_has_a_name(
    window: MainWindow,
    case: Case,
    dressed: QApplication,
    cut: Callable[[QWidget], list[str]],
    nameless: Callable[[QWidget], list[str]],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    villager(window._desk.session, "王桂兰", order="004")
    views = [Goto("settings", what=what) for what in ("history", "history:recent", "bin")]
    look_at_views(window, dressed, views, (cut, nameless), settle, qtbot)
    part = part_of(window)
    settle()
    for open_view in (part.ask_export, lambda: QTest.keyClick(part.journal.list, Qt.Key.Key_Return)):
        open_view()
        settle()
        assert cut(window.page()) == []
        assert nameless(window.page()) == []
        assert window.minimumSizeHint().height() <= HIGH
        part.step_back()
