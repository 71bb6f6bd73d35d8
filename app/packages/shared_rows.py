"""The shapes of the rows that travel, made from ``resources/packages/shared_rows.toml``.

Residents and households stay at home: the township needs the cases and what was posted, not the village's register.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import structs

from app.cases.facts import Material
from app.cases.workflow import workflow
from app.core.errors import Refused
from app.core.resources import load_toml
from app.ledgers.standing import STATUSES
from app.packages.layout import UNTOUCHED

UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
HIGHEST = 2**31 - 1
LONGEST_JSON = 200_000
BESIDE = ("entry", "erased")
"""What a line says beside its row: the sender's last journal entry about it, and whether it was erased by law."""

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
    """One kind of column: its strict type, its stored type, and the value of a column that is left out.

    ``inside`` raises for a value that its type alone lets through; ``must`` tells that the column is in every row.
    """

    strict: Any
    stored: Any
    empty: object
    inside: Callable[[Any], object] | None = None
    must: bool = False


def _holds(type_: Any) -> Callable[[str], object]:
    """Give what looks inside a column that holds JSON: it is read by other rooms, and never deeper than this."""
    decode = msgspec.json.Decoder(type_).decode

    def look(value: str) -> None:
        decode(value.encode())
        if "\\u0000" in value:
            raise ValueError

    return look


def _within(first: date, last: date) -> Callable[[date], object]:
    def look(day: date) -> None:
        if not first <= day <= last:
            raise ValueError

    return look


KINDS = {
    "code": Kind(Code, str, ""),
    "line": Kind(Line, str, ""),
    "text": Kind(Text, str, ""),
    "day": Kind(date | None, str | None, None, _within(date(1900, 1, 1), date(2100, 12, 31))),
    "term": Kind(date | None, str | None, None, _within(date(2000, 1, 1), date(2100, 12, 31))),
    "state": Kind(Literal[workflow().keys()], str, ""),
    "link": Kind(Code | None, str | None, None),
    "count": Kind(Number | None, int | None, None),
    "level": Kind(Level | None, int | None, None),
    "number": Kind(Number, int, 0),
    "flag": Kind(Flag, int, 0),
    "switch": Kind(Flag, int, 1),
    "unit": Kind(Literal["working", "natural"], str, "working"),
    "papers": Kind(Json, str, "[]", _holds(list[Material])),
    "tags": Kind(Json, str, "[]", _holds(list[Line])),
    "mapping": Kind(Json, str, "{}", _holds(dict[str, Deeper])),
    "standing": Kind(Literal[STATUSES], str, STATUSES[0]),
    "declaration": Kind(Json, str, ""),
}
"""Days are days of people's paper; terms are days that the working calendar computed."""


class Shape:
    """One shared table: how its rows are checked (strictly) and read (once they have been checked).

    ``veiled`` names columns of which not everything leaves the village: rows that differ in them alone are no twins.
    """

    def __init__(self, table: str, columns: Mapping[str, Kind], veiled: Iterable[str] = ()) -> None:
        """Build both readers from the kinds of the columns."""
        self.table = table
        self.columns = tuple(columns)
        self._strict = msgspec.json.Decoder(_struct(table, columns, strict=True))
        self._stored = _struct(table, columns, strict=False)
        self._empty = {name: kind.empty for name, kind in columns.items() if not kind.must}
        self._empty |= {"deleted": 0, "removed_reason": ""}
        self._read = msgspec.json.Decoder(self._stored).decode
        self._encode = msgspec.json.Encoder().encode
        self.fields: tuple[str, ...] = self._stored.__struct_fields__[: -len(BESIDE)]
        self._inside = [(name, kind.empty, kind.inside) for name, kind in columns.items() if kind.inside is not None]
        self._veiled = frozenset(veiled)

    def check(self, line: bytes) -> Any:
        """Decode one line strictly; raises ``Refused`` naming what does not fit."""
        try:
            row = self._strict.decode(line)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as trouble:
            found = re.search(r"\$\.(\w+)", str(trouble))
            raise self._refusal(found[1] if found else "") from trouble
        for name, empty, look in self._inside:
            value = getattr(row, name)
            if value != empty:
                try:
                    look(value)
                except (ValueError, TypeError, ArithmeticError, LookupError, msgspec.MsgspecError) as trouble:
                    raise self._refusal(name) from trouble
                except RecursionError as trouble:
                    raise self._refusal(name) from trouble
        if b"\\u0000" in line and any("\0" in value for value in structs.astuple(row) if isinstance(value, str)):
            raise self._refusal("")
        return row

    def _refusal(self, column: str) -> Refused:
        where = f"（{column} 一栏）" if column else ""
        return Refused(f"包里“{self.table}”有一行不合规定{where}，没有收。", untouched=UNTOUCHED)

    def read(self, line: bytes) -> Any:
        """Decode one line that was checked before; days stay texts."""
        return self._read(line)

    def of(self, stored: dict[str, Any]) -> Any:
        """Give a stored row in the shape in which rows are read."""
        return self._stored(**stored)

    def write(self, stored: Mapping[str, Any]) -> bytes:
        """Give a stored row, with the journal ``entry`` that last changed it, as its line."""
        told = {name: stored[name] for name in self.fields if stored[name] != self._empty.get(name, ...)}
        erased = {"erased": 1} if stored["erased"] else {}
        return self._encode({**told, "entry": stored["entry"], **erased})

    def content(self, row: Any) -> bytes:
        """Give what a row says, its rank included: equal rows are equal bytes, however they were written."""
        told = {name: getattr(row, name) for name in self.fields}
        return self._encode({name: value for name, value in told.items() if value != self._empty.get(name, ...)})

    def are_twins(self, one: Any, other: Any) -> bool:
        """Tell whether two rows of one rank say different things, beyond what is veiled on its way."""
        return any(getattr(one, name) != getattr(other, name) for name in self.fields if name not in self._veiled)


class Unread:
    """Rows of which nothing is known here but what every row has: they are held as they came."""

    class Row(msgspec.Struct, frozen=True, gc=False):
        """What every row has."""

        id: RowId
        epoch: Code
        revision: Revision
        erased: Flag = 0

    def check(self, line: bytes) -> Row:
        """Decode what is known of one line; raises ``Refused``."""
        try:
            return msgspec.json.decode(line.decode(), type=self.Row)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as trouble:
            raise Refused("包里有一行不合规定，没有收。", untouched=UNTOUCHED) from trouble


UNREAD = Unread()


def _struct(table: str, columns: Mapping[str, Kind], *, strict: bool) -> type[msgspec.Struct]:
    types = {name: kind.strict if strict else kind.stored for name, kind in columns.items()}
    fields: list[Any] = [
        ("id", RowId if strict else str),
        ("epoch", Code if strict else str),
        ("revision", Revision if strict else int),
        *((name, types[name]) for name, kind in columns.items() if kind.must),
        ("deleted", Flag if strict else int, 0),
        ("removed_reason", Line if strict else str, ""),
        *((name, types[name], kind.empty) for name, kind in columns.items() if not kind.must),
        ("entry", Entry if strict else int, 0),
        ("erased", Flag if strict else int, 0),
    ]
    return msgspec.defstruct(table, fields, frozen=True, gc=False, forbid_unknown_fields=strict, module=__name__)


def kind_of(declared: str) -> Kind:
    """Give the kind that a column is declared as; “!” behind it means that the column must be there."""
    kind = KINDS[declared.removesuffix("!")]
    return kind._replace(must=True) if declared.endswith("!") else kind


@cache
def shared_shapes() -> dict[str, Shape]:
    """Give every shared table's shape, in the order in which a package carries and merges them."""
    declared = load_toml("packages/shared_rows.toml", dict[str, dict[str, str]])
    return {
        table: Shape(table, {name: kind_of(kind) for name, kind in columns.items()})
        for table, columns in declared.items()
    }
