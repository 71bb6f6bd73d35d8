"""From a slip's declaration and its facts to a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.cases.ratings import ratings
from app.core.day_text import long_day
from app.documents.document import (
    Block,
    Closing,
    Code,
    Column,
    Corner,
    Document,
    Faces,
    Facts,
    Gap,
    Signatures,
    Table,
    Ticks,
    Title,
    Words,
)
from app.documents.page import SLIP, Page
from app.documents.slips.declaration import PLACEHOLDER, Part, Slip, filled

if TYPE_CHECKING:
    from app.cases.facts import CaseEvent, Material
    from app.cases.workflow import Workflow

FULL_TITLE, HALF_TITLE = 20.0, 15.0
HALF_SCALE = 0.82
TAGS_SHOWN = (5, 4, 2)

MATERIALS = (
    Column("序号", 1, "center"),
    Column("材料名称", 7),
    Column("份数", 1.2, "center"),
    Column("形式", 1.6, "center"),
)
EVENTS = (
    Column("日期", 2.4, "center"),
    Column("环节", 1.8, "center"),
    Column("经办人", 1.8, "center"),
    Column("说明", 5),
)


class Maker:
    """Makes the blocks of one slip; ``scale`` shrinks the text where two stand on a page."""

    def __init__(
        self,
        facts: Mapping[str, str],
        materials: Sequence["Material"],
        events: Sequence["CaseEvent"],
        declared: "Workflow",
        scale: float = 1.0,
    ) -> None:
        """Hold what the parts are made of."""
        self._facts, self._materials, self._events = dict(facts), materials, events
        self._declared, self._scale = declared, scale

    def blocks(self, parts: Sequence[Part]) -> Iterator[Block]:
        """Make the blocks of the parts in order."""
        for part in parts:
            if part.head:
                yield Words(part.head, size=11.5 * self._scale, indent=0, head=True, space_after=1)
            yield from self._part(part)

    def _part(self, part: Part) -> Iterator[Block]:
        scale = self._scale
        match part.kind:
            case "facts":
                yield self._facts_block(part)
                yield Gap(6 * scale)
            case "words":
                yield Words(filled(part.text, self._facts), size=part.size * scale, kai=part.kai)
            case "materials":
                yield from self._material_blocks(part)
            case "events":
                yield Table(EVENTS, tuple(self._event_rows()), size=part.table_size * scale)
                yield Gap(8)
            case "ticks":
                yield Ticks(tuple(self._choices(part.from_list)), size=10.5 * scale)
            case "signatures":
                yield Signatures(tuple(_place(place, self._facts) for place in part.places), size=11 * scale)
            case "closing":
                yield Closing(self._facts["station"], self._facts["event_day"], size=12 * scale)
            case _:
                yield Gap(part.height)

    def _facts_block(self, part: Part) -> Facts:
        pairs = tuple((label, filled(value, self._facts, blank="")) for label, value in part.rows)
        return Facts(pairs, part.columns, 10.5 * self._scale, frozenset(part.wide), frozenset(part.tall))

    def _material_blocks(self, part: Part) -> Iterator[Block]:
        wanted = {"received": {True}, "missing": {False}, "all": {True, False}}[part.which]
        chosen = [material for material in self._materials if material.received in wanted]
        if not chosen:
            yield Words(filled(part.empty, self._facts), size=10.5 * self._scale)
            return
        if self._scale < 1:
            listed = "；".join(f"{place}. {one.name}" for place, one in enumerate(chosen, 1))
            yield Words(f"{listed}。", size=10.5 * self._scale)
            return
        rows = ((str(place), one.name, str(one.copies), one.form) for place, one in enumerate(chosen, 1))
        yield Table(MATERIALS, tuple(rows), size=part.table_size)
        yield Gap(6)

    def _event_rows(self) -> Iterator[tuple[str, ...]]:
        for event in self._events:
            verb = self._declared.transition(event.what).verb if event.what != "bring_over" else "补录"
            yield long_day(event.day), verb, event.operator_name, event.reason

    def _choices(self, from_list: str) -> Iterator[tuple[str, bool]]:
        known = ratings()
        if from_list == "levels":
            for level in known.levels:
                yield level.name, False
        else:
            for value in TAGS_SHOWN:
                for tag in known.tags_of(value):
                    yield tag.name, False


def slip_document(
    slip: Slip, number: str, maker: Maker, page: Page, faces: Faces, facts: Mapping[str, str]
) -> Document:
    """Lay a slip's parts into a document with its title, number and code."""
    return Document(
        slip.title,
        tuple(_whole(slip, slip.title, slip.part, number, maker, facts, FULL_TITLE)),
        page=page,
        faces=faces,
        footer=f"{facts['station']}　电话：{facts['station_phone'] or '—'}",
    )


def cut_document(slip: Slip, number: str, maker: Maker, faces: Faces, facts: Mapping[str, str]) -> Document:
    """Lay a slip and its counterfoil onto one sheet that is cut across."""
    return Document(
        slip.title,
        tuple(_whole(slip, slip.title, slip.part, number, maker, facts, HALF_TITLE)),
        page=Page(margins=SLIP),
        counterfoil=tuple(_whole(slip, f"{slip.title}（存根）", slip.counterfoil, number, maker, facts, HALF_TITLE)),
        faces=faces,
    )


def _whole(
    slip: Slip, title: str, parts: Sequence[Part], number: str, maker: Maker, facts: Mapping[str, str], size: float
) -> Iterator[Block]:
    if slip.code:
        side = 20.0 if size == FULL_TITLE else 15.0
        yield Code(f"CZT {number} {facts['case_number']}", side=side)
    yield Title(title, size=size)
    yield Corner(f"编号：{number}")
    if slip.lead and parts is slip.part:
        yield Words(filled(slip.lead, dict(facts)), indent=0, size=12 if size == FULL_TITLE else 12 * HALF_SCALE)
    yield from maker.blocks(parts)


def _place(words: str, facts: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: facts[found[1]], words)
