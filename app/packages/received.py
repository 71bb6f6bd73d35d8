"""How the sections of one sender's packages are read here: which shape, into which table, by which declaration.

A ledger that ships is known by its key, and by its version, which must not be newer than ours. One that the sender made
is known by its text, which came before its entries or is here already. What is known neither way is held as it came.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.core.errors import Refused
from app.ledgers.checking import LEDGER_KEY
from app.ledgers.declaration import Declaration
from app.ledgers.publishing import declared_as
from app.ledgers.reading import read_declaration
from app.ledgers.refusal import DeclarationRefused
from app.ledgers.tables import raise_table
from app.ledgers.villages import as_kept
from app.packages.entry_shapes import EntryShape, entry_shape, shipped_shape
from app.packages.layout import UNTOUCHED
from app.packages.shared_rows import Shape, shared_shapes
from db.ledger_declarations import stored_declarations
from db.ledger_tables import PREFIX, table_of

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def is_entries(section: str) -> bool:
    """Tell whether a section carries entries of a ledger."""
    return section.startswith(PREFIX)


def place_of(section: str) -> tuple[int, str]:
    """Give what sections are ordered by: the shared tables as they are declared, then the ledgers by key.

    Raises ``ValueError`` for a section that is neither.
    """
    tables = tuple(shared_shapes())
    is_ledger = is_entries(section) and LEDGER_KEY.fullmatch(section.removeprefix(PREFIX)) is not None
    return (len(tables), section) if is_ledger else (tables.index(section), "")


class Received:
    """What is known of one sender's ledgers; declarations that come in a package are learned on the way."""

    def __init__(self, store: "Store", owner: int) -> None:
        """``owner`` is the sender's number in this file."""
        self._store, self._owner = store, owner
        self._learned: dict[str, EntryShape] = {}

    def learn(self, row: Any) -> None:
        """Learn a declaration from its row; raises ``Refused`` for a text that is none, or not the one it says."""
        if not row.text or row.deleted:
            return
        try:
            declared = read_declaration(row.text.encode(), "台账声明")
        except DeclarationRefused as trouble:
            sentence = f"包里“{row.key[:30]}”这本台账的声明不合规定（{trouble.reason}），没有收。"
            raise Refused(sentence, untouched=UNTOUCHED) from trouble
        if (declared.key, declared.version) != (row.key, row.version):
            raise Refused(f"包里“{row.key[:30]}”这本台账的声明不是它的声明，没有收。", untouched=UNTOUCHED)
        self._learned[row.key] = entry_shape(declared)

    def shape(self, section: str, version: int = 0) -> Shape | None:
        """Give the shape of a section's rows; ``None`` where they cannot be read here and are held."""
        if not is_entries(section):
            return shared_shapes()[section]
        shape = self._book(section.removeprefix(PREFIX))
        return shape if shape is not None and version <= shape.ledger.version else None

    def table(self, section: str) -> str:
        """Give the table into which a section's rows go; for one that is held there is none."""
        return table_of(self._kept(section).key) if is_entries(section) else section

    def place(self, write: "Writing", section: str) -> bool:
        """Make room for a section's rows inside the transaction; ``False`` where they do not fit what is kept.

        Entries that come late, by an older declaration than is here already, find their columns there.
        """
        if not is_entries(section):
            return True
        ledger = self._kept(section)
        if ledger.version >= self._newest(section.removeprefix(PREFIX)):
            try:
                raise_table(write, ledger, merging=True)
            except Refused:
                return False
        table = write.store.tables.get(table_of(ledger.key))
        return table is not None and {field.key for field in ledger.field}.issubset(table.columns)

    def _kept(self, section: str) -> Declaration:
        """Give the declaration under the key that its entries have here; raises ``KeyError`` where none is known."""
        key = section.removeprefix(PREFIX)
        shape = self._book(key)
        if shape is None:
            raise KeyError(section)
        return shape.ledger if shape.ships else as_kept(self._owner, shape.ledger)

    def _book(self, key: str) -> EntryShape | None:
        if key not in self._learned and (text := self._texts.get(key)) and (declared := declared_as(key, text)):
            self._learned[key] = entry_shape(declared)
        return self._learned.get(key) or shipped_shape(key)

    def _newest(self, key: str) -> int:
        """Give the newest version of a ledger of the sender's that is here now."""
        rows = stored_declarations(self._store, self._owner)
        return max((row["version"] for row in rows if row["key"] == key and row["text"]), default=0)

    @cached_property
    def _texts(self) -> dict[str, str]:
        """What the sender's earlier packages said."""
        return {str(row["key"]): str(row["text"]) for row in stored_declarations(self._store, self._owner)}


def shape_here(store: "Store", owner: int, table: str) -> Shape | None:
    """Give the shape of the rows that one office has in a table here; ``None`` where nothing declares it any more."""
    maker, _, key = table.removeprefix(PREFIX).partition("_")
    return Received(store, owner).shape(f"{PREFIX}{key}" if is_entries(table) and maker.isdecimal() else table)
