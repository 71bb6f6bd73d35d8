"""The agenda on one sheet for the wall: this week or until the month's end, for the office itself or for everybody."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from app.agenda.declared import declared
from app.core.day_text import WEEKDAYS, long_day, shown_day
from app.core.errors import Refused
from app.core.masking import mask_name
from app.documents.document import Block, Closing, Column, Corner, Document, Faces, Gap, Table, Title, Words
from app.documents.faces import TEXT_FACES, TITLE_FACES, clean
from app.documents.page import NOTICE, Page
from app.documents.reading import page_count
from app.documents.render import render
from app.operators.rights import anybody

if TYPE_CHECKING:
    from app.agenda.agenda import Agenda
    from app.agenda.facts import AgendaGroup, AgendaLine, Today
    from app.core.settings import Settings
    from app.units.units import Units
    from db.store import Store

Span = Literal["week", "month"]
SPANS: dict[Span, tuple[str, ...]] = {"week": ("today", "week"), "month": ("today", "week", "month")}
BETWEEN = "、"
WIDE = 2
"""Narrower columns are centred."""
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE, CLOSING_SIZE = 22.0, 13.0, 10.5, 11.5


class AgendaSheet(msgspec.Struct, frozen=True):
    """A finished sheet; ``lines`` counts what stands on it."""

    title: str
    pdf: bytes
    pages: int
    lines: int


class WallSheets:
    """Makes the sheets of one office."""

    def __init__(
        self,
        store: "Store",
        agenda: "Agenda",
        settings: "Settings",
        offices: "Units",
        *,
        allow: Callable[[], None] = anybody,
    ) -> None:
        """``allow`` refuses whoever may give no paper."""
        self._store, self._agenda, self._settings = store, agenda, settings
        self._offices, self._allow = offices, allow

    def make(self, span: Span = "week", person: str = "", *, internal: bool = True) -> AgendaSheet:
        """Give the sheet of a span, for one person where one is named; without ``internal`` no villager is named.

        Raises ``Refused`` where there is nothing to do.
        """
        self._allow()
        today = self._agenda.today(person)
        document, lines = sheet_document(self._offices.own().name, today, span, self._faces(), internal=internal)
        if not lines:
            raise Refused("没有要办的事，没有可以打印的。", untouched="没有生成纸张。")
        pdf = render(document)
        return AgendaSheet(document.title, pdf, page_count(pdf), lines)

    def note_printed(self, sheet: AgendaSheet, copies: int) -> None:
        """Note in the journal that a sheet went to a printer."""
        what = f"打印 {sheet.title}，{copies} 份"
        with self._store.writing(reason=what) as write:
            write.note("print", "offices", str(self._store.office["id"]), what)

    def _faces(self) -> Faces:
        title = TITLE_FACES[self._settings.text("printing.title_face")]
        return Faces(title, TEXT_FACES[self._settings.text("printing.body_face")])


def sheet_document(name: str, today: "Today", span: Span, faces: Faces, *, internal: bool) -> tuple[Document, int]:
    """Lay the sheet out: a table for each heading, with room to tick; gives also how many lines stand on it."""
    said = declared().wall
    title = said.titles[span].format(name=name)
    below = said.below.format(day=shown_day(today.day))
    if today.person:
        below = f"{below} · {today.person}"
    blocks: list[Block] = [Title(title, below, TITLE_SIZE), Corner(said.internal if internal else said.posted, "")]
    count = 0
    for group in today.groups:
        if rows := tuple(_rows(group, today, span, internal=internal)):
            count += len(rows)
            columns = tuple(Column(head, share, "left" if share > WIDE else "center") for head, share in said.columns)
            head = Words(group.label, HEAD_SIZE, 0, head=True, space_after=3)
            blocks += [head, Table(columns, rows, TEXT_SIZE), Gap(8)]
    blocks.append(Closing(name, long_day(today.day), CLOSING_SIZE))
    return Document(title, tuple(blocks), Page(margins=NOTICE), faces=faces), count


def _rows(group: "AgendaGroup", today: "Today", span: Span, *, internal: bool) -> Iterator[tuple[str, ...]]:
    said = declared().wall
    kept_back = said.not_printed if internal else (*said.not_printed, *said.not_posted)
    if group.span not in SPANS[span] or group.key in kept_back:
        return
    for line in group.lines:
        yield tuple(
            clean(text)
            for text in (
                said.ticked if line.done else "",
                _what(line, internal=internal),
                _until(line, today),
                line.why,
                BETWEEN.join(line.by if internal or not line.known else [mask_name(one) for one in line.by]),
            )
        )


def _what(line: "AgendaLine", *, internal: bool) -> str:
    if not internal:
        return line.posted or line.title
    number = line.number if line.subject in {"case", "ledger"} else ""
    return "\n".join(part for part in (line.title, " ".join(one for one in (line.detail, number) if one)) if part)


def _until(line: "AgendaLine", today: "Today") -> str:
    if line.until is None or line.done:
        return ""
    year = f"{line.until.year}年" if line.until.year != today.day.year else ""
    day = f"{year}{line.until.month}月{line.until.day}日\n周{WEEKDAYS[line.until.weekday()]}"
    return declared().wall.over.format(day=day) if line.late else day
