"""Tables as stations keep them, written with XlsxWriter for the tests."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec
import xlsxwriter

from app.core.identity import check_character
from app.sheets.cells import Sheet
from app.sheets.child import Question, read_in_child
from app.sheets.reading import _Told

Value = str | int | float | date | None


def read_here(path: Path, *_: object) -> Sheet:
    """Read a sheet as the limited child does, without starting one."""
    told = _Told()
    read_in_child(msgspec.msgpack.encode(Question(str(path))), told.hear)
    assert told.opening is not None
    return Sheet(told.opening.name, told.opening.names, told.rows, told.merged)


def id_number(area: str, day: str, sequence: int) -> str:
    """Give a valid invented id number."""
    body = f"{area}{day}{sequence:03d}"
    return body + check_character(body)


def table(
    path: Path,
    rows: Iterable[Sequence[Value]],
    *,
    merged: Iterable[tuple[int, int, int, int, str]] = (),
    hidden: Iterable[int] = (),
    since_1904: bool = False,
) -> Path:
    """Write rows from A1 on; ``merged`` ranges (from 0) are written after them, ``hidden`` rows are counted from 0."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": since_1904})
    sheet = book.add_worksheet("花名册")
    day = book.add_format({"num_format": "yyyy/m/d"})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif isinstance(value, str) and value.startswith("=f "):
                sheet.write_formula(number, column, f"={value[3:]}", None, "")
            elif isinstance(value, str) and value.startswith("=e "):
                sheet.write_formula(number, column, "=1/0", None, value[3:])
            elif value:
                sheet.write_string(number, column, value)
    for first_row, first_column, last_row, last_column, text in merged:
        sheet.merge_range(first_row, first_column, last_row, last_column, text)
    for number in hidden:
        sheet.set_row(number, None, None, {"hidden": True})
    book.close()
    return path
