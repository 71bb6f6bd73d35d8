"""Walking the XML of one .xlsx sheet with expat's own handlers: ten times as quick as building elements.

The parser is defusedxml's, so a document type or an entity ends the walk at once.
"""

from collections.abc import Iterator
from typing import IO, Any

from app.sheets.cells import DAY, ERROR, FORMULA, MOST_MERGED, TEXT, TRUTH, Cell, Merged, Row, Unreadable
from app.sheets.counting import Counting, trimmed
from app.sheets.xlsx_styles import XlsxStyles

CHUNK = 1 << 16
READ_TEXTS = frozenset({"v", "f", "t"})


class SheetWalk:
    """One walk over one sheet; gives rows while it goes, and keeps the merged ranges."""

    def __init__(self, styles: XlsxStyles) -> None:
        self.merged: list[Merged] = []
        self._styles = styles
        self._counting = Counting()
        self._done: list[Row] = []
        self._local: dict[str, str] = {}
        self._number, self._hidden = 0, False
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._kind, self._style, self._reference = "n", 0, ""
        self._value = self._inline = ""
        self._formula: str | None = None
        self._text: list[str] | None = None
        self._in_phonetic = False

    def rows(self, source: IO[bytes]) -> Iterator[Row]:
        """Walk the whole sheet; raises expat's, defusedxml's or ``ValueError`` for what is broken."""
        from defusedxml.ElementTree import DefusedXMLParser

        expat: Any = DefusedXMLParser(forbid_dtd=True).parser
        expat.buffer_text = True
        expat.StartElementHandler = self._start
        expat.EndElementHandler = self._end
        expat.CharacterDataHandler = self._data
        expat.DefaultHandlerExpand = None
        while chunk := source.read(CHUNK):
            expat.Parse(chunk, False)
            yield from self._done
            self._done.clear()
        expat.Parse(b"", True)
        yield from self._done

    def _start(self, name: str, attributes: dict[str, str] | list[str]) -> None:
        tag = self._local.get(name) or self._local.setdefault(name, name.rpartition("}")[2])
        if isinstance(attributes, list):
            attributes = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in READ_TEXTS:
            self._text = []
        elif tag == "row":
            self._number = int(float(attributes.get("r") or self._number + 1))
            self._hidden = attributes.get("hidden") in {"1", "true"} or attributes.get("ht") == "0"
            self._cells, self._column = {}, -1
        elif tag == "rPh":
            self._in_phonetic = True
        elif tag == "mergeCell":
            self._keep_merged(attributes["ref"])

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = self._local[name]
        if tag in READ_TEXTS and self._text is not None:
            text = "".join(self._text)
            self._text = None
            if tag == "v":
                self._value = text
            elif tag == "f":
                self._formula = text
            elif not self._in_phonetic:
                self._inline += text
        elif tag == "c":
            self._end_cell()
        elif tag == "row" and self._cells:
            self._counting.row()
            cells = trimmed([self._cells.get(column) for column in range(max(self._cells) + 1)])
            self._done.append(Row(self._number, self._hidden, cells))
        elif tag == "rPh":
            self._in_phonetic = False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s") or 0)
        self._reference = attributes.get("r", "")
        self._value = self._inline = ""
        self._formula = None

    def _end_cell(self) -> None:
        self._column = column_of(self._reference) if self._reference else self._column + 1
        cell = self._read_cell()
        if cell is not None:
            self._counting.cell(self._number, self._column, cell.text)
            self._cells[self._column] = cell

    def _read_cell(self) -> Cell | None:
        kind, value = self._kind, self._value
        if kind == "inlineStr":
            return text_cell(self._inline)
        if not value:
            return Cell(FORMULA, f"={self._formula}") if self._formula is not None and kind != "str" else None
        if kind == "n":
            return self._styles.number(value, self._style)
        if kind == "s":
            return text_cell(self._styles.shared_strings[int(value)])
        return _plain_cell(kind, value)

    def _keep_merged(self, reference: str) -> None:
        from openpyxl.utils.cell import range_boundaries

        first_column, first_row, last_column, last_row = range_boundaries(reference)
        self.merged.append(Merged(first_row, last_row, first_column - 1, last_column - 1))
        if len(self.merged) > MOST_MERGED:
            raise Unreadable("merged")


def _plain_cell(kind: str, value: str) -> Cell | None:
    if kind == "b":
        return Cell(TRUTH, "TRUE" if value.strip() == "1" else "FALSE")
    if kind == "e":
        return Cell(ERROR, value)
    return Cell(DAY, value.replace("T00:00:00", "").replace("T", " ")) if kind == "d" else text_cell(value)


def text_cell(text: str) -> Cell | None:
    """Give a text as a cell, nothing where it is blank."""
    return Cell(TEXT, text) if text and not text.isspace() else None


def column_of(reference: str) -> int:
    """Give the column from 0 of a reference such as ``XFD20000``."""
    column = 0
    for sign in reference:
        if not sign.isalpha():
            break
        column = column * 26 + ord(sign.upper()) - ord("A") + 1
    return column - 1
