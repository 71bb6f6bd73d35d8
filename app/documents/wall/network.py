"""The network as a tree for the wall: every unit with its posts, who holds them, and phones that may be shown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.day_text import long_day
from app.core.errors import Refused
from app.core.masking import mask_phone
from app.documents.document import Block, Corner, Document, Faces, Gap, NewPage, Title, Tree, TreeBox
from app.documents.layout import lay_out
from app.documents.page import Margins, Page, Size
from app.documents.wall.network_pages import Cutting
from app.units.kinds import word

if TYPE_CHECKING:
    from app.units.facts import Holder, Post, Unit
    from app.units.tree import Node

EDGES = Margins(14, 12, 12, 12)
WHOLE, NAMES, BARE = 2, 1, 0
SMALLEST, READABLE = 5.5, 8.0
"""Points: what may stand on one page for all, and what the pages of branches are set in at least."""


class NetworkFacts(msgspec.Struct, frozen=True):
    """What stands on the sheet; ``posts`` by unit."""

    name: str
    day: date
    trees: "tuple[Node, ...]"
    posts: "Mapping[str, Sequence[Post]]"


def network_document(facts: NetworkFacts, size: Size, faces: Faces, detail: int) -> Document:
    """Lay the tree out on one sheet lying down; ``detail`` 2 is with phones, 1 with names, 0 units alone."""
    return _document(facts, size, faces, (_boxes(facts, detail),), SMALLEST)


def network_book(facts: NetworkFacts, size: Size, faces: Faces) -> Document:
    """Lay a large network out over several pages: on the first all units alone where they can be read, then branches.

    The branches carry names and phones, in letters that are read from where one stands.
    """
    bare, whole = _boxes(facts, BARE), _boxes(facts, WHOLE)

    def fits(boxes: tuple[TreeBox, ...], least: float = READABLE) -> bool:
        try:
            lay_out(_document(facts, size, faces, (boxes,), least))
        except Refused:  # its text would be smaller than that
            return False
        return True

    first = (bare,) if fits(bare, SMALLEST) else ()
    pages = Cutting(fits, len(first)).cut(whole)
    return _document(facts, size, faces, (*first, *pages), SMALLEST)


def _document(
    facts: NetworkFacts, size: Size, faces: Faces, pages: Sequence[tuple[TreeBox, ...]], least: float
) -> Document:
    title = word("network_title").format(name=facts.name)
    blocks: list[Block] = []
    for boxes in pages:
        head = Title(title, size=20 if size is Size.A4 else 26)
        new = (NewPage(),) if blocks else ()
        blocks += (*new, head, Corner("", long_day(facts.day)), Gap(6), Tree(boxes, least))
    return Document(title, tuple(blocks), Page(size, landscape=True, margins=EDGES), faces=faces)


def shown_phone(phone: str, *, is_open: bool) -> str:
    """Give an office's phone as it is, a private one masked: the sheet hangs where everybody passes (DOMAIN C4)."""
    return phone if is_open or not phone else mask_phone(phone)


def _boxes(facts: NetworkFacts, detail: int) -> tuple[TreeBox, ...]:
    return tuple(_box(node, facts, detail) for node in facts.trees)


def _box(node: "Node", facts: NetworkFacts, detail: int) -> TreeBox:
    unit = node.unit
    lines = tuple(_lines(unit, facts, detail))
    return TreeBox(unit.name, lines, unit.kind, tuple(_box(child, facts, detail) for child in node.children))


def _lines(unit: "Unit", facts: NetworkFacts, detail: int) -> Iterator[str]:
    if detail == BARE:
        return
    if unit.phone and detail == WHOLE:
        yield f"电话 {unit.phone}"
    for post in facts.posts.get(unit.id, ()):
        held = [one for one in (post.now("A", facts.day), post.now("B", facts.day)) if one is not None]
        if held and post.ended_on is None:
            yield f"{post.name} {'、'.join(one.name for one in held)}"
            if detail == WHOLE:
                yield from _phones(held)


def _phones(held: "Sequence[Holder]") -> Iterator[str]:
    yield from dict.fromkeys(shown_phone(one.phone, is_open=one.phone_open) for one in held if one.phone)
