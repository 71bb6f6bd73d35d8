"""Our own line breaker with 避头尾: what may not begin or end a line, and what is never split.

A line never begins with a closing sign or a stop, never ends with an opening sign; Latin words, numbers and id numbers
stay whole, a number keeps its counter (80件, 10月), “——” and “……” stay together, and no single character or
short number is left alone on the last line. ReportLab's own CJK wrap breaks all of these (FAULTS §7.2).
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from app.documents.faces import Face, width

CANNOT_BEGIN = frozenset("，。、；：？！）》」』】〕〉”’…—～·％‰℃°,.;:?!)]}%>’”")
CANNOT_END = frozenset("（《「『【〔〈“‘([{<￥$#№")
TOGETHER = frozenset("—…")
JOINED = frozenset("-./:@_+%,#&~")  # inside a Latin run or a number
COUNTERS = frozenset("年月日号件个元份天次户人组岁期页张名位周时分秒寸亩级")
FURTHEST_BACK = 4
LONGEST_ALONE = 3  # characters of a number and its counter that still look lost on a line
FEWEST_LEFT = 3  # units that a line needs before it can give one away

Measure = Callable[[str], float]


def units(text: str) -> Iterator[str]:
    """Split a text into what is never split: one character, a Latin word, a number with its counter, a doubled dash."""
    place = 0
    while place < len(text):
        end = place + 1
        if _is_latin(text[place]):
            while end < len(text) and (_is_latin(text[end]) or _joins(text, end)):
                end += 1
            if text[end - 1].isdigit() and text[end : end + 1] in COUNTERS:
                end += 1
        elif text[place] in TOGETHER:
            while end < len(text) and text[end] == text[place]:
                end += 1
        yield text[place:end]
        place = end


def break_lines(text: str, measure: Measure, room: float) -> list[str]:
    """Break a text into lines no wider than ``room``; a line break in the text begins a new line.

    A unit that is wider than the room by itself is the only thing that is ever split inside.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_broken(paragraph, measure, room))
    return lines


def break_text(text: str, face: Face, size: float, room: float, *, first_indent: float = 0) -> tuple[str, ...]:
    """Break a text set in one face; ``first_indent`` points of the first line are taken already."""
    return _break_text(text, face, size, round(room, 2), round(first_indent, 2))


@lru_cache(maxsize=1_024)
def balanced_lines(text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
    """Break a centred text into as few lines, but of like length, so that nothing hangs below alone (梯形 or 菱形)."""
    lines = break_text(text, face, size, room)
    narrow = width(text, face, size) / len(lines)
    while len(lines) > 1 and narrow < room:
        found = break_text(text, face, size, narrow)
        if len(found) <= len(lines) and all(width(line, face, size) <= narrow for line in found):
            return found
        narrow += size / 4
    return lines


@lru_cache(maxsize=4_096)
def _break_text(text: str, face: Face, size: float, room: float, first_indent: float) -> tuple[str, ...]:
    if width(text, face, size) + first_indent <= room and "\n" not in text:
        return (text,)
    if not first_indent:
        return tuple(break_lines(text, lambda part: width(part, face, size), room))
    head, *rest = text.split("\n", 1)
    first = _broken(head, lambda part: width(part, face, size), room - first_indent)[0]
    remaining = "\n".join((head[len(first) :].lstrip(" "), *rest)).removeprefix("\n" if first == head else "")
    if not remaining:
        return (first,)
    return (first, *break_lines(remaining, lambda part: width(part, face, size), room))


def _broken(paragraph: str, measure: Measure, room: float) -> list[str]:
    lines: list[list[str]] = []
    line: list[str] = []
    used = 0.0
    for unit in _fitting(paragraph, measure, room):
        wide = measure(unit)
        if line and used + wide > room:
            kept, moved = _cut(line, unit)
            lines.append(kept)
            line = moved
            used = sum(measure(one) for one in line)
            if not line and unit == " ":
                continue
        line.append(unit)
        used += wide
    lines.append(line)
    return ["".join(one).rstrip(" ") for one in _never_alone(lines, measure, room)]


def _never_alone(lines: list[list[str]], measure: Measure, room: float) -> list[list[str]]:
    """Give what would stand alone on the last line company from the line above, where the rules allow."""
    alone = [unit for unit in lines[-1] if unit not in CANNOT_BEGIN]
    if len(lines) == 1 or len(alone) != 1 or len(alone[0]) > LONGEST_ALONE:
        return lines
    *before, above, last = lines
    if len(above) < FEWEST_LEFT:
        return lines
    kept, moved = _cut(above[:-1], above[-1])
    company = [*moved, above[-1], *last]
    lawful = company[0][0] not in CANNOT_BEGIN and kept[-1][-1] not in CANNOT_END
    if not lawful or len(company) > len(kept) or measure("".join(company)) > room:
        return lines
    return [*before, kept, company]


def _cut(line: list[str], following: str) -> tuple[list[str], list[str]]:
    """Move back at most a few units, so that the next line may begin and this one may end where it is cut."""
    cut = len(line)
    head = following
    while cut > 1 and len(line) - cut < FURTHEST_BACK and (head[0] in CANNOT_BEGIN or line[cut - 1][-1] in CANNOT_END):
        cut -= 1
        head = line[cut]
    if head[0] in CANNOT_BEGIN or line[cut - 1][-1] in CANNOT_END:
        cut = len(line)
    return line[:cut], line[cut:]


def _fitting(paragraph: str, measure: Measure, room: float) -> Iterator[str]:
    for unit in units(paragraph):
        if len(unit) == 1 or measure(unit) <= room:
            yield unit
        elif unit[-1] in COUNTERS and measure(unit[:-1]) <= room:
            yield unit[:-1]
            yield unit[-1]
        else:
            yield from unit


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _joins(text: str, place: int) -> bool:
    return text[place] in JOINED and place + 1 < len(text) and _is_latin(text[place + 1])
