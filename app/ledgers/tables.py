"""The table that a declaration asks for: one column per field, indexes for the day, the filters and the order."""

from typing import TYPE_CHECKING

from app.ledgers.declaration import OWN_COLUMNS, Declaration
from app.ledgers.kinds.registry import kind_of
from db import ledger_tables as tables

if TYPE_CHECKING:
    from db.writing import Writing

SCANNED = frozenset({"paragraphs", "rows", "choices", "residents", "members"})
"""Kinds that no index serves: one value holds several, or a long text."""


def shape_of(ledger: Declaration) -> tables.Shape:
    """Give what the table of a ledger holds."""
    kinds = {field.key: field.kind for field in ledger.field}
    wanted = (ledger.day, ledger.list.sort.removeprefix("-"), *ledger.list.filters)
    indexed = [key for key in wanted if kinds.get(key, "") not in SCANNED and key in {*kinds, *OWN_COLUMNS}]
    columns = (tables.Column(one.key, kind_of(one).column_type, one.kind) for one in ledger.field)
    return tables.Shape(ledger.key, tuple(columns), tuple(dict.fromkeys(indexed)))


def raise_table(write: "Writing", ledger: Declaration, *, merging: bool = False) -> None:
    """Make a ledger's table, or add what a newer version of it adds, inside the transaction; raises ``Refused``."""
    tables.raise_table(write, shape_of(ledger), merging=merging)
