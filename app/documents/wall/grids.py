"""The list of grids with who is responsible for each, for the wall; households stand as numbers only."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.core.day_text import long_day
from app.documents.document import Closing, Column, Document, Faces, Gap, Table, Title
from app.documents.page import NOTICE, Page, Size
from app.documents.wall.network import shown_phone
from app.units.kinds import label_of, word

if TYPE_CHECKING:
    from app.units.facts import Holder
    from app.units.grids import Grid


def grids_document(name: str, day: date, grids: "Sequence[Grid]", size: Size, faces: Faces) -> Document:
    """Lay the list out, private phones masked."""
    scale = 1.0 if size is Size.A4 else 1.4
    title = word("grids_title").format(name=name)
    columns = (
        Column("序号", 0.8, "center"),
        Column("名称", 2.6),
        Column("种类", 1.8, "center"),
        Column("责任人", 1.8, "center"),
        Column("联系电话", 2.4, "center"),
        Column("协助", 1.8, "center"),
        Column("户数", 1.0, "right"),
        Column("人数", 1.0, "right"),
    )
    rows = tuple(_row(place, grid) for place, grid in enumerate(grids, 1))
    closing = Closing(name, long_day(day), size=13 * scale)
    blocks = (Title(title, size=22 * scale), Table(columns, rows, size=11.5 * scale), Gap(8), closing)
    return Document(title, blocks, Page(size, margins=NOTICE), faces=faces)


def _row(place: int, grid: "Grid") -> tuple[str, ...]:
    first = [one for one in grid.responsible if one.role == "A"]
    second = [one for one in grid.responsible if one.role == "B"]
    unit, numbers = grid.unit, (str(grid.households), str(grid.people))
    return (str(place), unit.name, label_of(unit.kind), _names(first), _phones(first), _names(second), *numbers)


def _names(held: "Sequence[Holder]") -> str:
    return "、".join(dict.fromkeys(one.name for one in held))


def _phones(held: "Sequence[Holder]") -> str:
    return "、".join(dict.fromkeys(shown_phone(one.phone, is_open=one.phone_open) for one in held if one.phone))
