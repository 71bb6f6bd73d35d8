"""The shapes of the rows that travel, made from ``resources/packages/shared_rows.toml``.

Residents and households stay at home: the township needs the cases and what was posted, not the village's register.
"""

import re
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

import msgspec

from app.cases.facts import Material
from app.cases.workflow import workflow
from app.core.errors import Refused
from app.core.resources import load_toml
from app.packages.layout import UNTOUCHED

UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
HIGHEST = 2**31 - 1
LONGEST_JSON = 200_000

Flag = Literal[0, 1]
Code = Annotated[str, msgspec.Meta(max_length=64)]
Line = Annotated[str, msgspec.Meta(max_length=400)]
Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Json = Annotated[str, msgspec.Meta(max_length=LONGEST_JSON)]
Number = Annotated[int, msgspec.Meta(ge=-HIGHEST, le=HIGHEST)]
Level = Annotated[int, msgspec.Meta(ge=1, le=5)]
RowId = Annotated[str, msgspec.Meta(pattern=UUID)]
Revision = Annotated[int, msgspec.Meta(ge=1, le=HIGHEST)]
Entry = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


Scalar = str | int | float | bool | None
Shallow = Scalar | list[Scalar] | dict[str, Scalar]
Deeper = Scalar | list[Shallow] | dict[str, Shallow]


class Kind(NamedTuple):
    """One kind of column: its strict type, its stored type, and the value of a column that is left out."""

    strict: Any
    stored: Any
    empty: object


KINDS = {
    "code": Kind(Code, str, ""),
    "line": Kind(Line, str, ""),
    "text": Kind(Text, str, ""),
    "day": Kind(date | None, str | None, None),
    "term": Kind(date | None, str | None, None),
    "state": Kind(Literal[workflow().keys()], str, ""),
    "link": Kind(Code | None, str | None, None),
    "count": Kind(Number | None, int | None, None),
    "level": Kind(Level | None, int | None, None),
    "number": Kind(Number, int, 0),
    "flag": Kind(Flag, int, 0),
    "switch": Kind(Flag, int, 1),
    "unit": Kind(Literal["working", "natural"], str, "working"),
    "papers": Kind(Json, str, "[]"),
    "tags": Kind(Json, str, "[]"),
    "mapping": Kind(Json, str, "{}"),
}

INSIDE: dict[str, Any] = {"papers": list[Material], "tags": list[Line], "mapping": dict[str, Deeper]}
"""What must be inside a column that holds JSON: it is read by other rooms, and never deeper than this."""

SPANS = {"day": (date(1900, 1, 1), date(2100, 12, 31)), "term": (date(2000, 1, 1), date(2100, 12, 31))}
"""Days of people's paper, and days that the working calendar computed."""


class Shape:
    """One shared table: how its rows are checked (strictly) and read (once they have been checked)."""

    def __init__(self, table: str, declared: dict[str, str]) -> None:
        """Build both readers from the declaration."""
        self.table = table
        self.columns = tuple(declared)
        self._strict = msgspec.json.Decoder(_struct(table, declared, strict=True))
        self._stored = _struct(table, declared, strict=False)
        self._empty = {name: KINDS[kind].empty for name, kind in declared.items() if not kind.endswith("!")}
        self._empty |= {"deleted": 0, "removed_reason": ""}
        self._read = msgspec.json.Decoder(self._stored).decode
        self._encode = msgspec.json.Encoder().encode
        self.fields: tuple[str, ...] = self._stored.__struct_fields__[:-1]
        self._inside = [
            (name, KINDS[kind].empty, msgspec.json.Decoder(INSIDE[kind]).decode)
            for name, kind in declared.items()
            if kind in INSIDE
        ]
        self._spans = [(name, *SPANS[kind]) for name, kind in declared.items() if kind in SPANS]

    def check(self, line: bytes) -> Any:
        """Decode one line strictly; raises ``Refused`` naming what does not fit."""
        try:
            row = self._strict.decode(line)
            for name, empty, decode in self._inside:
                value = getattr(row, name)
                if value != empty:
                    decode(value.encode())
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as trouble:
            raise self._refusal(str(trouble)) from trouble
        for name, first, last in self._spans:
            day = getattr(row, name)
            if day is not None and not first <= day <= last:
                raise self._refusal(f"$.{name}")
        if b"\\u0000" in line:
            raise self._refusal("")
        return row

    def _refusal(self, trouble: str) -> Refused:
        found = re.search(r"\$\.(\w+)", trouble)
        column = f"（{found[1]} 一栏）" if found else ""
        return Refused(f"包里“{self.table}”有一行不合规定{column}，没有收。", untouched=UNTOUCHED)

    def read(self, line: bytes) -> Any:
        """Decode one line that was checked before; days stay texts."""
        return self._read(line)

    def of(self, stored: dict[str, Any]) -> Any:
        """Give a stored row in the shape in which rows are read."""
        return self._stored(**stored)

    def write(self, stored: dict[str, Any]) -> bytes:
        """Give a stored row, with the journal ``entry`` that last changed it, as its line."""
        told = {name: stored[name] for name in self.fields if stored[name] != self._empty.get(name, ...)}
        return self._encode({**told, "entry": stored["entry"]})

    def content(self, row: Any) -> bytes:
        """Give what a row says, its rank included: equal rows are equal bytes, however they were written."""
        told = {name: getattr(row, name) for name in self.fields}
        return self._encode({name: value for name, value in told.items() if value != self._empty.get(name, ...)})


def _struct(table: str, declared: dict[str, str], *, strict: bool) -> type[msgspec.Struct]:
    fields: list[Any] = [
        ("id", RowId if strict else str),
        ("epoch", Code if strict else str),
        ("revision", Revision if strict else int),
        *((name, _type(kind[:-1], strict=strict)) for name, kind in declared.items() if kind.endswith("!")),
        ("deleted", Flag if strict else int, 0),
        ("removed_reason", Line if strict else str, ""),
    ]
    for name, kind in declared.items():
        if not kind.endswith("!"):
            fields.append((name, _type(kind, strict=strict), KINDS[kind].empty))
    fields.append(("entry", Entry if strict else int, 0))
    return msgspec.defstruct(table, fields, frozen=True, gc=False, forbid_unknown_fields=strict, module=__name__)


def _type(kind: str, *, strict: bool) -> Any:
    found = KINDS[kind]
    return found.strict if strict else found.stored


@cache
def shared_shapes() -> dict[str, Shape]:
    """Give every shared table's shape, in the order in which a package carries and merges them."""
    declared = load_toml("packages/shared_rows.toml", dict[str, dict[str, str]])
    return {table: Shape(table, columns) for table, columns in declared.items()}
