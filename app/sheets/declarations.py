"""What a kind of import expects: its columns, the headings they go by, and how their cells are read."""

from functools import cache
from typing import Literal

import msgspec

from app.core.errors import Refused
from app.core.resources import load_toml

KINDS = ("residents", "cases")
Reads = Literal["text", "id", "day", "sex", "group", "rating", "exact", "exact_id", "number", "month", "time"]


class Column(msgspec.Struct, frozen=True):
    """One column: the field it fills, its usual heading and the others; ``carried`` cells may be merged downwards.

    ``stand_ins`` are fields whose column is read for this one too where it has none of its own.
    """

    field: str
    title: str
    reads: Reads
    synonyms: tuple[str, ...]
    required: bool = False
    carried: bool = False
    stand_ins: tuple[str, ...] = ()


class Declaration(msgspec.Struct, frozen=True):
    """One kind of import; ``taken`` is what its rows become, ``footers`` how lines begin that are no entries."""

    kind: str
    title: str
    taken: str
    footers: tuple[str, ...]
    column: tuple[Column, ...]

    def of(self, field: str) -> Column:
        """Give the column of a field."""
        return next(column for column in self.column if column.field == field)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns without which nothing can be taken."""
        return tuple(column for column in self.column if column.required)


@cache
def declaration_of(kind: str) -> Declaration:
    """Load one kind of import; raises ``Refused`` for an unknown one."""
    if kind not in KINDS:
        raise Refused(f"不能导入“{kind}”。", advice="可以导入 residents（村民）、cases（办件）、ledger:KEY（台账）。")
    return load_toml(f"imports/{kind}.toml", Declaration)
