"""How wide the columns of a table are: as declared, but never so narrow that a number or a head would be split."""

from math import ceil

from app.documents.breaker import units
from app.documents.document import Table
from app.documents.faces import Face, width

PAD = 4.0  # points of white left and right in a cell
WHITE = 2 * PAD + 0.1
SAMPLE = 200  # rows by which a table is judged
BROKEN = 0.12  # lines that a broken centred cell is as bad as
ROOM_FOR_TEXT = 0.7  # of what they declare, columns of running text keep at least this much


def column_widths(table: Table, room: float, face: Face) -> list[float]:
    """Share ``room`` points out among the columns.

    Numbers are whole and heads stand in one line where there is room for that; then the cells of centred columns stand
    in one line, those that need the least first, where that does not make the table longer. Columns of running text
    give way, but keep a part of their share.
    """
    declared = _by_share(table, room)
    places = range(len(table.columns))
    numbers = [_widest(table, place, face, whole=False) for place in places]
    heads = [width(column.head, Face.HEI, table.size) + WHITE for column in table.columns]
    both = [max(pair) for pair in zip(numbers, heads, strict=True)]
    least = next((wish for wish in (both, numbers) if _gives(table, declared, wish, room)), None)
    if least is None:
        return declared
    lines = {at: _widest(table, at, face, whole=True) for at in places if table.columns[at].align != "left"}
    best = _raised(declared, least, room)
    broken = [place for place, wide in lines.items() if wide > best[place]]
    if not broken:
        return best
    least = [min(best[at], max(need, lines.get(at, 0.0))) for at, need in enumerate(least)]
    sample = [[width(text, face, table.size) for text in row] for row in table.rows[:SAMPLE]]
    worst = _trouble(table, best, sample)
    for place in sorted(broken, key=lines.__getitem__):
        wish = [max(need, lines[place]) if at == place else need for at, need in enumerate(least)]
        found = _raised(declared, wish, room)
        if _gives(table, declared, wish, room) and (trouble := _trouble(table, found, sample)) <= worst:
            least, best, worst = wish, found, trouble
    return best


def _by_share(table: Table, room: float) -> list[float]:
    total = sum(column.share for column in table.columns)
    return [room * column.share / total for column in table.columns]


def _widest(table: Table, place: int, face: Face, *, whole: bool) -> float:
    """Give what the widest cell of a column needs in one line, or its widest unit; equal cells are measured once."""
    parts = {line for row in table.rows for line in row[place].split("\n")}
    if not whole:
        parts = {part for line in parts for part in units(line)}
    return max((width(part, face, table.size) for part in parts), default=0.0) + WHITE


def _gives(table: Table, declared: list[float], least: list[float], room: float) -> bool:
    """Tell whether all columns can be that wide and leave those of running text enough."""
    if sum(least) > room:
        return False
    found = zip(table.columns, _raised(declared, least, room), declared, strict=True)
    return all(got >= ROOM_FOR_TEXT * had for column, got, had in found if column.align == "left")


def _trouble(table: Table, widths: list[float], sample: list[list[float]]) -> float:
    """Estimate how long the table becomes, in lines; a centred cell that is broken counts extra."""
    rooms = [max(1.0, wide - WHITE) for wide in widths]
    centred = [place for place, column in enumerate(table.columns) if column.align != "left"]
    total = 0.0
    for row in sample:
        lines = [ceil(wide / room) for wide, room in zip(row, rooms, strict=True)]
        total += max(lines) + BROKEN * sum(lines[place] > 1 for place in centred)
    return total


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
