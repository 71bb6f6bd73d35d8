"""Workbooks that leave the program: whatever was typed stays text (FAULTS 38)."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.core.errors import DiskTrouble
from app.sheets.workbook import SheetColumn, Value, sheet_name, workbook_bytes, write_workbook

HARMFUL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "{=1}", "http://x.y", "mailto:a@b", "0012"]


def test_what_was_typed_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows: list[list[Value]] = [[text, "440308199901101512", 3, date(2026, 10, 9)] for text in HARMFUL]
    columns = [
        SheetColumn("=姓名"),
        SheetColumn("证号", width=99),
        SheetColumn("件数", plain=True),
        SheetColumn("日期"),
    ]
    write_workbook(path, columns, rows, name="名单[1]/*")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.title == "名单 1"
    assert [cell.value for cell in sheet[1]] == ["=姓名", "证号", "件数", "日期"]
    for number, text in enumerate(HARMFUL, start=2):
        first, second, third, fourth = sheet[number]
        assert (first.data_type, second.data_type, third.data_type, fourth.data_type) == ("s", "s", "n", "d")
        assert str(first.value).replace("_x000D_", "\r") == text
        assert first.hyperlink is None
        assert second.number_format == "@"


def test_empty_values_stay_empty() -> None:
    assert workbook_bytes([SheetColumn("一")], [[None], [""]]).startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "shown"), [("", "Sheet1"), ("[]", "Sheet1"), ("很" * 40, "很" * 31), ("a\x00b", "a b")]
)
def test_names_of_sheets(name: str, shown: str) -> None:
    assert sheet_name(name) == shown


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble, match="找不到文件夹"):
        write_workbook(tmp_path / "none" / "x.xlsx", [SheetColumn("一")], [])
