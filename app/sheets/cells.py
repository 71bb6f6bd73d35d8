"""A sheet as plain values: what a cell holds and which kind it was in the file, nothing else."""

import msgspec

TEXT, NUMBER, DAY, TRUTH, FORMULA, ERROR = "t", "n", "d", "b", "f", "e"

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000
MOST_MERGED = 50_000
MOST_SIGNS = 60_000_000  # of all texts together
LONGEST_TEXT = 32_767  # of one cell, as spreadsheets have it


class Cell(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One cell that is not empty.

    ``kind`` is one of the letters above; ``text`` is the text, the number in full digits, the day as ISO text
    (``1949-12-31``, with a time ``1949-12-31 08:30``), a formula whose value was never stored, or an error's name.
    """

    kind: str
    text: str


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One row with something in it: its number in the file from 1, whether hidden, its cells from column A."""

    number: int
    hidden: bool
    cells: tuple[Cell | None, ...]

    def cell(self, column: int) -> Cell | None:
        """Give the cell of a column counted from 0, also beyond the end of the row."""
        return self.cells[column] if column < len(self.cells) else None


class Merged(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One merged range: first and last row from 1, first and last column from 0, all inside it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Sheet(msgspec.Struct, frozen=True):
    """What was read of a file: the sheet's name, the names of all its sheets, rows in order, merged ranges."""

    name: str
    names: tuple[str, ...]
    rows: list[Row]
    merged: tuple[Merged, ...] = ()

    @property
    def hidden_rows(self) -> list[int]:
        """The numbers of rows that are hidden or filtered away but hold something."""
        return [row.number for row in self.rows if row.hidden]


class Unreadable(Exception):  # noqa: N818 - told to the parent by its code, which makes the sentence
    """A file that is no table for us; ``code`` names an entry of resources/imports/troubles.toml."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.place = place


def column_letters(column: int) -> str:
    """Name a column counted from 0 as a spreadsheet does: A, B, … Z, AA."""
    letters = ""
    left = column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
