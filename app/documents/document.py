"""A document as a small value: what stands on the paper, before anyone thinks of where.

Blocks are said in the order in which they are read; the layout decides lines and pages.
"""

from typing import Literal

import msgspec

from app.documents.faces import Face
from app.documents.page import NOTICE, Page

Align = Literal["left", "center", "right"]


class Title(msgspec.Struct, frozen=True, tag=True):
    """The title, centred, with an optional smaller line below it."""

    text: str
    below: str = ""
    size: float = 22.0


class Corner(msgspec.Struct, frozen=True, tag=True):
    """A small line across the top: what stands left, what stands right (numbers, dates)."""

    left: str = ""
    right: str = ""


class Words(msgspec.Struct, frozen=True, tag=True):
    """A paragraph of running text; ``indent`` in characters, ``head`` sets it as a heading in 黑体."""

    text: str
    size: float = 12.0
    indent: int = 2
    head: bool = False
    kai: bool = False
    align: Align = "left"
    space_after: float = 6.0


class Facts(msgspec.Struct, frozen=True, tag=True):
    """Labels and values in a ruled grid of ``columns`` pairs a row; an empty value is room to write by hand.

    A label in ``wide`` takes a whole row; one in ``tall``, when empty, has room for three lines of handwriting.
    """

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2
    size: float = 10.5
    wide: frozenset[str] = frozenset()
    tall: frozenset[str] = frozenset()


class Column(msgspec.Struct, frozen=True):
    """One column of a table: its head, its share of the width, and how its text stands."""

    head: str
    share: float
    align: Align = "left"


class Table(msgspec.Struct, frozen=True, tag=True):
    """Rows under a head that is repeated on every page; a row is never split across pages."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = 10.5
    blank_rows: int = 0


class Ticks(msgspec.Struct, frozen=True, tag=True):
    """Choices with a box before each, ticked where chosen, as many in a row as fit."""

    choices: tuple[tuple[str, bool], ...]
    size: float = 10.5


class Signatures(msgspec.Struct, frozen=True, tag=True):
    """Lines to sign on, side by side; a label may stand with a value that is known already."""

    places: tuple[str, ...]
    size: float = 11.0


class Closing(msgspec.Struct, frozen=True, tag=True):
    """Issuer and date at the end, right-aligned, the date four characters from the right (GB/T 9704, 7.3.5)."""

    issuer: str
    day_text: str
    size: float = 14.0


class Code(msgspec.Struct, frozen=True, tag=True):
    """A QR code at the upper right of its frame, with what it says in words below; carries a number, never a person."""

    content: str
    words: str = ""
    side: float = 20.0  # millimetres


class Gap(msgspec.Struct, frozen=True, tag=True):
    """White, in points."""

    height: float = 8.0


class Faces(msgspec.Struct, frozen=True):
    """The faces that the office chose for titles and for text."""

    title: Face = Face.TITLE
    body: Face = Face.SONG


class TreeBox(msgspec.Struct, frozen=True):
    """One box of a tree: a heading, small lines below it, and the boxes that hang on it.

    Boxes of one ``kind`` that carry nothing themselves may be listed below each other.
    """

    heading: str
    lines: tuple[str, ...] = ()
    kind: str = ""
    children: tuple["TreeBox", ...] = ()


class Tree(msgspec.Struct, frozen=True, tag=True):
    """Boxes joined by lines, always on one page: it takes what is left of the page and sets its text accordingly.

    ``least`` is the smallest text in points that may still come of it.
    """

    roots: tuple[TreeBox, ...]
    least: float = 5.5


class NewPage(msgspec.Struct, frozen=True, tag=True):
    """What follows begins a new page."""


Block = Title | Corner | Words | Facts | Table | Ticks | Signatures | Closing | Code | Gap | NewPage | Tree


class Document(msgspec.Struct, frozen=True):
    """One paper: its page, its blocks, and the counterfoil that stays here, below a line to cut along.

    ``purpose`` says how persons are masked on it (empty for papers that are handed to the person). Pages are numbered
    where there are several; ``always_numbered`` says “第 1 页 / 共 1 页” too, so that nobody looks for a second.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = msgspec.field(default_factory=lambda: Page(margins=NOTICE))
    counterfoil: tuple[Block, ...] = ()
    always_numbered: bool = False
    footer: str = ""
    purpose: str = ""
    faces: Faces = Faces()
