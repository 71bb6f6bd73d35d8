"""What a sheet of a ledger looks like, computed from its declaration: the columns, what they are called, how read."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import msgspec

from app.core.resources import load_toml
from app.ledgers.declaration import Declaration as Ledger
from app.ledgers.declaration import Field
from app.sheets.declarations import Column, Declaration, Reads
from app.sheets.headings import plain_heading

PREFIX = "ledger:"
NUMBER, STATE, CORRECTS, WHY = "number", "state", "corrects", "corrects_why"
TODAY = "today"
_READS: Mapping[str, Reads] = MappingProxyType(
    {
        "whole": "number",
        "decimal": "number",
        "money": "number",
        "day": "day",
        "month": "month",
        "time": "time",
    }
)


class _Words(msgspec.Struct, frozen=True):
    number: tuple[str, ...]
    state: tuple[str, ...]
    corrects: tuple[str, ...]
    why: tuple[str, ...]
    footers: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]


@cache
def _words() -> _Words:
    return load_toml("imports/ledger.toml", _Words)


def import_kind(key: str) -> str:
    """Name the import of a ledger: ``ledger:KEY``."""
    return f"{PREFIX}{key}"


def ledger_key(kind: str) -> str:
    """Give the key of a ledger from the name of its import; nothing where it is another kind of import."""
    return kind.removeprefix(PREFIX) if kind.startswith(PREFIX) else ""


def sheet_declaration(ledger: Ledger) -> Declaration:
    """Say what is expected of a sheet; a field with a default of its own need not have a column."""
    own = {plain_heading(field.label) for field in ledger.field}
    return Declaration(
        kind=import_kind(ledger.key),
        title=ledger.title,
        taken=ledger.title,
        footers=_words().footers,
        column=(*(_own_columns(ledger, own)), *(_column(field, own) for field in ledger.field)),
    )


def _own_columns(ledger: Ledger, own: set[str]) -> Iterator[Column]:
    """Give the columns that every entry has beside its fields."""
    words = _words()
    asked = [(NUMBER, words.number), (CORRECTS, words.corrects), (WHY, words.why)]
    if ledger.state:
        asked.append((STATE, words.state))
    for field, names in asked:
        free = tuple(name for name in names if plain_heading(name) not in own)
        yield Column(field, free[0], "exact", _plain(free))


def _column(field: Field, own: set[str]) -> Column:
    """Give the column of a field: it goes by its label and by whatever else means the same and no field is called."""
    others = [
        word
        for group in _words().same
        if group[0] == field.label
        for word in group[1:]
        if plain_heading(word) not in own
    ]
    reads: Reads = "exact_id" if field.privacy == "id_number" else _READS.get(field.kind, "exact")
    return Column(
        field.key,
        field.label,
        reads,
        _plain((field.label, *others)),
        required=field.required and default_of(field) == "",
    )


def default_of(field: Field) -> str:
    """Give what stands in a field that the sheet has no column for; the day of an old entry is never today's."""
    return "" if field.default == TODAY else field.default


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain_heading(word) for word in words))
