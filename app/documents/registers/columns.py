"""The columns of a register: their edges, the repeated head, and the row that each line becomes."""

from collections.abc import Iterator
from dataclasses import replace

from app.documents.document import Align, Table
from app.documents.faces import Face
from app.documents.page import Frame
from app.documents.registers.facts import Line, Part
from app.documents.tables import LEADING, Cell, Row, cell, row_of
from app.documents.widths import column_widths

TEXT, CROWDED = 10.0, 9.0
MANY_COLUMNS = 9
JUDGED = 300  # lines by which the widths are judged; what comes later breaks where it must
PADDED = 0.72  # of the size, above and below the lines of a row together


class Columns:
    """What a part's lines are set in; ``least`` is the height of a row with one line of text."""

    def __init__(self, part: Part, room: Frame, face: Face) -> None:
        """Judge the widths by lines from the whole length of the part."""
        self.size = CROWDED if len(part.columns) >= MANY_COLUMNS else TEXT
        self._face, self._room = face, room
        entries = [line.cells for line in part.lines if line.kind == "entry"]
        judged = tuple(entries[:: max(1, len(entries) // JUDGED)])
        widths = column_widths(Table(part.columns, judged, self.size), room.width, face)
        edges, x = [], room.left
        for wide in widths:
            edges.append((x, wide))
            x += wide
        self._edges: list[tuple[float, float, Align]] = [
            (*edge, column.align) for edge, column in zip(edges, part.columns, strict=True)
        ]
        self.least = self.size * (LEADING + PADDED)
        self.head = self._set([column.head for column in part.columns], Face.HEI, head=True)

    def row(self, line: Line) -> Row:
        """Give the row of a line, as high as its longest text."""
        if line.kind == "band":
            x, wide = self._room.left, self._room.width
            one = cell(x, wide, line.cells[0], Face.HEI, self.size, "left", ground=True)
            return row_of((one,), self.size, self.least)
        return self._set(line.cells, Face.HEI if line.kind == "sum" else self._face)

    def pieces(self, row: Row, room: float) -> Iterator[Row]:
        """Give a row that fits into ``room`` points; a higher one cut between its lines into several."""
        if row.height <= room:
            yield row
            return
        most = max(len(one.lines) for one in row.cells)
        fitting = max(1, int((room - PADDED * row.size) / (row.size * LEADING)))
        for begin in range(0, most, fitting):
            cut = tuple(replace(one, lines=one.lines[begin : begin + fitting]) for one in row.cells)
            yield row_of(cut, row.size, self.least)

    def _set(self, texts: tuple[str, ...] | list[str], face: Face, *, head: bool = False) -> Row:
        cells: list[Cell] = [
            cell(x, wide, text, face, self.size, "center" if head else align, ground=head)
            for (x, wide, align), text in zip(self._edges, texts, strict=True)
        ]
        return row_of(tuple(cells), self.size, self.least)
