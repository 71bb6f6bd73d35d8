"""What a ledger gives and takes: an entry as typed values, what a list asks for, what is wrong beside a field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; ``values`` has every field's typed value by key, ``None`` where the field is empty.

    ``corrects`` and ``corrected_by`` are ids of entries, ``corrects_why`` says why this one corrects the other;
    ``from_case`` is the id of the case it came from. ``name`` is how it is called in lists, history and search.
    """

    id: str
    ledger: str
    number: str
    state: str
    values: Mapping[str, Any]
    name: str
    corrects: str = ""
    corrects_why: str = ""
    corrected_by: str = ""
    from_case: str = ""
    revision: int = 1
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list asks for; empty fields ask for nothing.

    ``filters`` hold texts by field key (also ``number`` and ``state``): a reference by id or name, a choice by value or
    label, anything else as it is typed. ``sort`` is a field key, with ``-`` before it the other way round; empty is the
    ledger's own.
    """

    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    sort: str = ""
    limit: int = 200
    offset: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with a field, to stand beside it; ``row`` counts from 1 inside rows, 0 is the field itself."""

    field: str
    row: int
    words: str


EVERYTHING = Wanted()
