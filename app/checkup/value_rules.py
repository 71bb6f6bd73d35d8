"""What cannot be true of one value of an entry, by its field: a name that points nowhere, a choice, a bound, a year."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from app.checkup.declaration import declared
from app.ledgers.declaration import CHOOSING, COUNTED, Column, Field
from app.ledgers.kinds.numbers import FEN
from app.ledgers.kinds.registry import REFERRING
from app.ledgers.kinds.typing_in import out_of_bounds

Ids = Callable[[str], set[str]]
"""Gives what the references of a kind of field may point at."""


class Odd(NamedTuple):
    """One thing that cannot be right: the key of its words, and what stands in them."""

    fault: str
    told: Mapping[str, object]


def odd_value(field: Column, value: Any, ids: Ids) -> Iterator[Odd]:
    """Give what is odd about a value that is there; of rows about each cell."""
    if field.kind == "rows":
        columns = {column.key: column for column in field.fields} if isinstance(field, Field) else {}
        for cells in value:
            for key, cell in cells.items():
                yield from odd_value(columns[key], cell, ids)
        return
    several = value if isinstance(value, tuple) else (value,)
    if field.kind in REFERRING:
        if gone := [one.name for one in several if one.id and one.id not in ids(field.kind)]:
            yield Odd("entry_reference", {"field": field.label, "names": "、".join(gone)})
    elif field.kind in CHOOSING:
        if not {choice.value for choice in field.choices}.issuperset(several):
            yield Odd("entry_choice", {"field": field.label})
    elif why := _out_of_bounds(field, value):
        yield Odd("entry_limit", {"field": field.label, "why": why})


def _out_of_bounds(field: Column, value: Any) -> str:
    """Say that a number or a year is not what it can be; empty where it is."""
    if field.kind in COUNTED:
        return out_of_bounds(field, Decimal(value) / FEN if field.kind == "money" else Decimal(value))
    first = declared().entries.first_year
    return f"是 {value.year} 年，太早了" if isinstance(value, date) and value.year < first else ""
