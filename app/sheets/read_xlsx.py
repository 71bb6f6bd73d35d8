"""Reading .xlsx as a stream: openpyxl opens the book (read-only, defusedxml), the sheet's XML is walked cell by cell.

Walking it here keeps what openpyxl's read-only cells drop: a number's own digits, hidden rows, merged ranges and
formulas whose value was never stored.
"""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile
from zlib import error

from app.sheets.cells import Merged, Row, Unreadable
from app.sheets.xlsx_styles import XlsxStyles
from app.sheets.xlsx_walk import SheetWalk

BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    ParseError,
    ExpatError,
    BadZipFile,
    error,
)
ODD = "odd"  # whole, but openpyxl is stricter about styles than many programs that write them


class XlsxBook:
    """One opened workbook; raises ``Unreadable`` where it is not whole or not honest."""

    def __init__(self, path: Path) -> None:
        import openpyxl

        warnings.simplefilter("ignore")  # openpyxl tells of every extension that it passes over
        stream = BytesIO(path.read_bytes())  # by content, not by name; openpyxl reads from it as long as the book lives
        try:
            self._book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            self._styles = XlsxStyles(self._book)
        except BROKEN as trouble:
            raise Unreadable(_cause_of(trouble, may_be_odd=True)) from trouble
        self._walk = SheetWalk(self._styles)
        self.names: tuple[str, ...] = tuple(sheet.title for sheet in self._book.worksheets if _is_visible(sheet))

    def rows(self, name: str) -> Iterator[Row]:
        """Walk the rows of a sheet in file order."""
        try:
            with self._book[name]._get_source() as source:  # noqa: SLF001 - openpyxl has no public way to the stream
                self._walk = SheetWalk(self._styles)
                yield from self._walk.rows(source)
        except BROKEN as trouble:
            raise Unreadable(_cause_of(trouble)) from trouble

    def merged(self, name: str) -> tuple[Merged, ...]:
        """Give the merged ranges, known only after the rows were walked."""
        del name
        return tuple(self._walk.merged)


def _cause_of(trouble: BaseException | None, *, may_be_odd: bool = False) -> str:
    """Say by its code what broke, from the trouble itself or what it was raised from (openpyxl wraps what it meets)."""
    from defusedxml.common import DefusedXmlException

    code = ODD if may_be_odd else "damaged"
    while trouble is not None:
        if isinstance(trouble, DefusedXmlException):
            return "hostile"
        if isinstance(trouble, ParseError | ExpatError | BadZipFile | error | KeyError | EOFError):
            code = "damaged"
        trouble = trouble.__cause__ or trouble.__context__
    return code


def _is_visible(sheet: Any) -> bool:
    return getattr(sheet, "sheet_state", "visible") == "visible" and hasattr(sheet, "_get_source")
