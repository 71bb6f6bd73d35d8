"""Tables of entries in a salvage: made again as the damaged file has them, or for what the journal knows."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier
from db.damaged_file import DamagedFile
from db.ledger_tables import OWN, PREFIX, Column, Shape, entry_tables, is_ours, made, table_of
from db.tables import SYSTEM

if TYPE_CHECKING:
    from db.connection import Connection

ShapeOf = Callable[[str, str], Shape | None]
"""Gives, for a ledger's key and the text of its declaration (empty for one that ships), what its table holds."""
BESIDE = ("entry", "erased")
"""What the journal says of a merged row beside its columns; no field can have such a name."""
_values = msgspec.json.Decoder(dict[str, Any]).decode


def take_entry_tables(connection: "Connection", file: DamagedFile) -> list[str]:
    """Make the tables of entries that a damaged file still tells of, to the letter; gives their names."""
    rows, _ = file.scan("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    ours = [(kind, name, sql) for kind, name, sql in rows if is_ours(kind, name, sql)]
    tables = list(dict.fromkeys(name for kind, name, _ in ours if kind == "table"))
    for kind, name, sql in dict.fromkeys(sorted(ours, key=lambda one: one[0] == "index")):
        if kind == "table" or name.partition("__")[0] in tables:
            connection.execute(sql)
    return tables


def make_entry_tables(connection: "Connection", shape_of: ShapeOf) -> None:
    """Make the tables that entries in the journal ask for and that are not there.

    Where nobody knows the declaration any more, the columns are those that were ever written.
    """
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    known = {name for (name,) in connection.execute("SELECT DISTINCT tbl FROM journal WHERE revision > 0")}
    texts = declared_texts(connection)
    for table in entry_tables(known.difference(names)):
        ledger = table.removeprefix(PREFIX)
        shape = shape_of(ledger, texts.get(ledger, ""))
        for statement in made(shape or _written(connection, ledger), table_of(ledger)):
            connection.execute(statement)


def declared_texts(connection: "Connection") -> Mapping[str, str]:
    """Give the texts of our own declarations by key: from their table, else as they were last written."""
    folded: dict[str, dict[str, Any]] = {}
    found = connection.execute(
        "SELECT j.row_id, v.after FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.tbl = 'ledger_declarations' AND j.owner = 1 AND v.after IS NOT NULL ORDER BY j.seq"
    )
    for row_id, after in found:
        folded.setdefault(row_id, {}).update(_values(after))
    written = {str(row.get("key", "")): str(row.get("text", "")) for row in folded.values()}
    return {**written, **dict(connection.execute("SELECT key, text FROM ledger_declarations WHERE owner = 1"))}


def _written(connection: "Connection", ledger: str) -> Shape:
    columns = dict.fromkeys(name for name in _names_written(connection, ledger) if name not in {*SYSTEM, *OWN, *BESIDE})
    return Shape(ledger, tuple(Column(identifier(name), "INTEGER", "") for name in columns), ())


def _names_written(connection: "Connection", ledger: str) -> Iterator[str]:
    found = connection.execute(
        "SELECT v.after FROM journal AS j JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.tbl = ? AND v.after IS NOT NULL ORDER BY j.seq",
        (f"{PREFIX}{ledger}",),
    )
    for (after,) in found:
        yield from _values(after)
