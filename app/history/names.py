"""Naming rows as a clerk would: “代办件 2026-00017 李淑芬：低保申请”, many of them with one query a table."""

from collections.abc import Iterable
from string import Formatter
from typing import TYPE_CHECKING, Any

from app.history.facts import Place
from app.history.words import Table, Told, Words, source_words
from db import history as rows

if TYPE_CHECKING:
    from db.store import Store

Key = tuple[str, str]


class Names:
    """The names of the rows it was made for; a row that is not in its table any more has its table's word only."""

    def __init__(self, store: "Store", declared: Words, wanted: Iterable[Key]) -> None:
        """Read every wanted (table, id), and the records that parts belong to."""
        self._store, self._words = store, declared
        self._rows: dict[Key, dict[str, Any]] = {}
        self._read(set(wanted))
        self._read({whole for key in list(self._rows) if (whole := self._whole(key))})

    def verb(self, table: str, action: str) -> str:
        """Say an action in words."""
        return self._words.verb(table, action)

    def name(self, table: str, row_id: str) -> str:
        """Give a row's own name, without the word for its table; empty where it is not known."""
        row = self._rows.get((table, row_id))
        if row is None:
            return ""
        described = self._words.table(table)
        shown = dict.fromkeys(_fields(described.name), "")
        shown |= {name: _shown(described, name, value) for name, value in row.items()}
        return described.name.format_map(shown).strip("：: ")

    def full_name(self, table: str, row_id: str) -> str:
        """Give a row's name with the word for its table; of a part also whose it is."""
        whole = self._whole((table, row_id))
        label, name = self._words.table(table).label, self.name(table, row_id)
        if whole is not None and (owner := self.full_name(*whole)):
            return f"{owner} 的{label} {name}".strip()
        return f"{label} {name}".strip()

    def place(self, table: str, row_id: str) -> Place | None:
        """Tell where a row, or the record that it is a part of, is looked at; ``None`` where nowhere."""
        whole = self._whole((table, row_id))
        if whole is not None:
            return self.place(*whole)
        described = self._words.table(table)
        if not described.place:
            return None
        known = {"id": row_id, **self._rows.get((table, row_id), {})}
        wanted = _fields(described.subject) | _fields(described.what)
        if wanted - known.keys():
            return None
        return Place(described.place, described.subject.format_map(known), described.what.format_map(known))

    def _whole(self, key: Key) -> Key | None:
        part = self._words.table(key[0]).part_of
        row = self._rows.get(key)
        if part is None or row is None:
            return None
        return (part.table or str(row["subject_table"]), str(row[part.column]))

    def _read(self, wanted: set[Key]) -> None:
        for table in {table for table, _ in wanted} & self._store.tables.keys() & self._words.tables.keys():
            described = self._words.table(table)
            columns = _fields(described.name) | _fields(described.subject) | _fields(described.what)
            if described.part_of is not None:
                columns |= {described.part_of.column} | ({"subject_table"} if not described.part_of.table else set())
            columns &= {"n", "id", *self._store.tables[table].columns}  # a newer declaration may name more
            ids = [row_id for name, row_id in wanted if name == table]
            found = rows.rows_with_ids(self._store, table, sorted(columns - {"id"}) or ["n"], ids)
            self._rows |= {(table, row_id): row for row_id, row in found.items()}


def _fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def _shown(described: Table, name: str, value: Any) -> str:
    column = described.column(name)
    if isinstance(column, Told):
        return "" if value is None else column.tell(value, False)
    if column is not None and column.kind == "key":
        return source_words(column.source).get(str(value), str(value))
    return "" if value is None else str(value)
