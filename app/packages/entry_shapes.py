"""The shape in which the entries of a ledger travel, computed from its declaration like its table and its form."""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from app.core.errors import Refused
from app.ledgers.declaration import Column, Declaration
from app.ledgers.kinds.kind import FieldKind
from app.ledgers.kinds.registry import kind_of
from app.ledgers.publishing import known_ledgers
from app.ledgers.reading import shipped_declarations
from app.ledgers.succession import TEXTS
from app.packages.leaving import veils
from app.packages.sections import LONGEST_LINE
from app.packages.shared_rows import KINDS, Kind, Shape
from db.ledger_tables import PREFIX

if TYPE_CHECKING:
    from db.store import Store

MOST = 10**15
FREE = frozenset({*TEXTS, "choice"})
"""Kinds of which any text is a value; of the others only what is kept again as it came."""

_Whole = Annotated[int, msgspec.Meta(gt=-MOST, lt=MOST)]
_json = msgspec.json.decode

OWN = {
    "number": KINDS["code"]._replace(must=True),
    "state": KINDS["code"],
    "corrects": KINDS["code"],
    "corrects_why": KINDS["text"],
    "from_case": KINDS["code"],
}


class EntryShape(Shape):
    """The entries of one ledger in a package; what its fields keep at home is left out when a line is written."""

    def __init__(self, ledger: Declaration) -> None:
        """Compute it from the declaration."""
        self.ledger = ledger
        self._veils = veils(ledger)
        self._texts = tuple(field.key for field in ledger.field if field.kind in TEXTS)
        columns = {**OWN, **{field.key: _column(field) for field in ledger.field}}
        super().__init__(f"{PREFIX}{ledger.key}", columns, self._veils)

    @property
    def ships(self) -> bool:
        """Tell whether the program brings this declaration, so that it need not travel."""
        return shipped_shape(self.ledger.key) is self

    def write(self, stored: Mapping[str, Any]) -> bytes:
        """Give a stored entry as its line, without what stays at home; raises ``Refused`` where it is far too long.

        A column that the table does not have yet is empty; what was a number before its field became a text is a text.
        """
        leaving = {name: stored.get(name) for name in (*self.fields, "entry", "erased")}
        for name in self._texts:
            if isinstance(leaving[name], int):
                leaving[name] = str(leaving[name])
        for name, veil in self._veils.items():
            if leaving[name] is not None:
                leaving[name] = veil(leaving[name])
        line = super().write(leaving)
        if len(line) > LONGEST_LINE:
            sentence = f"“{self.ledger.title}”{stored['number']} 这一条内容太长，装不进报送包。"
            raise Refused(sentence, untouched="没有写包，数据没有改动。", advice="请把这一条里的长内容分成几条登记。")
        return line


def _column(field: Column) -> Kind:
    kind = kind_of(field)
    if kind.column_type == "INTEGER":
        strict = Literal[0, 1] if field.kind == "yes_no" else _Whole
        return Kind(strict | None, int | None, None)
    return Kind(str | None, str | None, None, None if field.kind in FREE else _kept_again(kind, field.kind))


def _kept_again(kind: FieldKind[Any], name: str) -> Callable[[str], object]:
    """Give what refuses a text that is no kept value of a kind: read and kept again it must be the same."""

    def look(kept: str) -> None:
        again = kind.stored(kind.read(kept))
        if again != kept and (name != "rows" or _json(str(again)) != _json(kept)):
            raise ValueError(name)

    return look


@cache
def shipped_shape(key: str) -> EntryShape | None:
    """Give the shape of a ledger that ships; it is made once."""
    return next((EntryShape(one) for one in shipped_declarations() if one.key == key), None)


def entry_shape(ledger: Declaration) -> EntryShape:
    """Give the shape of a ledger's entries."""
    shape = shipped_shape(ledger.key)
    return shape if shape is not None and shape.ledger is ledger else EntryShape(ledger)


def own_shapes(store: "Store", tables: Collection[str]) -> list[EntryShape]:
    """Give the shapes of those of our ledgers whose entries lie in one of some tables, by key."""
    known = sorted(known_ledgers(store).items())
    return [entry_shape(ledger) for key, ledger in known if f"{PREFIX}{key}" in tables]
