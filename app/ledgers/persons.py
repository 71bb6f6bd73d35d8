"""Entries that mean a person of the register: by id, by their name where nobody else bears it, or by their case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from app.ledgers.declaration import Declaration
from app.ledgers.fields import Fields
from app.ledgers.kinds.registry import ONE_REFERENCE
from app.ledgers.kinds.values import Ref
from db import ledger_erasure as rows
from db.ledger_tables import table_of

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True)
class Person:
    """A resident as entries may mean them; ``only`` tells that nobody else has the name.

    ``home`` is the household that they are the head of, empty where they are of none.
    """

    id: str
    name: str
    only: bool
    home: str = ""

    def means(self, value: object) -> bool:
        """Tell whether a reference means them, or the household that goes by their name."""
        if not isinstance(value, Ref):
            return False
        return value.id in {self.id, self.home} - {""} or (not value.id and self.only and value.name == self.name)


class Mention(NamedTuple):
    """A stored entry that names a person; it is ``about`` them where it is theirs and not only names them."""

    fields: Fields
    row: dict[str, Any]
    about: bool

    @property
    def table(self) -> str:
        """The table of the entry."""
        return table_of(self.fields.ledger.key)


def person_of(store: "Store", resident_id: str) -> Person | None:
    """Give whom entries may mean by a resident; ``None`` for nobody with a name."""
    found = rows.person_row(store, resident_id)
    return Person(resident_id, found.name, not found.others, found.home) if found is not None else None


def mentions(store: "Store", known: Mapping[str, Declaration], one: Person) -> Iterator[Mention]:
    """Give every entry of our own, removed ones too, that names a person or came from a case of theirs, by ledger."""
    ids = [name for name in (one.id, one.home) if name]
    for key, ledger in known.items():
        columns = tuple(field.key for field in ledger.field)
        fields = Fields(ledger)
        for row, theirs in rows.rows_about(store, key, columns, ids, one.name if one.only else ""):
            yield Mention(fields, row, theirs or is_about(fields, row, one))


def is_about(fields: Fields, row: Mapping[str, Any], one: Person) -> bool:
    """Tell whether a field names a person as the one whom an entry is about."""
    values = fields.read(row)
    return any(one.means(values[key]) for key, (field, _) in fields.all.items() if field.kind in ONE_REFERENCE)
