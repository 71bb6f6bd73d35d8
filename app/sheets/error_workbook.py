"""The copy of a sheet with its bad cells in red and a column of reasons: values and order, not its formats."""

import io
from collections.abc import Sequence
from typing import Any

from app.sheets.cells import LONGEST_TEXT, NUMBER, Cell, Sheet, column_letters
from app.sheets.drafts import CellProblem
from app.sheets.headings import Headings
from app.sheets.workbook import OPTIONS, sheet_name

REASONS = "错误原因"
EXACT_DIGITS = 15
WIDTH, REASONS_WIDTH = 14, 60


def error_workbook(sheet: Sheet, headings: Headings, problems: Sequence[CellProblem]) -> bytes:
    """Give the copy; rows keep their numbers, so that a reason is found where the file had it."""
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    written = book.add_worksheet(sheet_name(sheet.name))
    red = book.add_format({"bg_color": "#F4C7C3", "font_color": "#8C1D18", "num_format": "@"})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True, "num_format": "@"})
    wrapped = book.add_format({"text_wrap": True, "font_color": "#8C1D18"})
    places = {problem.cell for problem in problems}
    reasons = _by_row(problems)
    last = max((len(row.cells) for row in sheet.rows), default=1)
    written.set_column(0, last - 1, WIDTH, text)
    written.set_column(last, last, REASONS_WIDTH, wrapped)
    for row in sheet.rows:
        for column, cell in enumerate(row.cells):
            bad = f"{column_letters(column)}{row.number}" in places
            style = red if bad else bold if headings.first_row <= row.number <= headings.last_row else text
            _write(written, row.number - 1, column, cell, style, bad=bad)
        if row.number in reasons:
            for column in range(len(row.cells), last):
                if f"{column_letters(column)}{row.number}" in places:
                    written.write_blank(row.number - 1, column, None, red)
            written.write_string(row.number - 1, last, reasons[row.number], wrapped)
    written.write_string(headings.last_row - 1, last, REASONS, bold)
    written.freeze_panes(headings.last_row, 0)
    book.close()
    return content.getvalue()


def _write(written: Any, row: int, column: int, cell: Cell | None, style: Any, *, bad: bool) -> None:
    if cell is None:
        if bad:
            written.write_blank(row, column, None, style)
    elif cell.kind == NUMBER and len(cell.text) <= EXACT_DIGITS and not cell.text.startswith("0") and not bad:
        written.write_number(row, column, float(cell.text))
    else:
        written.write_string(row, column, cell.text[:LONGEST_TEXT], style)


def _by_row(problems: Sequence[CellProblem]) -> dict[int, str]:
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        reasons.setdefault(problem.row, []).append(f"{problem.column}：{problem.reason}")
    return {row: "；".join(words) for row, words in reasons.items()}
