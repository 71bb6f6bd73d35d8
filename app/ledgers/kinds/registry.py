"""The kind of a field, and what is typed or given for it read and checked against its limits."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.ledgers.declaration import COUNTED, Column, Field
from app.ledgers.kinds.choosing import OneChoice, SeveralChoices
from app.ledgers.kinds.kind import FieldKind, NotTyped
from app.ledgers.kinds.numbers import FEN
from app.ledgers.kinds.references import Reference, References
from app.ledgers.kinds.rows import Rows
from app.ledgers.kinds.times import Period
from app.ledgers.kinds.typing_in import TYPED_KINDS, out_of_bounds
from app.ledgers.kinds.values import NOTHING_KNOWN, Resolver

LONGEST: Mapping[str, int] = MappingProxyType({"line": 500, "paragraphs": 10_000})
"""Letters of a text whose field declares no length of its own."""
ONE_REFERENCE = ("resident", "household", "member", "unit", "post", "item", "file")
SEVERAL_REFERENCES = ("residents", "members")
REFERRING = (*ONE_REFERENCE, *SEVERAL_REFERENCES)
"""The kinds whose value names somebody or something that stands elsewhere."""


def kind_of(column: Column, resolver: Resolver = NOTHING_KNOWN) -> FieldKind[Any]:
    """Give the kind of a field or of a column of its rows; with a resolver typed names become references."""
    if column.kind in TYPED_KINDS:
        return TYPED_KINDS[column.kind]
    if column.kind in SEVERAL_REFERENCES:
        return References(column.kind.removesuffix("s"), resolver)
    if column.kind in ONE_REFERENCE:
        return Reference(column.kind, resolver)
    making: dict[str, Callable[[], FieldKind[Any]]] = {
        "period": Period,
        "choice": lambda: OneChoice(column.choices),
        "choices": lambda: SeveralChoices(column.choices),
        "rows": lambda: Rows([(one, kind_of(one, resolver)) for one in _columns(column)], checked),
    }
    return making[column.kind]()


def value_of(column: Column, given: object, resolver: Resolver = NOTHING_KNOWN) -> Any:
    """Read what is typed (a text) or given (a value, or what JSON makes of it); nothing is ``None``.

    Raises ``NotTyped`` with what is wrong, limits of the field included.
    """
    return checked(column, kind_of(column, resolver), given)


def shown(column: Column, value: object) -> str:
    """Give a field's value as a clerk reads it; nothing is an empty text."""
    return "" if value is None else kind_of(column).shown(value)


def checked(column: Column, kind: FieldKind[Any], given: object) -> Any:
    """Read a given value by its kind and hold it against the limits of its column; nothing is ``None``."""
    if given is None or (isinstance(given, str) and not given.strip()) or given in ((), []):
        return None
    value = kind.typed(given) if isinstance(given, str) else kind.given(given)
    if isinstance(value, str) and not value:
        return None
    if (most := column.letters or LONGEST.get(column.kind, 0)) and len(value) > most:
        raise NotTyped(f"有 {len(value)} 个字，最多 {most} 个")
    if column.kind in COUNTED:
        number = Decimal(value) / FEN if column.kind == "money" else Decimal(value)
        if fault := out_of_bounds(column, number):
            raise NotTyped(fault)
    return value


def _columns(column: Column) -> tuple[Column, ...]:
    return column.fields if isinstance(column, Field) else ()
