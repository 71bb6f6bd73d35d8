"""Our own rows that a package carries: what changed between two points of the journal, as it stands now."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import identifier
from db.erasure import ERASE

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored

AGGREGATES = {"cases": ("case_events", "case_id")}
"""A table whose rows travel whenever one of their parts does: an event must find its case, however late."""

_CHANGED = "SELECT row_id FROM journal WHERE seq > ? AND seq <= ? AND tbl = ? AND owner = 1 AND revision > 0"


class Also(NamedTuple):
    """Rows that travel beside those that changed: those whose column has one of some values."""

    column: str
    values: Sequence[str]


NOTHING = Also("id", ())


def journal_span(store: "Store", after: int, limit: int) -> int:
    """Give the journal number up to which the next package reaches: at most ``limit`` entries further."""
    return int(store.value("SELECT min(coalesce(max(seq), 0), ?) FROM journal", (after + limit,)))


def changed_tables(store: "Store", after: int, upto: int) -> set[str]:
    """Give the tables of which rows of our own changed in the span."""
    sql = "SELECT DISTINCT tbl FROM journal WHERE seq > ? AND seq <= ? AND owner = 1 AND revision > 0"
    return {row["tbl"] for row in store.rows(sql, (after, upto))}


def waiting_rows(store: "Store", tables: Sequence[str], after: int) -> int:
    """Count our own rows of these tables that changed after a point of the journal."""
    return int(
        store.value(
            "SELECT count(DISTINCT row_id) FROM journal WHERE seq > ? AND owner = 1 AND revision > 0"
            " AND tbl IN (SELECT value FROM json_each(?))",
            (after, _list(tables)),
        )
    )


def changed_rows(
    store: "Store", table: str, columns: Sequence[str], span: tuple[int, int], also: Also = NOTHING
) -> Iterator[dict[str, Any]]:
    """Stream our rows of a table that changed in the span (after, up to), by id, as they stand now.

    Beside the columns that the table has: the epoch's id, the last journal ``entry`` and whether it was ``erased``.
    """
    names = "".join(f", r.{identifier(name)}" for name in columns if name in store.tables[table].columns)
    wanted = _CHANGED
    parameters: list[Stored] = [*span, table]
    if table in AGGREGATES:
        part, link = AGGREGATES[table]
        wanted += f" UNION SELECT p.{link} FROM {part} AS p WHERE p.id IN ({_CHANGED})"
        parameters += [*span, part]
    if also.values:
        wanted += f" UNION SELECT id FROM {identifier(table)} WHERE owner = 1 AND {identifier(also.column)} IN"
        wanted += " (SELECT value FROM json_each(?))"
        parameters.append(_list(also.values))
    yield from store.stream(
        f"SELECT r.id, e.id AS epoch, r.revision, r.deleted, r.removed_reason{names}, (SELECT max(j.seq) FROM"
        " journal AS j WHERE j.row_id = r.id AND j.revision > 0) AS entry, EXISTS (SELECT 1 FROM journal AS j"
        f" WHERE j.row_id = r.id AND j.action = ?) AS erased FROM {identifier(table)} AS r"
        f" JOIN epochs AS e ON e.n = r.epoch WHERE r.owner = 1 AND r.id IN ({wanted}) ORDER BY r.id",
        (ERASE, *parameters),
    )


def _list(values: Sequence[str]) -> str:
    return msgspec.json.encode(list(values)).decode()
