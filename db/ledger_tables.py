"""Tables of entries: one per ledger, made from its declaration with its first entry and widened by newer versions.

What may stand in a file under their names is fixed here to the letter, so that a hostile schema is told from ours
without knowing any declaration.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from db.connection import identifier
from db.errors import Refused

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

PREFIX = "entries_"
OWN = ("number", "state", "corrects", "corrects_why", "from_case")
"""Columns that every entry has beside its fields."""
TEXTS = frozenset({"line", "paragraphs"})
_SYSTEM = (
    "n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner INTEGER NOT NULL REFERENCES offices(n),"
    " epoch INTEGER NOT NULL REFERENCES epochs(n), revision INTEGER NOT NULL,"
    " deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)), removed_reason TEXT NOT NULL DEFAULT '',"
    " number TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT '', corrects TEXT NOT NULL DEFAULT '',"
    " corrects_why TEXT NOT NULL DEFAULT '', from_case TEXT NOT NULL DEFAULT ''"
)
_NAME = r"entries_(?:[1-9][0-9]{0,8}_)?[a-z][a-z0-9_]{1,29}"
_COLUMN = r"[a-z][a-z0-9_]{0,29}"
_TABLE = re.compile(rf"CREATE TABLE ({_NAME}) \({re.escape(_SYSTEM)}((?:, {_COLUMN} (?:TEXT|ANY))*)\) STRICT")
_INDEX = re.compile(rf"CREATE INDEX ({_NAME})__({_COLUMN}) ON ({_NAME}) \(owner, deleted, ({_COLUMN})\)")
_POINTING = re.compile(rf"CREATE INDEX ({_NAME})__(corrects|from_case) ON ({_NAME}) \((\2)\) WHERE \4 <> ''")


class Column(NamedTuple):
    """One field: its column, the column's type, and the kind of the field."""

    name: str
    type: str
    kind: str


class Shape(NamedTuple):
    """What a ledger's table holds: the ledger's key, its fields, and the columns that are filtered and sorted by."""

    ledger: str
    columns: tuple[Column, ...]
    indexed: tuple[str, ...]


def table_of(ledger: str) -> str:
    """Give the name of a ledger's table."""
    return identifier(f"{PREFIX}{ledger}")


def village_key(owner: int, ledger: str) -> str:
    """Give the key under which a ledger that another office made is kept here; no declaration can have such a one."""
    return f"{owner}_{ledger}"


def has_table(store: "Store", ledger: str) -> bool:
    """Tell whether a ledger has had an entry; without one it has no table.

    Asked of whoever reads: a table that the writing thread is just making is not there yet for the reading one.
    """
    found = store.value("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (f"{PREFIX}{ledger}",))
    return found is not None


def raise_table(write: "Writing", shape: Shape, *, merging: bool = False) -> None:
    """Make a ledger's table or add what a newer version adds, inside the transaction; nothing where it is there.

    ``merging`` tells that it is made for the entries of others, which come in a package. Raises ``Refused`` where a
    field's kind was changed into anything but text: entries rest on it.
    """
    table = table_of(shape.ledger)
    known = write.store.tables.get(table)
    if known is None:
        write.make(table, made(shape, table), merging=merging)
        _keep_kinds(write, shape.ledger, shape.columns)
        return
    new = [column for column in shape.columns if column.name not in known.columns]
    refuse_changed(write.store, shape)
    if new:
        added = [f"ALTER TABLE {table} ADD COLUMN {_declared(column)}" for column in new]
        write.make(table, [*added, *_indexes(table, shape.indexed)], merging=merging)
    if new or _changed(write.store, shape):
        _keep_kinds(write, shape.ledger, shape.columns)


def refuse_changed(store: "Store", shape: Shape) -> None:
    """Raise ``Refused`` where the kind of a stored field is another one now."""
    for column, former in _changed(store, shape):
        if column.kind not in TEXTS:
            raise Refused(
                f"台账 {shape.ledger} 的栏目 {column.name} 登记时是 {former}，现在的声明写的是 {column.kind}。",
                untouched="台账和已经登记的内容没有改动。",
                advice="已经有登记的栏目不能换类型；要别的类型，请另加一个栏目。",
            )


def _changed(store: "Store", shape: Shape) -> list[tuple[Column, str]]:
    """Give the fields whose kind is another one now, each with the kind it had."""
    rows = store.rows("SELECT field, kind FROM ledger_fields WHERE ledger = ?", (shape.ledger,))
    kinds = {row["field"]: row["kind"] for row in rows}
    return [
        (column, kinds[column.name]) for column in shape.columns if kinds.get(column.name, column.kind) != column.kind
    ]


def entry_tables(names: Iterable[str]) -> list[str]:
    """Give those of some tables that hold entries."""
    return sorted(name for name in names if name.startswith(PREFIX))


def is_ours(kind: str, name: str, sql: str) -> bool:
    """Tell whether something declared in a file is a table of entries, or an index of one, as it is made here."""
    if kind == "table":
        found = _TABLE.fullmatch(sql)
        return found is not None and found[1] == name
    found = _INDEX.fullmatch(sql) or _POINTING.fullmatch(sql)
    return kind == "index" and found is not None and found[1] == found[3] and name == f"{found[1]}__{found[2]}"


def made(shape: Shape, table: str) -> Iterator[str]:
    """Give the statements that make a ledger's table with its indexes."""
    fields = "".join(f", {_declared(column)}" for column in shape.columns)
    yield f"CREATE TABLE {table} ({_SYSTEM}{fields}) STRICT"
    yield from _indexes(table, shape.indexed)
    for pointing in ("corrects", "from_case"):
        yield f"CREATE INDEX {table}__{pointing} ON {table} ({pointing}) WHERE {pointing} <> ''"


def _declared(column: Column) -> str:
    """Declare a column; one of numbers may become one of texts in a newer version, and holds both then."""
    return f"{identifier(column.name)} {'ANY' if column.type == 'INTEGER' else 'TEXT'}"


def _indexes(table: str, columns: Iterable[str]) -> Iterator[str]:
    for column in dict.fromkeys(("number", *columns)):
        name = identifier(column)
        yield f"CREATE INDEX IF NOT EXISTS {table}__{name} ON {table} (owner, deleted, {name})"


def _keep_kinds(write: "Writing", ledger: str, columns: Iterable[Column]) -> None:
    write.local_many(
        "INSERT INTO ledger_fields (ledger, field, kind) VALUES (?, ?, ?)"
        " ON CONFLICT (ledger, field) DO UPDATE SET kind = excluded.kind",
        ((ledger, column.name, column.kind) for column in columns),
    )
