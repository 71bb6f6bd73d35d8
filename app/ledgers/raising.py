"""What rests on a declaration is brought up to a newer version of it in the transaction that publishes it."""

from typing import TYPE_CHECKING

from app.ledgers.declaration import Declaration
from app.ledgers.tables import raise_table
from app.ledgers.turning_to_text import turned, turned_fields
from db.ledger_periods import book_rows
from db.ledger_tables import has_table, table_of

if TYPE_CHECKING:
    from app.ledgers.filling import Filling
    from db.writing import Writing


class Raising:
    """Widens the table, turns what became text, takes up the cases that belong in a ledger that is new."""

    def __init__(self, filling: "Filling") -> None:
        """Take what writes the lines of cases."""
        self._filling = filling

    def __call__(self, write: "Writing", newer: Declaration, former: Declaration | None) -> None:
        """Work inside the transaction; a removed entry keeps what it held as it was kept."""
        if has_table(write.store, newer.key):
            raise_table(write, newer)
        if former is not None and has_table(write.store, newer.key):
            self._turn(write, newer, former)
        if newer.fill is not None and (former is None or former.fill is None):
            self._filling.fill(write, newer)

    def _turn(self, write: "Writing", newer: Declaration, former: Declaration) -> None:
        fields = turned_fields(former, newer)
        if not fields:
            return
        columns = ("id", *(old.key for old, _ in fields))
        for row in book_rows(write.store, newer.key, columns):
            if values := turned(row, fields):
                write.update(table_of(newer.key), row["id"], values)
