"""What of an entry leaves the village, by the privacy class of each field (``resources/packages/privacy.toml``)."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from app.core.masking import mask_name
from app.core.resources import load_toml
from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.entry_face import MASKS
from app.ledgers.grouping import Stored
from app.ledgers.kinds.references import Reference, References
from app.ledgers.kinds.registry import ONE_REFERENCE, SEVERAL_REFERENCES
from app.ledgers.kinds.values import Ref
from app.ledgers.succession import TEXTS

How = Literal["whole", "masked", "stays"]
Veil = Callable[[Stored], Stored]
"""Gives what leaves of a kept value; ``None`` where nothing does."""

_MASKS: Mapping[str, Callable[[str], str]] = MappingProxyType({**MASKS, "name": mask_name})
_Row = dict[str, str | int]
_rows = msgspec.json.Decoder(list[_Row]).decode


@cache
def leaving_rules() -> Mapping[str, How]:
    """Give how each privacy class leaves the village."""
    return load_toml("packages/privacy.toml", dict[str, How])


def veils(ledger: Declaration) -> dict[str, Veil]:
    """Give what changes on its way out, by field; a field that leaves whole is not named."""
    found = {field.key: veil_of(field) for field in ledger.field}
    return {key: veil for key, veil in found.items() if veil is not None}


def veil_of(column: Column) -> Veil | None:
    """Give what leaves of one column's values, ``None`` where they leave whole."""
    how = leaving_rules()[column.privacy]
    if how == "stays":
        return _stays
    if how == "masked":
        return _masked(column, _MASKS[column.privacy]) if column.privacy in _MASKS else _stays
    return _veiled_rows(column) if isinstance(column, Field) and column.kind == "rows" else None


def _stays(_: Stored) -> Stored:
    return None


def _masked(column: Column, mask: Callable[[str], str]) -> Veil:
    if column.kind in TEXTS:
        return lambda kept: mask(str(kept)) or None
    if column.kind in ONE_REFERENCE:
        one = Reference(column.kind)
        return lambda kept: one.stored(_masked_name(one.read(str(kept)), mask))
    if column.kind in SEVERAL_REFERENCES:
        several = References(column.kind)
        return lambda kept: several.stored(tuple(_masked_name(each, mask) for each in several.read(str(kept))))
    return _stays


def _masked_name(one: Ref, mask: Callable[[str], str]) -> Ref:
    return Ref(one.id, mask(one.name))


def _veiled_rows(field: Field) -> Veil | None:
    """Veil the columns of rows inside an entry; a row of which nothing is left still counts as one."""
    inner = {column.key: veil for column in field.fields if (veil := veil_of(column)) is not None}
    if not inner:
        return None

    def veiled(kept: Stored) -> Stored:
        rows: list[_Row] = []
        for row in _rows(str(kept)):
            out = {key: inner[key](value) if key in inner else value for key, value in row.items()}
            rows.append({key: value for key, value in out.items() if value is not None})
        return msgspec.json.encode(rows).decode()

    return veiled
