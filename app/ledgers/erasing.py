"""What a lawful erasure takes out of entries: the person's name wherever it stands, and whatever is theirs alone.

An entry is about a person where a field names them as the one it is about, or where it came from a case of theirs: its
private fields and its scans go, too. Where they are one of several (a meeting, a rota) only their name goes.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from app.ledgers.declaration import Column, Declaration
from app.ledgers.fields import Fields
from app.ledgers.kinds.values import Ref
from app.ledgers.persons import Person, mentions
from db import ledger_erasure as rows
from db.ledger_dues import REASONS

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

TEXTS = frozenset({"line", "paragraphs"})
THINGS = frozenset({"unit", "post", "item", "file"})
"""Kinds whose names may hold a person's name in them."""


class Concerned(NamedTuple):
    """The entries that an erasure concerns: ids by table, and the ids of those that are about the person."""

    ids: dict[str, list[str]]
    about: list[str]


class _Erased(NamedTuple):
    """Who goes, and what stands in their place."""

    who: Person
    gone: str

    def out_of(self, text: str) -> str:
        """Give a text without the name; a name of one character stands in too much to be looked for."""
        return text.replace(self.who.name, self.gone) if len(self.who.name) > 1 else text


def concerned(store: "Store", known: Mapping[str, Declaration], one: Person) -> Concerned:
    """Give the entries that name a person or came from a case of theirs."""
    found = Concerned({}, [])
    for entry in mentions(store, known, one):
        found.ids.setdefault(entry.table, []).append(entry.row["id"])
        if entry.about:
            found.about.append(entry.row["id"])
    return found


def erase_entries(
    write: "Writing", known: Mapping[str, Declaration], one: Person, gone: str
) -> tuple[int, dict[str, list[str]]]:
    """Take a person out of every entry inside a transaction; gives how many, and their ids by table."""
    ids = dict[str, list[str]]()
    for entry in list(mentions(write.store, known, one)):
        values = erased_values(entry.fields, entry.row, one, gone, about=entry.about)
        rows.empty_row(write, entry.table, entry.row["id"], entry.fields.stored(values))
        ids.setdefault(entry.table, []).append(entry.row["id"])
    entries = [row_id for some in ids.values() for row_id in some]
    if reasons := _erase_reasons(write, _Erased(one, gone), entries):
        ids[REASONS] = reasons
    return len(entries), ids


def erased_values(fields: Fields, row: Mapping[str, Any], one: Person, gone: str, *, about: bool) -> dict[str, Any]:
    """Give the fields of an entry that an erasure changes, with what they hold then."""
    before, erased = fields.read(row), _Erased(one, gone)
    after = {key: _without(field, before[key], erased, about=about) for key, (field, _) in fields.all.items()}
    return {key: value for key, value in after.items() if value != before[key]}


def _erase_reasons(write: "Writing", one: _Erased, entries: list[str]) -> list[str]:
    """Take out why something of theirs could not be done: it is about them, whatever it says; gives the rows' ids."""
    found = rows.reasons_about(write.store, [one.who.id, *entries], one.who.name if one.who.only else "")
    for row in found:
        rows.empty_row(write, REASONS, row["id"], {"reason": one.gone, "due_key": one.out_of(row["due_key"])})
    return [row["id"] for row in found]


def _without(field: Column, value: Any, one: _Erased, *, about: bool) -> Any:
    if value is None:
        return None
    if field.kind == "rows":
        return tuple(_row_without(field, row, one, about=about) for row in value)
    if isinstance(value, Ref):
        return _reference_without(field, value, one, about=about)
    if isinstance(value, tuple):
        return tuple(Ref("", one.gone) if one.who.means(each) else each for each in value)
    if about and field.privacy != "plain":
        return one.gone if field.kind in TEXTS and field.required else None
    return one.out_of(value) if field.kind in TEXTS else value


def _reference_without(field: Column, value: Ref, one: _Erased, *, about: bool) -> Ref | None:
    """Give a reference without a person; the household stays, the scan of an entry about them goes."""
    if one.who.means(value):
        return Ref(value.id if value.id == one.who.home else "", one.gone)
    if about and field.kind == "file":
        return Ref("", one.gone) if field.required else None
    return Ref(value.id, one.out_of(value.name)) if field.kind in THINGS else value


def _row_without(field: Column, row: Mapping[str, Any], one: _Erased, *, about: bool) -> dict[str, Any]:
    theirs = about or any(one.who.means(value) for value in row.values())
    columns: Mapping[str, Column] = {column.key: column for column in getattr(field, "fields", ())}
    kept = {key: _without(columns[key], value, one, about=theirs) for key, value in row.items()}
    return {key: value for key, value in kept.items() if value is not None}
