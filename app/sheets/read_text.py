"""Reading .csv and other tables of text: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from app.sheets.cells import TEXT, Cell, Row, Unreadable
from app.sheets.counting import Counting, trimmed

DELIMITERS = ",\t;"
ENDINGS = (".csv", ".txt", ".tsv", ".tab", ".xls", ".xlsx")  # many a program gives its text tables an Excel name
LOOKED_AT_LINES = 20
LONGEST_FIELD = 32_767
SIGNS_OF_BINARY = frozenset(range(32)) - set(b"\t\r\n\x0b\x0c\x1a")


def read_text(path: Path) -> Iterator[Row]:
    """Give the rows of a text table; every cell is text. Raises ``Unreadable`` where it is no such table."""
    if path.suffix.lower() not in ENDINGS:
        raise Unreadable("not_a_table")
    text = _decoded(path.read_bytes())
    lines = text.splitlines()
    delimiter = max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines[:LOOKED_AT_LINES]))
    if delimiter not in text:
        raise Unreadable("not_a_table")
    csv.field_size_limit(LONGEST_FIELD)
    counting = Counting()
    try:
        for number, fields in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), start=1):
            cells = trimmed([_cell(counting, number, column, field) for column, field in enumerate(fields)])
            if cells:
                counting.row()
                yield Row(number, hidden=False, cells=cells)
    except csv.Error as trouble:
        raise Unreadable("damaged") from trouble


def _cell(counting: Counting, row: int, column: int, field: str) -> Cell | None:
    plain = field.strip()
    if plain.startswith('="') and plain.endswith('"'):  # how spreadsheets are told to keep digits as text
        plain = plain[2:-1]
    if not plain:
        return None
    counting.cell(row, column, plain)
    return Cell(TEXT, plain)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        ways: tuple[str, ...] = ("utf-16",)
    elif SIGNS_OF_BINARY & set(content):
        raise Unreadable("not_a_table")
    else:
        ways = ("utf-8-sig", "gb18030")
    for way in ways:
        try:
            return content.decode(way)
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_a_table")
