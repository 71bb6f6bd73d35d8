"""Our own rows that a package carries: what changed between two points of the journal, as it stands now."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored

AGGREGATES = {"cases": ("case_events", "case_id")}
"""A table whose rows travel whenever one of their parts does: an event must find its case, however late."""

_CHANGED = "SELECT row_id FROM journal WHERE seq > ? AND seq <= ? AND tbl = ? AND owner = 1 AND revision > 0"


def journal_span(store: "Store", after: int, limit: int) -> int:
    """Give the journal number up to which the next package reaches: at most ``limit`` entries further."""
    return int(store.value("SELECT min(coalesce(max(seq), 0), ?) FROM journal", (after + limit,)))


def waiting_rows(store: "Store", tables: Sequence[str], after: int) -> int:
    """Count our own rows of these tables that changed after a point of the journal."""
    return int(
        store.value(
            "SELECT count(DISTINCT row_id) FROM journal WHERE seq > ? AND owner = 1 AND revision > 0"
            " AND tbl IN (SELECT value FROM json_each(?))",
            (after, msgspec.json.encode(list(tables)).decode()),
        )
    )


def changed_rows(store: "Store", table: str, columns: Sequence[str], after: int, upto: int) -> Iterator[dict[str, Any]]:
    """Stream our rows of a table that changed in the span, by id, with epoch's id and last journal ``entry``."""
    names = ", ".join(f"r.{identifier(name)}" for name in columns)
    wanted = _CHANGED
    parameters: list[Stored] = [after, upto, table]
    if table in AGGREGATES:
        part, link = AGGREGATES[table]
        wanted += f" UNION SELECT p.{link} FROM {part} AS p WHERE p.id IN ({_CHANGED})"
        parameters += [after, upto, part]
    yield from store.stream(
        f"SELECT r.id, e.id AS epoch, r.revision, r.deleted, r.removed_reason, {names}, (SELECT max(j.seq) FROM"
        f" journal AS j WHERE j.row_id = r.id AND j.revision > 0) AS entry FROM {table} AS r"
        f" JOIN epochs AS e ON e.n = r.epoch WHERE r.owner = 1 AND r.id IN ({wanted}) ORDER BY r.id",
        parameters,
    )
