"""The limits of a sheet, checked while it streams by and before anything is kept."""

from app.sheets.cells import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SIGNS,
    Cell,
    Unreadable,
    column_letters,
)


class Counting:
    """Counts rows and cells of one sheet; raises ``Unreadable`` at the first that is too much."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells = 0
        self._signs = 0

    def cell(self, row: int, column: int, text: str) -> None:
        """Count one filled cell; ``row`` from 1, ``column`` from 0."""
        self._cells += 1
        self._signs += len(text)
        if len(text) > LONGEST_TEXT:
            raise Unreadable("long_text", f"{column_letters(column)}{row}")
        if row > MOST_ROWS or column >= MOST_COLUMNS:
            raise Unreadable("too_wide_or_long", f"{column_letters(column)}{row}")
        if self._cells > MOST_CELLS or self._signs > MOST_SIGNS:
            raise Unreadable("too_many_cells")

    def row(self) -> None:
        """Count one filled row."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise Unreadable("too_wide_or_long", str(self._rows))


def trimmed(cells: list[Cell | None]) -> tuple[Cell | None, ...]:
    """Drop the empty cells at the end of a row."""
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)
