"""The ledgers of other offices as they are kept here: those that ship under their key, those they made under theirs.

Whoever makes a declaration owns its table: two villages may each make a ledger of one key, and neither meets the other.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import structs

from app.core.errors import Refused
from app.ledgers.declaration import Declaration
from app.ledgers.publishing import declared_as
from app.ledgers.reading import shipped_declarations
from app.ledgers.tables import shape_of
from db.ledger_declarations import makers, stored_declarations
from db.ledger_tables import has_table, refuse_changed, village_key

if TYPE_CHECKING:
    from db.store import Store


def as_kept(owner: int, ledger: Declaration) -> Declaration:
    """Give a ledger that another office made under the key that it has here."""
    return structs.replace(ledger, key=village_key(owner, ledger.key))


@lru_cache(maxsize=200)
def _kept(owner: int, key: str, text: str) -> Declaration | None:
    declared = declared_as(key, text)
    return as_kept(owner, declared) if declared is not None else None


def fits(store: "Store", ledger: Declaration) -> bool:
    """Tell whether what is kept of a ledger can be read by this declaration of it."""
    try:
        refuse_changed(store, shape_of(ledger))
    except Refused:
        return False
    return True


def made_by(store: "Store", owner: int) -> dict[str, Declaration]:
    """Give the ledgers that another office made and of which entries are here, by the key that they have here."""
    texts = {str(row["key"]): str(row["text"]) for row in stored_declarations(store, owner) if row["text"]}
    found = {}
    for key, text in texts.items():
        kept = village_key(owner, key)
        if has_table(store, kept) and (ledger := _kept(owner, key, text)) is not None and fits(store, ledger):
            found[kept] = ledger
    return found


def ledgers_of(store: "Store", owner: int) -> dict[str, Declaration]:
    """Give every ledger of which entries of another office can be here, by the key that it has here."""
    shipped = {one.key: one for one in shipped_declarations() if has_table(store, one.key)}
    return {**shipped, **made_by(store, owner)}


class Everywhere(Mapping[str, Declaration]):
    """The ledgers of this office and those that others made, by the key that they have here; read when asked for."""

    def __init__(self, store: "Store", own: Mapping[str, Declaration]) -> None:
        """``own`` are those of this office."""
        self._store, self._own = store, own

    def __getitem__(self, key: str) -> Declaration:
        """Give one ledger; the others of the same maker are not looked at twice."""
        maker = key.partition("_")[0]
        if key in self._own or not maker.isdecimal():
            return self._own[key]
        return made_by(self._store, int(maker))[key]

    def __iter__(self) -> Iterator[str]:
        """Give every key."""
        yield from self._own
        for owner in makers(self._store):
            yield from made_by(self._store, owner)

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)
