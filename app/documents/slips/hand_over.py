"""The hand-over list: what goes to which window on one day, a page for each department."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from app.core.day_text import long_day
from app.documents.document import Block, Column, Corner, Document, Faces, NewPage, Signatures, Table, Title, Words
from app.documents.page import SLIP, Page
from app.documents.slips.declaration import Slip, filled

if TYPE_CHECKING:
    from app.cases.facts import Case
    from app.documents.slips.facts import Desk

COLUMNS = (
    Column("序号", 0.8, "center"),
    Column("办件编号", 1.9, "center"),
    Column("申请人", 1.4, "center"),
    Column("事项", 3.4),
    Column("材料", 4.2),
    Column("办结期限", 1.7, "center"),
    Column("备注", 1.4),
)


def hand_over_document(
    slip: Slip,
    number: str,
    day: date,
    cases: Sequence["Case"],
    departments: Mapping[str, str],
    desk: "Desk",
    faces: Faces,
) -> Document:
    """Lay the cases of a day out by department; each department begins a page, because each window keeps its own."""
    blocks = tuple(_blocks(slip, number, day, cases, departments, desk))
    return Document(slip.title, blocks, Page(landscape=True, margins=SLIP), faces=faces, footer=desk.station)


def _blocks(
    slip: Slip, number: str, day: date, cases: Sequence["Case"], departments: Mapping[str, str], desk: "Desk"
) -> Iterator[Block]:
    by_department = sorted(cases, key=lambda case: (departments[case.department_code], case.number))
    for place, (code, group) in enumerate(groupby(by_department, key=lambda case: case.department_code)):
        listed = list(group)
        facts = {
            "station": desk.station,
            "day": long_day(day),
            "department": departments[code] or "（未定部门）",
            "count": f" {len(listed)} ",
            "handler": desk.operator,
        }
        if place:
            yield NewPage()
        yield Title(slip.title, size=20)
        yield Corner(f"编号：{number}", f"窗口：{facts['department']}")
        for part in slip.part:
            if part.kind == "words":
                yield Words(filled(part.text, facts))
                yield Table(COLUMNS, tuple(_row(line, case) for line, case in enumerate(listed, 1)))
            else:
                yield Signatures(tuple(filled(words, facts, blank="") for words in part.places))


def _row(place: int, case: "Case") -> tuple[str, ...]:
    papers = "、".join(material.name for material in case.materials if material.received)
    due = f"{case.due_day.month}月{case.due_day.day}日" if case.due_day else ""
    return str(place), case.number, case.applicant_name, case.item_name, papers, due, ""
