"""A ledger as a workbook: its own headings, ids as text, money with two places, days as days, rows as their text."""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused
from app.ledgers.declaration import Column, Declaration
from app.ledgers.kinds.numbers import FEN
from app.ledgers.kinds.registry import kind_of
from app.sheets.cells import LONGEST_TEXT
from app.sheets.ledger_columns import CORRECTS, NUMBER, STATE, WHY, sheet_declaration
from app.sheets.workbook import HEADING, OPTIONS, Value, sheet_name, write_value

if TYPE_CHECKING:
    from app.ledgers.facts import Entry

FORMATS = {"money": "0.00", "whole": "0", "decimal": "General", "day": "yyyy-mm-dd"}
WIDE, USUAL, NARROW = 36.0, 14.0, 10.0
WIDTHS = {"paragraphs": WIDE, "rows": WIDE, "line": 18.0, "whole": NARROW, "time": NARROW, "yes_no": NARROW}
FIRST_DAY = date(1900, 3, 1)  # spreadsheets have a 29 February 1900; what is earlier is written as text


def ledger_workbook(ledger: Declaration, entries: Iterable["Entry"], numbers: Mapping[str, str]) -> bytes:
    """Give a workbook of one sheet; ``numbers`` gives the numbers of the entries that others correct, by id.

    Raises ``Refused`` where a text is longer than a cell of a spreadsheet can be.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    sheet = book.add_worksheet(sheet_name(ledger.title))
    styles = {kind: book.add_format({"num_format": shown, "valign": "top"}) for kind, shown in FORMATS.items()}
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    columns = [*_own_columns(ledger, corrected=bool(numbers)), *ledger.field]
    heading = book.add_format(HEADING)
    for at, column in enumerate(columns):
        unit = f"（{column.unit}）" if column.unit else ""
        sheet.set_column(at, at, WIDTHS.get(column.kind, USUAL), styles.get(column.kind, text))
        sheet.write_string(0, at, f"{column.label}{unit}", heading)
    for row, entry in enumerate(entries, start=1):
        for at, (column, value) in enumerate(zip(columns, _values(ledger, columns, entry, numbers), strict=True)):
            _refuse_too_long(column, value, entry)
            style = text if isinstance(value, str) else styles.get(column.kind, text)
            if isinstance(value, date):
                sheet.write_datetime(row, at, value, style)
            else:
                write_value(sheet, row, at, value, style)
    sheet.freeze_panes(1, 1)
    book.close()
    return content.getvalue()


def _own_columns(ledger: Declaration, *, corrected: bool) -> Iterator[Column]:
    titles = {column.field: column.title for column in sheet_declaration(ledger).column}
    wanted = [NUMBER, *([STATE] if ledger.state else []), *([CORRECTS, WHY] if corrected else [])]
    return (Column(key=key, label=titles[key], kind="line") for key in wanted)


def _values(
    ledger: Declaration, columns: Iterable[Column], entry: "Entry", numbers: Mapping[str, str]
) -> Iterator[Value]:
    own = {
        NUMBER: entry.number,
        STATE: next((state.label for state in ledger.state if state.key == entry.state), entry.state),
        CORRECTS: numbers.get(entry.corrects, ""),
        WHY: entry.corrects_why,
    }
    for column in columns:
        yield own[column.key] if column.key in own else cell_value(column, entry.values.get(column.key))


def cell_value(column: Column, value: Any) -> Value:
    """Give a value as a cell holds it; what is no number and no day is the text that reads back to the same value."""
    if value is None:
        return None
    if column.kind == "money":
        return float(Decimal(value) / FEN)
    if column.kind in {"whole", "decimal"}:
        return int(value) if column.kind == "whole" else float(value)
    if column.kind == "day" and value >= FIRST_DAY:
        day: date = value
        return day
    return str(kind_of(column).shown(value))


def _refuse_too_long(column: Column, value: Value, entry: "Entry") -> None:
    if isinstance(value, str) and len(value.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise Refused(
            f"{entry.number} 的“{column.label}”有 {len(value)} 个字，Excel 的一格最多放 {LONGEST_TEXT} 个，没有导出。",
            untouched="没有写出文件，数据没有改动。",
            advice="请把这一栏的内容缩短，或放进附件。",
        )
