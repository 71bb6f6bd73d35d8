"""Tables and grids of facts: row heights from the broken text, heads repeated, rows never split."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.breaker import balanced_lines, break_text
from app.documents.document import Align, Facts, Table
from app.documents.faces import Face, width
from app.documents.page import Frame
from app.documents.sheet import Box, Sheet
from app.documents.widths import PAD, column_widths

LEADING = 1.32
HEAD_GREY = 0.93
LABEL_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its left edge, width, broken lines, and how they are set."""

    x: float
    width: float
    lines: tuple[str, ...]
    face: Face
    align: Align
    ground: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side with one height, in points."""

    cells: tuple[Cell, ...]
    height: float
    size: float

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw grid and text from ``top`` down; each cell's lines stand in its middle."""
        leading, bottom = self.size * LEADING, top - self.height
        left, right = self.cells[0].x, self.cells[-1].x + self.cells[-1].width
        sheet.rule(left, top, right, top)
        sheet.rule(left, bottom, right, bottom)
        sheet.rule(right, bottom, right, top)
        for cell in self.cells:
            if cell.ground:
                sheet.boxes.append(Box(cell.x, bottom, cell.width, self.height, HEAD_GREY))
            sheet.rule(cell.x, bottom, cell.x, top)
            y = top - (self.height - len(cell.lines) * leading) / 2 - leading + self.size * 0.32
            for line in cell.lines:
                _set(sheet, cell, y, line, self.size)
                y -= leading


def _set(sheet: Sheet, cell: Cell, y: float, line: str, size: float) -> None:
    match cell.align:
        case "center":
            sheet.write_centred(cell.x + cell.width / 2, y, line, cell.face, size)
        case "right":
            sheet.write_to(cell.x + cell.width - PAD, y, line, cell.face, size)
        case _:
            sheet.write(cell.x + PAD, y, line, cell.face, size)


def cell(x: float, wide: float, text: str, face: Face, size: float, align: Align, *, ground: bool = False) -> Cell:
    """Break a text into a cell; centred lines are of like length."""
    broken = balanced_lines if align == "center" else break_text
    lines = broken(text, face, size, wide - 2 * PAD) if text else ()
    return Cell(x, wide, lines, face, align, ground)


def row_of(cells: tuple[Cell, ...], size: float, least: float) -> Row:
    """Give a row as high as its highest cell, at least ``least`` points."""
    most = max((len(one.lines) for one in cells), default=1)
    return Row(cells, max(least, most * size * LEADING + 0.72 * size), size)


def table_rows(table: Table, frame: Frame, face: Face) -> tuple[Row, Iterator[Row]]:
    """Give the head and then every row of a table, made as they are asked for."""
    edges, x = [], frame.left
    for wide in column_widths(table, frame.width, face):
        edges.append((x, wide))
        x += wide
    heads = tuple(
        cell(x, wide, column.head, Face.HEI, table.size, "center", ground=True)
        for (x, wide), column in zip(edges, table.columns, strict=True)
    )
    least = table.size * LEADING + 0.72 * table.size
    return row_of(heads, table.size, least), _rows(table, edges, least, face)


def _rows(table: Table, edges: list[tuple[float, float]], least: float, face: Face) -> Iterator[Row]:
    blank = tuple("" for _ in table.columns)
    for texts in (*table.rows, *([blank] * table.blank_rows)):
        cells = tuple(
            cell(x, wide, text, face, table.size, column.align)
            for (x, wide), column, text in zip(edges, table.columns, texts, strict=True)
        )
        yield row_of(cells, table.size, least)


def facts_rows(facts: Facts, frame: Frame, face: Face) -> Iterator[Row]:
    """Give the rows of a grid of labels and values; a wide value takes a whole row."""
    label = max((width(name, Face.HEI, facts.size) for name, _ in facts.pairs), default=0) + 2 * PAD
    label = min(label, frame.width * LABEL_SHARE)
    waiting: list[tuple[str, str]] = []
    for name, value in facts.pairs:
        if name in facts.wide:
            if waiting:
                yield _facts_row(facts, frame, face, label, waiting)
                waiting = []
            yield _facts_row(facts, frame, face, label, [(name, value)])
            continue
        waiting.append((name, value))
        if len(waiting) == facts.columns:
            yield _facts_row(facts, frame, face, label, waiting)
            waiting = []
    if waiting:
        yield _facts_row(facts, frame, face, label, waiting)


def _facts_row(facts: Facts, frame: Frame, face: Face, label: float, pairs: list[tuple[str, str]]) -> Row:
    cells, x, share = [], frame.left, frame.width / (facts.columns if len(pairs) > 1 else 1)
    for place, (name, value) in enumerate(pairs):
        last = place == len(pairs) - 1
        wide = frame.left + frame.width - x if last else share
        cells.append(cell(x, label, name, Face.HEI, facts.size, "center", ground=True))
        cells.append(cell(x + label, wide - label, value, face, facts.size, "left"))
        x += wide
    tall = any(name in facts.tall and not value for name, value in pairs)
    return row_of(tuple(cells), facts.size, facts.size * (LEADING * (4 if tall else 1) + 1.1))
