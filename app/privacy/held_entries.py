"""What the ledgers hold of one person: whole entries about them, and of entries with others what names them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from app.ledgers.declaration import Column
from app.ledgers.kinds.registry import SEVERAL_REFERENCES, shown
from app.ledgers.persons import Mention, Person, mentions, person_of
from app.ledgers.publishing import known_ledgers

if TYPE_CHECKING:
    from db.store import Store

REMOVED = "（在回收站里）"


class HeldEntry(msgspec.Struct, frozen=True):
    """One entry in words: the ledger's title, number and day, and label and full text of what is theirs to know."""

    id: str
    table: str
    ledger: str
    number: str
    day: str
    facts: tuple[tuple[str, str], ...]


def held_entries(store: "Store", resident_id: str) -> list[HeldEntry]:
    """Give every entry that names a person, by ledger and in the order in which they were written."""
    one = person_of(store, resident_id)
    if one is None:
        return []
    return [_held(entry, one) for entry in mentions(store, known_ledgers(store), one)]


def _held(entry: Mention, one: Person) -> HeldEntry:
    ledger, fields, row = entry.fields.ledger, entry.fields, entry.row
    values = fields.read(row)
    day = fields.shown(ledger.day, values[ledger.day])
    others = ((key, field) for key, (field, _) in fields.all.items() if key != ledger.day)
    facts = ((field.label, _text(field, values[key], one, entry)) for key, field in others)
    told = tuple((label, text) for label, text in facts if text)
    number = f"{row['number']}{REMOVED if row['deleted'] else ''}"
    return HeldEntry(row["id"], entry.table, ledger.title, number, day, told)


def _text(field: Column, value: Any, one: Person, entry: Mention) -> str:
    """Give a field's text; of one that lists several people only what names this one, for the others are not theirs."""
    if field.kind in SEVERAL_REFERENCES:
        return "、".join(ref.name for ref in value or () if one.means(ref))
    if field.kind == "rows" and value is not None:
        own = tuple(row for row in value if entry.about or _names(row, one))
        return shown(field, own) if own else ""
    text = shown(field, value)
    return text if entry.about or one.means(value) or _holds(text, one) else ""


def _names(row: Mapping[str, Any], one: Person) -> bool:
    return any(_in(value, one) for value in row.values())


def _in(value: Any, one: Person) -> bool:
    if isinstance(value, tuple):
        return any(one.means(each) for each in value)
    return one.means(value) or _holds(value, one)


def _holds(value: object, one: Person) -> bool:
    return one.only and len(one.name) > 1 and isinstance(value, str) and one.name in value
