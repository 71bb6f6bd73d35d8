"""How a record is called in a finding: by what the clerk knows it by, never by its id."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING, Any

from app.checkup.declaration import column_label, label_of
from app.history.words import words
from app.ledgers.fields import Fields
from app.ledgers.history_words import history_table
from app.ledgers.kinds.kind import read_kept
from app.ledgers.publishing import declared_as
from db.check_names import rows_by_id, rows_by_number, texts_of_ledgers
from db.ledger_tables import PREFIX

if TYPE_CHECKING:
    from db.connection import Connection


def name_columns(table: str) -> tuple[str, ...]:
    """Give the columns that name a record of this table."""
    template = words().table(table).name
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def name_of(table: str, row: Mapping[str, Any]) -> str:
    """Give ``label name`` of a record whose naming columns are at hand."""
    template = words().table(table).name
    filled = template.format_map({name: row.get(name) or "" for name in name_columns(table)}) if template else ""
    return f"{label_of(table)} {filled.strip(' ：')}".strip()


def name_of_entry(fields: Fields, row: Mapping[str, Any]) -> str:
    """Call an entry by its ledger, its number and what it is called; as far as that can be read."""
    title = f"{fields.ledger.title} {row.get('number') or ''}".strip()
    name = fields.name({key: read_kept(fields.all[key][1], row.get(key)) for key in fields.named})
    return title if name == fields.ledger.title else f"{title} {name}"


class Names:
    """Names the records of one file, its entries by the declarations that stand in it."""

    def __init__(self, connection: "Connection") -> None:
        """Read on the connection of a look."""
        self._connection = connection
        self._fields: dict[str, Fields | None] = {}

    def label(self, table: str) -> str:
        """Give what a record of a table is called."""
        fields = self._entries(table)
        return label_of(table) if fields is None else f"{fields.ledger.title}登记"

    def column(self, table: str, column: str) -> str:
        """Give what a column is called."""
        fields = self._entries(table)
        told = None if fields is None else history_table(fields.ledger).column(column)
        return column_label(table, column) if told is None else told.label

    def name(self, table: str, row: Mapping[str, Any]) -> str:
        """Give label and name of a record whose naming columns are at hand."""
        fields = self._entries(table)
        return name_of(table, row) if fields is None else name_of_entry(fields, row)

    def by_id(self, table: str, ids: Iterable[str]) -> dict[str, tuple[str, tuple[str, str]]]:
        """Name records by their ids; each with table and id of the record that the clerk can open (its whole)."""
        part = words().table(table).part_of
        columns = self._columns(table)
        wanted = (*columns, part.column) if part is not None and part.table else columns
        found = rows_by_id(self._connection, table, wanted, ids)
        if part is None or not part.table:
            return {row_id: (self.name(table, row), (table, row_id)) for row_id, row in found.items()}
        wholes = self.by_id(part.table, {row[part.column] for row in found.values()})
        named = {}
        for row_id, row in found.items():
            whole, place = wholes.get(row[part.column], ("", ("", "")))
            named[row_id] = (f"{whole} 的一条{label_of(table)}" if whole else label_of(table), place)
        return named

    def by_number(self, table: str, row: int) -> tuple[str, tuple[str, str]]:
        """Name one record by its row number; where it has no name, by that number."""
        nameless = f"{self.label(table)} 第 {row} 行"
        ids = rows_by_number(self._connection, table, row)
        return self.by_id(table, ids).get(ids[0], (nameless, (table, ids[0]))) if ids else (nameless, ("", ""))

    def series(self, series: str, known: Mapping[str, str]) -> str:
        """Give what a series of numbers is called: a declared one, or that of a ledger."""
        if series in known:
            return known[series]
        fields = self._entries(f"{PREFIX}{series}")
        return f"{series if fields is None else fields.ledger.title}编号"

    def _columns(self, table: str) -> tuple[str, ...]:
        fields = self._entries(table)
        return name_columns(table) if fields is None else ("number", *fields.named)

    def _entries(self, table: str) -> Fields | None:
        """Give the fields of a table of entries; ``None`` for another table, or a ledger that nobody declares."""
        if not table.startswith(PREFIX):
            return None
        if table not in self._fields:
            key = table.removeprefix(PREFIX)
            ledger = declared_as(key, self._texts.get(key, ""))
            self._fields[table] = None if ledger is None else Fields(ledger)
        return self._fields[table]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return texts_of_ledgers(self._connection)
