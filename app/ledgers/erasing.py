"""What a lawful erasure takes out of entries: the person's name wherever it stands, and whatever is theirs alone.

An entry is about a person where a field names them as the one it is about, or where it came from a case of theirs: its
private fields go, too. Where they are one of several (a meeting, a rota) only their name goes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.ledgers.declaration import Column, Declaration
from app.ledgers.fields import Fields
from app.ledgers.kinds.registry import ONE_REFERENCE
from app.ledgers.kinds.values import Ref
from db import ledger_erasure as rows
from db.ledger_dues import REASONS

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

TEXTS = frozenset({"line", "paragraphs"})


@dataclass(frozen=True, slots=True)
class Erased:
    """Whom an erasure is about: id, name, what is written instead; ``only`` tells that nobody else has the name."""

    id: str
    name: str
    gone: str
    only: bool

    def means(self, value: object) -> bool:
        """Tell whether a reference means them."""
        if not isinstance(value, Ref):
            return False
        return value.id == self.id or (not value.id and self.only and value.name == self.name)

    def without(self, text: str) -> str:
        """Give a text without the name."""
        return text.replace(self.name, self.gone) if len(self.name) > 1 else text


def person_of(store: "Store", resident_id: str, gone: str) -> Erased | None:
    """Give whom an erasure is about, before the register forgets them; ``None`` for nobody with a name."""
    name, others = rows.name_of(store, resident_id)
    return Erased(resident_id, name, gone, not others) if name else None


def entries_about(store: "Store", known: Mapping[str, Declaration], one: Erased) -> dict[str, list[str]]:
    """Give the ids of the entries that name a person or came from a case of theirs, by table."""
    return {table: [row["id"] for row, _ in found] for table, _, found in _about(store, known, one)}


def erase_entries(write: "Writing", known: Mapping[str, Declaration], one: Erased) -> tuple[int, dict[str, list[str]]]:
    """Take a person out of every entry inside a transaction; gives how many, and their ids by table."""
    done, ids = 0, dict[str, list[str]]()
    for table, fields, found in _about(write.store, known, one):
        for row, from_their_case in found:
            values = erased_values(fields, row, one, theirs=from_their_case)
            rows.empty_row(write, table, row["id"], fields.stored(values))
            ids.setdefault(table, []).append(row["id"])
            done += 1
    if reasons := _erase_reasons(write, one, [row_id for some in ids.values() for row_id in some]):
        ids[REASONS] = reasons
    return done, ids


def _erase_reasons(write: "Writing", one: Erased, entries: list[str]) -> list[str]:
    """Take out why something of theirs could not be done: it is about them, whatever it says; gives the rows' ids."""
    found = rows.reasons_about(write.store, [one.id, *entries], one.name if one.only else "")
    for row in found:
        rows.empty_row(write, REASONS, row["id"], {"reason": one.gone, "due_key": one.without(row["due_key"])})
    return [row["id"] for row in found]


def erased_values(fields: Fields, row: Mapping[str, Any], one: Erased, *, theirs: bool) -> dict[str, Any]:
    """Give the fields of an entry that an erasure changes, with what they hold then."""
    before = fields.read(row)
    single = (before[key] for key, (field, _) in fields.all.items() if field.kind in ONE_REFERENCE)
    about = theirs or any(one.means(value) for value in single)
    after = {key: _without(field, before[key], one, about=about) for key, (field, _) in fields.all.items()}
    return {key: value for key, value in after.items() if value != before[key]}


def _about(
    store: "Store", known: Mapping[str, Declaration], one: Erased
) -> Iterator[tuple[str, Fields, list[tuple[dict[str, Any], bool]]]]:
    for key, ledger in known.items():
        texts = tuple(field.key for field in ledger.field)
        found = rows.rows_about(store, key, texts, one.id, one.name if one.only else "")
        if found:
            yield f"entries_{key}", Fields(ledger), found


def _without(field: Column, value: Any, one: Erased, *, about: bool) -> Any:
    if value is None:
        return None
    if isinstance(value, Ref):
        return Ref("", one.gone) if one.means(value) else value
    if field.kind == "rows":
        return tuple(_row_without(field, row, one, about=about) for row in value)
    if isinstance(value, tuple):
        return tuple(Ref("", one.gone) if one.means(each) else each for each in value)
    if about and field.privacy != "plain":
        return one.gone if field.kind in TEXTS and field.required else None
    return one.without(value) if field.kind in TEXTS else value


def _row_without(field: Column, row: Mapping[str, Any], one: Erased, *, about: bool) -> dict[str, Any]:
    theirs = about or any(one.means(value) for value in row.values())
    columns: Mapping[str, Column] = {column.key: column for column in getattr(field, "fields", ())}
    kept = {key: _without(columns[key], value, one, about=theirs) for key, value in row.items()}
    return {key: value for key, value in kept.items() if value is not None}
