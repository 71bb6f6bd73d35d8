"""Reading .xlsx as a stream: openpyxl opens the book (read-only, defusedxml), the sheet's XML is walked cell by cell.

Walking it here keeps what openpyxl's read-only cells drop: a number's own digits, hidden rows, merged ranges and
formulas whose value was never stored.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile
from zlib import error

from app.sheets.cells import DAY, ERROR, FORMULA, MOST_MERGED, TEXT, TRUTH, Cell, Merged, Row, Unreadable
from app.sheets.counting import Counting, trimmed
from app.sheets.xlsx_styles import XlsxStyles

BROKEN = (KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, EOFError, OSError, BadZipFile, error)
ODD = "odd"  # whole, but openpyxl is stricter about styles than many programs that write them


class XlsxBook:
    """One opened workbook; raises ``Unreadable`` where it is not whole or not honest."""

    def __init__(self, path: Path) -> None:
        import openpyxl

        warnings.simplefilter("ignore")  # openpyxl tells of every extension that it passes over
        stream = path.open("rb")
        try:
            self._book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            self._styles = XlsxStyles(self._book)
        except BROKEN as trouble:
            raise Unreadable(_cause_of(trouble, may_be_odd=True)) from trouble
        self._merged: list[Merged] = []
        self.names: tuple[str, ...] = tuple(sheet.title for sheet in self._book.worksheets if _is_visible(sheet))

    def rows(self, name: str) -> Iterator[Row]:
        """Walk the rows of a sheet in file order."""
        try:
            with self._book[name]._get_source() as source:  # noqa: SLF001 - openpyxl has no public way to the stream
                yield from self._walk(source)
        except BROKEN as trouble:
            raise Unreadable(_cause_of(trouble)) from trouble

    def merged(self, name: str) -> tuple[Merged, ...]:
        """Give the merged ranges, known only after the rows were walked."""
        del name
        return tuple(self._merged)

    def _walk(self, source: Any) -> Iterator[Row]:
        from openpyxl.xml.functions import iterparse

        counting, number, hidden = Counting(), 0, False
        cells: dict[int, Cell] = {}
        next_column = 0
        for event, element in iterparse(source, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    number = int(float(element.get("r") or number + 1))
                    hidden = element.get("hidden") in {"1", "true"} or element.get("ht") == "0"
                    cells, next_column = {}, 0
            elif tag == "c":
                column = _column(element.get("r")) if element.get("r") else next_column
                next_column = column + 1
                cell = self._cell(element)
                element.clear()
                if cell is not None:
                    counting.cell(number, column)
                    cells[column] = cell
            elif tag == "row":
                element.clear()
                if cells:
                    counting.row()
                    yield Row(number, hidden, trimmed([cells.get(column) for column in range(max(cells) + 1)]))
            elif tag == "mergeCell":
                self._keep_merged(element)
                element.clear()

    def _cell(self, element: Element) -> Cell | None:
        kind = element.get("t", "n")
        value = formula = inline = None
        for part in element:
            tag = part.tag.rpartition("}")[2]
            if tag == "v":
                value = part.text
            elif tag == "f":
                formula = part
            elif tag == "is":
                inline = "".join(text.text or "" for text in part.iter() if text.tag.rpartition("}")[2] == "t")
        if kind == "inlineStr":
            return _text(inline or "")
        if value is None or value == "":
            return Cell(FORMULA, f"={formula.text or ''}") if formula is not None and kind != "str" else None
        return self._valued(kind, value, int(element.get("s") or 0))

    def _valued(self, kind: str, value: str, style: int) -> Cell | None:
        if kind == "s":
            return _text(str(self._styles.shared_strings[int(value)]))
        if kind == "str":
            return _text(value)
        if kind == "b":
            return Cell(TRUTH, "TRUE" if value.strip() == "1" else "FALSE")
        if kind == "e":
            return Cell(ERROR, value)
        if kind == "d":
            return Cell(DAY, value.replace("T00:00:00", "").replace("T", " "))
        return self._styles.number(value, style)

    def _keep_merged(self, element: Element) -> None:
        from openpyxl.utils.cell import range_boundaries

        first_column, first_row, last_column, last_row = range_boundaries(element.get("ref"))
        self._merged.append(Merged(first_row, last_row, first_column - 1, last_column - 1))
        if len(self._merged) > MOST_MERGED:
            raise Unreadable("merged")


def _cause_of(trouble: BaseException | None, *, may_be_odd: bool = False) -> str:
    """Say by its code what broke, from the trouble itself or what it was raised from (openpyxl wraps what it meets)."""
    from defusedxml.common import DefusedXmlException

    code = ODD if may_be_odd else "damaged"
    while trouble is not None:
        if isinstance(trouble, DefusedXmlException):
            return "hostile"
        if isinstance(trouble, ParseError | BadZipFile | error | KeyError | EOFError):
            code = "damaged"
        trouble = trouble.__cause__ or trouble.__context__
    return code


def _text(text: str) -> Cell | None:
    return Cell(TEXT, text) if text.strip() else None


def _column(reference: str | None) -> int:
    """Give the column from 0 of a reference such as ``XFD20000``."""
    column = 0
    for sign in reference or "":
        if not sign.isalpha():
            break
        column = column * 26 + ord(sign.upper()) - ord("A") + 1
    return column - 1


def _is_visible(sheet: Any) -> bool:
    return getattr(sheet, "sheet_state", "visible") == "visible" and hasattr(sheet, "_get_source")
