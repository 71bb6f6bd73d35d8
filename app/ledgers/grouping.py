"""What a stored value counts as when entries are grouped or told apart: its key, its name, and how a clerk reads it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from app.ledgers.declaration import CHOOSING, OWN_COLUMNS, Column, Declaration
from app.ledgers.kinds.typing_in import TYPED_KINDS

Stored = str | int | None
Shape = Literal["plain", "reference", "several", "references"]
"""How a column keeps its value: as it is, as ``{"id", "name"}``, or as a list of either."""

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        **dict.fromkeys(("resident", "household", "member", "unit", "post", "item", "file"), "reference"),
        **dict.fromkeys(("residents", "members"), "references"),
        "choices": "several",
    }
)
EMPTY = "未填"


class Kept(msgspec.Struct, frozen=True):
    """A reference as it is kept: the id is empty for a bare name."""

    id: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """Give what tells it apart: the id, else the name."""
        return self.id or self.name


_one = msgspec.json.Decoder(Kept)
_several = msgspec.json.Decoder(tuple[str, ...])
_references = msgspec.json.Decoder(tuple[Kept, ...])


def shape_of(ledger: Declaration, key: str) -> Shape:
    """Tell how the column of a field (or of the entry itself) keeps its value."""
    column = column_of(ledger, key)
    return "plain" if column is None else SHAPES.get(column.kind, "plain")


def parts(shape: Shape, stored: Stored) -> tuple[tuple[str, str], ...]:
    """Give key and name of everything that a stored value holds; nothing held is one empty part."""
    if stored is None or stored == "":
        return (("", ""),)
    if shape == "plain":
        return ((str(stored), str(stored)),)
    if shape == "reference":
        one = _one.decode(str(stored))
        return ((one.key, one.name),)
    if shape == "several":
        return tuple((value, value) for value in _several.decode(str(stored))) or (("", ""),)
    return tuple((one.key, one.name) for one in _references.decode(str(stored))) or (("", ""),)


def column_of(ledger: Declaration, key: str) -> Column | None:
    """Give a field by its key; ``None`` for the entry's own number and state."""
    return None if key in OWN_COLUMNS else next(field for field in ledger.field if field.key == key)


def order_of(ledger: Declaration, key: str) -> Mapping[str, str]:
    """Give the words of the keys that are declared, in their order; nothing where any value may stand."""
    column = column_of(ledger, key)
    if column is None:
        return {state.key: state.label for state in ledger.state} if key == "state" else {}
    return {choice.value: choice.label for choice in column.choices} if column.kind in CHOOSING else {}


def shown_key(ledger: Declaration, field: str, key: str, name: str) -> str:
    """Give a group's key as a clerk reads it."""
    if not key:
        return EMPTY
    column = column_of(ledger, field)
    if (label := order_of(ledger, field).get(key)) is not None:
        return label
    if column is None or column.kind not in TYPED_KINDS:
        return name
    kind = TYPED_KINDS[column.kind]
    return kind.shown(kind.read(key))
