"""The duty roster of a month for the wall, stand-ins that are known already written in."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.day_text import WEEKDAYS, long_day, shown_month
from app.documents.document import Block, Closing, Column, Corner, Document, Faces, Gap, Table, Title, Words
from app.documents.page import NOTICE, Page, Size
from app.units.kinds import word
from app.units.turns import HALVES, NOBODY, who_is_there

if TYPE_CHECKING:
    from app.units.facts import Person
    from app.units.turns import Absence, Turn

FEW_ROWS = 24
LARGE, SMALL = 13.0, 11.0


class RosterFacts(msgspec.Struct, frozen=True):
    """What stands on the sheet; ``phone`` is the station's own, ``complaint`` the one for complaints.

    ``is_estimated`` tells that no notice says yet which days of the year are worked.
    """

    name: str
    month: str
    day: date
    phone: str
    complaint: str
    turns: "tuple[Turn, ...]"
    absences: "tuple[Absence, ...]" = ()
    is_estimated: bool = False


def roster_document(facts: RosterFacts, size: Size, faces: Faces) -> Document:
    """Lay the month out, a row for each day; halves are told apart only where they differ."""
    title = word("roster_title").format(name=facts.name, month=shown_month(facts.month))
    note = word("roster_note" if facts.complaint else "roster_note_plain").format(complaint=facts.complaint)
    note += word("roster_estimated").format(year=facts.month[:4]) if facts.is_estimated else ""
    blocks: tuple[Block, ...] = (
        Title(title, size=22 if size is Size.A4 else 30),
        Corner(f"值班电话：{facts.phone}" if facts.phone else "", ""),
        _table(facts, 1.0 if size is Size.A4 else 1.4),
        Gap(6),
        Words(note, size=11 if size is Size.A4 else 14, indent=0),
        Closing(facts.name, long_day(facts.day), size=13),
    )
    return Document(title, blocks, Page(size, margins=NOTICE), faces=faces)


def _table(facts: RosterFacts, scale: float) -> Table:
    days = sorted({turn.day for turn in facts.turns})
    put: dict[tuple[date, str, str], Person] = {(one.day, one.half, one.role): one.person for one in facts.turns}
    second = any(turn.role == "B" for turn in facts.turns)

    def there(day: date, half: str, role: str) -> str:
        person = put.get((day, half, role), NOBODY)
        return _told(person, day, facts.absences, put.get((day, half, "B"), NOBODY) if role == "A" else NOBODY)

    whole = all(there(day, "am", role) == there(day, "pm", role) for day in days for role in ("A", "B"))
    columns, cells = _columns(there, whole=whole, second=second)
    rows = tuple(
        (f"{day.month}月{day.day}日", f"周{WEEKDAYS[day.weekday()]}", *(cell(day) for cell in cells)) for day in days
    )
    size = (LARGE if len(days) <= FEW_ROWS else SMALL) * scale
    return Table((Column("日期", 1.6, "center"), Column("星期", 1.0, "center"), *columns), rows, size=size)


def _columns(
    there: Callable[[date, str, str], str], *, whole: bool, second: bool
) -> tuple[list[Column], list[Callable[[date], str]]]:
    columns, cells = [], []
    for half in HALVES[:1] if whole else HALVES:
        for role in ("A", "B") if second else ("A",):
            head = "值班人" if whole else word(half)
            columns.append(Column(f"{head}（{word(role)}）" if second else head, 2.6, "center"))
            cells.append(_cell(there, half, role))
    return columns, cells


def _cell(there: Callable[[date, str, str], str], half: str, role: str) -> Callable[[date], str]:
    return lambda day: there(day, half, role)


def _told(person: "Person", day: date, absences: "Sequence[Absence]", second: "Person") -> str:
    if not person.name:
        return ""
    found = who_is_there(person, day, absences, "", second)
    return found.name if found.is_same(person) else f"{found.name or '（缺）'}（替{person.name}）"
