"""Writing .xlsx: whatever a person typed is written as text, so that nothing in it acts as a formula (FAULTS §4.3)."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from app.core.errors import DiskTrouble
from app.sheets.cells import LONGEST_TEXT
from db.durable import write_durably

WIDEST, NARROWEST = 40, 6
HEADING = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#EFEBE4"}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


class SheetColumn(msgspec.Struct, frozen=True):
    """One column to write: its heading and width in characters; ``plain`` numbers stay numbers, all else is text."""

    title: str
    width: float = 12.0
    plain: bool = False


Value = str | int | float | date | None


def workbook_bytes(columns: Sequence[SheetColumn], rows: Iterable[Sequence[Value]], name: str = "名单") -> bytes:
    """Give a workbook of one sheet; id and phone numbers are text, days are days, the heading row stays in view."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    sheet = book.add_worksheet(sheet_name(name))
    heading, text = book.add_format(HEADING), book.add_format({"num_format": "@"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, min(max(column.width, NARROWEST), WIDEST), text if not column.plain else None)
        sheet.write_string(0, at, column.title, heading)
    for number, row in enumerate(rows, start=1):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            write_value(sheet, number, at, value, None if column.plain else text)
    sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()


def write_workbook(
    path: Path, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Value]], name: str = "名单"
) -> None:
    """Write a workbook whole or not at all; raises ``DiskTrouble``."""
    write_file(path, workbook_bytes(columns, rows, name))


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the clerk asked for; raises ``DiskTrouble`` for a missing folder or a file that is open."""
    if not path.parent.is_dir():
        raise DiskTrouble(f"找不到文件夹“{path.parent.name}”")
    write_durably(path, content)


def write_value(sheet: Any, row: int, column: int, value: Value, style: Any = None) -> None:
    """Write one value into an XlsxWriter sheet; text never becomes a formula, link or number."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value[:LONGEST_TEXT], style)


def sheet_name(name: str) -> str:
    """Give a name that a spreadsheet accepts: at most 31 characters, none of its forbidden signs, never empty."""
    plain = "".join(" " if sign in "[]:*?/\\'" or not sign.isprintable() else sign for sign in name).strip()
    return plain[:31].strip() or "Sheet1"
