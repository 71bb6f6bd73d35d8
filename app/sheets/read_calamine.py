"""Reading .xls, .xlsb and .ods with python-calamine; only ever inside the limited child (FAULTS §4.3: it can abort)."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from app.sheets.cells import DAY, ERROR, MOST_MERGED, NUMBER, TEXT, TRUTH, Cell, Merged, Row, Unreadable
from app.sheets.counting import Counting, trimmed
from app.sheets.numbers import number_text


class CalamineBook:
    """One opened file; raises ``Unreadable`` where calamine cannot open it."""

    def __init__(self, path: Path) -> None:
        import python_calamine

        try:
            self._book = python_calamine.load_workbook(BytesIO(path.read_bytes()))  # by content, not by name
        except python_calamine.PasswordError as trouble:
            raise Unreadable("password") from trouble
        except (python_calamine.CalamineError, ValueError, OSError) as trouble:
            raise Unreadable("password" if "password" in str(trouble).lower() else "damaged") from trouble
        self._troubles: tuple[type[Exception], ...] = (python_calamine.CalamineError, ValueError, OSError)
        visible = [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        self.names: tuple[str, ...] = tuple(visible)

    def rows(self, name: str) -> Iterator[Row]:
        """Give the rows of a sheet; the library holds the whole sheet, so the size is checked before it is walked."""
        counting = Counting()
        try:
            sheet = self._book.get_sheet_by_name(name)
            before: list[Cell | None] = [None] * (sheet.start or (0, 0))[1]  # rows come from the first, columns do not
            for at, values in enumerate(sheet.iter_rows(), start=1):
                cells = trimmed(before + [as_cell(value) for value in values])
                for column, cell in enumerate(cells):
                    if cell is not None:
                        counting.cell(at, column, cell.text)
                if cells:
                    counting.row()
                    yield Row(at, hidden=False, cells=cells)
        except self._troubles as trouble:
            raise Unreadable("damaged") from trouble

    def merged(self, name: str) -> tuple[Merged, ...]:
        """Give the merged ranges, where the format tells them (.xls does, .ods does not)."""
        ranges = self._book.get_sheet_by_name(name).merged_cell_ranges or []
        if len(ranges) > MOST_MERGED:
            raise Unreadable("merged")
        return tuple(Merged(top[0] + 1, end[0] + 1, top[1], end[1]) for top, end in ranges)


def as_cell(value: Any) -> Cell | None:
    """Turn calamine's Python value into a cell."""
    if isinstance(value, bool):
        return Cell(TRUTH, "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(NUMBER, number_text(repr(value)))
    if isinstance(value, date):  # a datetime is one, too
        return Cell(DAY, value.isoformat().replace("T00:00:00", "").replace("T", " ")[:16])
    text = str(value)
    if text.startswith("#") and text.endswith(("!", "?", "/A")):
        return Cell(ERROR, text)
    return Cell(TEXT, text) if text.strip() else None
