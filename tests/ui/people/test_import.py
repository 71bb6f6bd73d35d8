"""Taking in a table: file, columns, preview, errors, all or the good rows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.session import Session
from app.sheets.workbook import SheetColumn, write_workbook
from tests.ui.people_of import id_number
from ui.main_window.window import MainWindow
from ui.people.import_part import ImportPart
from ui.people.page import PeoplePage
from ui.widgets.desk import Goto

Settle = Callable[[], None]
HEADS = ("村民姓名", "身份证号码", "手机号", "屯别")


@pytest.fixture
def part(page: PeoplePage, window: MainWindow, settle: Settle) -> ImportPart:
    window.go(Goto("people", what="import"))
    settle()
    return page.importing


def table(path: Path, rows: Sequence[tuple[str, ...]], heads: tuple[str, ...] = HEADS) -> Path:
    write_workbook(path, [SheetColumn(head) for head in heads], rows)
    return path


def good_rows(count: int) -> list[tuple[str, ...]]:
    return [
        (f"王建{'甲乙丙丁戊己庚辛'[n]}", id_number(f"19{50 + n}-03-08", "001"), "13800001234", f"{n + 1}组")
        for n in range(count)
    ]


def test_a_good_table_comes_in_whole(
    part: ImportPart, page: PeoplePage, session: Session, tmp_path: Path, settle: Settle
) -> None:
    part.take_file(table(tmp_path / "册.xlsx", good_rows(5)))
    settle()
    form = part.columns.form
    assert form is not None
    assert form.typed()["name"] == "村民姓名"
    assert "王建甲" in form.verdict("name").words
    assert "*" in form.verdict("id_number").words
    assert part.columns.go_on.hasFocus()
    part.columns.go_on.click()
    settle()
    assert part.preview._told.text() == "共 5 行村民，都没有错。"
    part.preview.take_all.click()
    settle()
    assert session.status().residents == 5
    assert page.part() is page.list
    assert "导入了 5 位村民" in page.strip.sentence()


def test_errors_are_shown_saved_and_the_good_rows_taken(
    part: ImportPart, page: PeoplePage, session: Session, tmp_path: Path, settle: Settle
) -> None:
    rows = [*good_rows(3), ("", id_number("1980-01-01"), "13800001234", "1组"), ("李四", "231221", "138", "2组")]
    part.take_file(table(tmp_path / "册.xlsx", rows))
    settle()
    part.columns.go_on.click()
    settle()
    preview = part.preview
    assert "2 行有错" in preview._told.text()
    assert preview.only_bad.isChecked()
    assert preview.list is not None
    assert preview.list._windowed.rowCount() == 2
    preview.only_bad.setChecked(False)
    settle()
    assert preview.list._windowed.rowCount() == 5
    preview.list.setCurrentIndex(preview.list._windowed.index(4, 0))
    assert preview._whole.text().startswith("第 6 行：")
    part.save_errors(tmp_path / "错误")
    settle()
    assert (tmp_path / "错误.xlsx").stat().st_size > 0
    assert session.status().residents == 0
    preview.take_good.click()
    settle()
    assert session.status().residents == 3
    assert "2 行没有导入" in page.strip.sentence()


def test_unknown_headings_are_asked_for(
    part: ImportPart, session: Session, tmp_path: Path, settle: Settle
) -> None:
    rows = [(name, number) for name, number, *_ in good_rows(3)]
    part.take_file(table(tmp_path / "册.xlsx", rows, ("甲", "乙")))
    settle()
    assert "没有认出表头" in part.columns._told.text()
    assert not part.columns.go_on.isEnabled()
    assert part.columns.form is not None
    part.columns.form.entry("row").show_typed("1")
    settle()
    form = part.columns.form
    assert form is not None
    part.columns.go_on.click()
    assert form.verdict("name").kind == "fault"
    form.entry("name").show_typed("甲")
    form.entry("id_number").show_typed("乙")
    part.columns.go_on.click()
    settle()
    part.preview.take_all.click()
    settle()
    assert session.status().residents == 3
    part.take_file(table(tmp_path / "又一册.xlsx", rows, ("甲", "乙")))
    settle()
    assert "和以前导入过的表一样" in part.columns._told.text()


def test_what_is_no_table_is_told_and_nothing_is_lost(
    part: ImportPart, page: PeoplePage, tmp_path: Path, settle: Settle
) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    part.take_file(bad)
    settle()
    assert "数据没有改动" in page.strip.sentence()
    assert part._stack.isEnabled()
    assert part.strip_of_progress.isHidden()


def test_reading_can_be_stopped(part: ImportPart, page: PeoplePage, tmp_path: Path, settle: Settle) -> None:
    part.take_file(table(tmp_path / "册.xlsx", good_rows(3)))
    assert not part.strip_of_progress.isHidden()
    part.strip_of_progress._stop.click()
    settle()
    assert "已经取消" in page.strip.sentence()
    assert part._stack.currentWidget() is part.file


def test_escape_goes_back_step_by_step(
    part: ImportPart, page: PeoplePage, window: MainWindow, tmp_path: Path, settle: Settle
) -> None:
    part.take_file(table(tmp_path / "册.xlsx", good_rows(2)))
    settle()
    part.columns.go_on.click()
    settle()
    window.back()
    assert part._stack.currentWidget() is part._columns_area
    window.back()
    assert part._stack.currentWidget() is part.file
    window.back()
    settle()
    assert page.part() is page.list


def test_the_old_log_book_comes_in_as_cases(
    page: PeoplePage, window: MainWindow, session: Session, tmp_path: Path, settle: Settle
) -> None:
    window.go(Goto("people", "cases", "import"))
    settle()
    part = page.importing
    assert part.file.kind.value() == "cases"
    heads = ("申请人", "办理事项", "登记日期")
    rows = [("王建国", "最低生活保障申请", "2025-03-04"), ("张秀英", "低保", "2025-03-05")]
    part.take_file(table(tmp_path / "登记簿.xlsx", rows, heads))
    settle()
    part.columns.go_on.click()
    settle()
    assert "都没有错" in part.preview._told.text()
    part.preview.take_all.click()
    settle()
    assert session.cases.count() == 2
    assert "2 个办件" in page.strip.sentence()
