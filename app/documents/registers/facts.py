"""A register as a value: whose book it is, its columns, and its lines in the order in which they are read."""

from typing import Literal

import msgspec

from app.documents.document import Column, Faces

LineKind = Literal["entry", "sum", "band"]


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One line: an entry, a sum below the entries, or a band across that begins a month.

    A band has one cell, and ``counted`` entries below it; it is what the contents of a volume point at.
    """

    cells: tuple[str, ...]
    kind: LineKind = "entry"
    counted: int = 0


class Part(msgspec.Struct, frozen=True):
    """One ledger's pages: what stands at the head and the foot of each, and what stands between.

    ``group`` is the ledger's group in the contents of a volume, ``empty`` what is said where there is no line.
    """

    title: str
    village: str
    span: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    signature: tuple[str, ...]
    landscape: bool
    empty: str
    entries: int
    group: str = ""
    note: str = ""


class Cover(msgspec.Struct, frozen=True):
    """The cover of a volume: its title, the year, and pairs of label and value below."""

    village: str
    title: str
    year: str
    pairs: tuple[tuple[str, str], ...]


class Book(msgspec.Struct, frozen=True):
    """Parts that are numbered through; with a cover it is a volume with contents, by months or by groups of ledgers.

    ``kind`` names the kind of paper in the file's own properties, never a person.
    """

    kind: str
    parts: tuple[Part, ...]
    faces: Faces = Faces()
    cover: Cover | None = None
    contents: Literal["months", "groups"] = "months"

    @property
    def lines(self) -> int:
        """How many lines are to be laid out."""
        return sum(len(part.lines) for part in self.parts)
