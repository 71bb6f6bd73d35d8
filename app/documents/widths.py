"""How wide the columns of a table are: as declared, but never so narrow that a number or a head would be split."""

from app.documents.breaker import units
from app.documents.document import Table
from app.documents.faces import Face, width

PAD = 4.0  # points of white left and right in a cell
ROOM_FOR_TEXT = 0.7  # of what they declare, columns of running text keep at least this much


def column_widths(table: Table, room: float, face: Face) -> list[float]:
    """Share ``room`` points out among the columns.

    Wishes, the first that can be met: short centred columns show every cell and head in one line; heads stand in one
    line; numbers are whole. Columns of running text give way, but never below a part of their declared share.
    """
    declared = _by_share(table, room)
    wished: tuple[list[float], ...] = (
        [_least(table, place, face, whole=True, head=True) for place in range(len(table.columns))],
        [_least(table, place, face, whole=False, head=True) for place in range(len(table.columns))],
        [_least(table, place, face, whole=False, head=False) for place in range(len(table.columns))],
    )
    for least in wished:
        if sum(least) > room:
            continue
        found = _raised(declared, least, room)
        if all(
            got >= ROOM_FOR_TEXT * had
            for got, had, column in zip(found, declared, table.columns, strict=True)
            if column.align == "left"
        ):
            return found
    return declared


def _by_share(table: Table, room: float) -> list[float]:
    total = sum(column.share for column in table.columns)
    return [room * column.share / total for column in table.columns]


def _least(table: Table, place: int, face: Face, *, whole: bool, head: bool) -> float:
    """Give the least width of one column; equal cells are measured once."""
    column = table.columns[place]
    parts = {line for row in table.rows for line in row[place].split("\n")}
    if not whole or column.align == "left":
        parts = {part for line in parts for part in units(line)}
    widest = max((width(part, face, table.size) for part in parts), default=0.0)
    if head:
        widest = max(widest, width(column.head, Face.HEI, table.size))
    return widest + 2 * PAD + 0.1


def _raised(declared: list[float], least: list[float], room: float) -> list[float]:
    """Raise the columns that are too narrow; the others share what is left as they were declared."""
    raised = {place for place, wide in enumerate(declared) if wide < least[place]}
    while True:
        left = room - sum(least[place] for place in raised)
        others = sum(wide for place, wide in enumerate(declared) if place not in raised)
        scale = left / others if others else 0.0
        more = {place for place, wide in enumerate(declared) if place not in raised and wide * scale < least[place]}
        if not more:
            return [least[place] if place in raised else wide * scale for place, wide in enumerate(declared)]
        raised |= more
