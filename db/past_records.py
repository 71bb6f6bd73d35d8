"""Reading records of any owned table for a look into a backup, and counting what happened after a journal entry."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from db.connection import identifier

if TYPE_CHECKING:
    from db.store import Store

Row = dict[str, Any]


class Asked(NamedTuple):
    """Which records: those that carry every word in one of the ``searched`` columns, but not of ``hidden`` people.

    ``people`` are the columns that say whose a record is; ``unnamed`` are words that none of the searched columns has.
    """

    searched: Sequence[str] = ()
    words: Sequence[str] = ()
    people: Sequence[str] = ()
    hidden: Sequence[str] = ()
    unnamed: Sequence[str] = ()


def count_records(store: "Store", table: str, asked: Asked = Asked()) -> int:  # noqa: B008 - a frozen value
    """Count the records that are there and asked for."""
    condition, values = _condition(asked)
    return int(store.value(f"SELECT count(*) FROM {identifier(table)} WHERE {condition}", values))


def page_of_records(
    store: "Store", table: str, newest: str, asked: Asked, *, limit: int, offset: int
) -> list[Row]:
    """Give a piece of them, the newest first by the column ``newest``."""
    condition, values = _condition(asked)
    return store.rows(
        f"SELECT * FROM {identifier(table)} WHERE {condition} ORDER BY {identifier(newest)} DESC, n DESC"
        " LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )


def record(store: "Store", table: str, column: str, value: str) -> Row | None:
    """Give a record by its id, or by another column that names it."""
    return store.row(
        f"SELECT * FROM {identifier(table)} WHERE {identifier(column)} = ? ORDER BY owner LIMIT 1", (value,)
    )


def parts_of(store: "Store", table: str, link: str, row_id: str, order: str) -> list[Row]:
    """Give the parts of a record in their order, removed ones too."""
    return store.rows(
        f"SELECT * FROM {identifier(table)} WHERE {identifier(link)} = ? ORDER BY {identifier(order)}, n", (row_id,)
    )


def others_named(store: "Store", table: str, column: str, value: object, row_id: str) -> bool:
    """Tell whether another record of ours that is there has the same value: one number must not stand twice."""
    found = store.value(
        f"SELECT 1 FROM {identifier(table)} WHERE {identifier(column)} = ? AND id <> ? AND owner = 1 AND deleted = 0",
        (str(value), row_id),
    )
    return found is not None


def erased_people(store: "Store") -> list[str]:
    """Give the residents who were erased by law."""
    return [row["resident_id"] for row in store.rows("SELECT DISTINCT resident_id FROM erasures")]


def erased_among(store: "Store", people: Sequence[str]) -> bool:
    """Tell whether one of these residents was erased by law."""
    found = store.value(
        "SELECT 1 FROM erasures WHERE resident_id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(people)).decode(),),
    )
    return found is not None


def changed_after(store: "Store", seq: int, tables: Sequence[str]) -> list[Row]:
    """Count our records by table and what became of them after an entry: ``new``, ``changed`` or ``removed``."""
    return store.rows(
        """
        SELECT tbl, became, count(*) AS n FROM (
            SELECT tbl, row_id, CASE
                WHEN max(action = 'insert') THEN 'new'
                WHEN coalesce(max(seq) FILTER (WHERE action = 'remove'), 0)
                    > coalesce(max(seq) FILTER (WHERE action = 'revive'), 0) THEN 'removed'
                ELSE 'changed' END AS became
            FROM journal WHERE seq > ? AND owner = 1 AND revision > 0 AND tbl IN (SELECT value FROM json_each(?))
            GROUP BY tbl, row_id
        ) GROUP BY tbl, became
        """,
        (seq, msgspec.json.encode(list(tables)).decode()),
    )


def told_after(store: "Store", seq: int) -> dict[str, int]:
    """Count the entries after ``seq`` that changed no record, by their action."""
    rows = store.rows(
        "SELECT action, count(*) AS n FROM journal WHERE seq > ? AND revision = 0 GROUP BY action", (seq,)
    )
    return {row["action"]: row["n"] for row in rows}


def _condition(asked: Asked) -> tuple[str, list[str]]:
    words = asked.words if asked.searched else ()
    one = " OR ".join(f"instr(lower({identifier(name)}), ?)" for name in asked.searched)
    hidden = asked.people if asked.hidden else ()
    gone = "coalesce({}, '') NOT IN (SELECT value FROM json_each(?))"
    there, not_there = (f"coalesce({one}, 0)" for _ in words), (f"NOT coalesce({one}, 0)" for _ in asked.unnamed)
    parts = ["deleted = 0", *there, *not_there]
    parts += [gone.format(identifier(name)) for name in hidden]
    values = [word.lower() for word in (*words, *asked.unnamed) for _ in asked.searched]
    return " AND ".join(parts), [*values, *(msgspec.json.encode(list(asked.hidden)).decode() for _ in hidden)]
