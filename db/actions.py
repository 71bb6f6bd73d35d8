"""Actions: which entries of the journal were one transaction, gathered from the journal when they are asked for.

The table costs no write anything, is derived from the journal alone and can be rebuilt at any time: neighbouring
entries of one operator and one moment are one action, because no two actions share a moment (``Journal.moment``). An
action that takes another one back says so in an entry of its own (``UNDO`` on the table ``actions``).
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from db.store import Store
    from db.tables import Stored
    from db.writing import Writing

UNDO = "undo"
TABLE = "actions"

_GATHER = f"""
    INSERT INTO actions (first_seq, last_seq, operator, at, undoes, what)
    SELECT min(seq), max(seq), operator, at,
        CAST(max(CASE WHEN tbl = '{TABLE}' AND action = '{UNDO}' THEN row_id END) AS INTEGER),
        group_concat(DISTINCT tbl || ':' || action)
    FROM (
        SELECT seq, tbl, row_id, action, operator, at, sum(begins) OVER (ORDER BY seq) AS run
        FROM (
            SELECT seq, tbl, row_id, action, operator, at,
                at IS NOT lag(at) OVER (ORDER BY seq) OR operator IS NOT lag(operator) OVER (ORDER BY seq) AS begins
            FROM journal WHERE seq > ? AND seq <= ?
        )
    ) GROUP BY run HAVING max(seq) < ? OR ?
"""
AT_ONCE = 20_000
"""Entries gathered in one transaction, so that saving waits a moment at most; an action larger than that goes whole."""


class Wanted(NamedTuple):
    """Which actions: empty fields ask for nothing; moments are ISO texts in UTC, ``until`` is past the end.

    ``whats`` are whole values of the column; ``rows`` are ids of rows that the action wrote or named.
    """

    operator: str = ""
    since: str = ""
    until: str = ""
    whats: tuple[str, ...] | None = None
    rows: tuple[str, ...] | None = None


def gather_actions(store: "Store") -> bool:
    """Gather what was written since the last time; tells whether there was anything."""
    behind, span = are_behind(store), AT_ONCE
    while are_behind(store):
        with store.writing() as write:
            span = AT_ONCE if _gather(write, span) else 2 * span
    return behind


def are_behind(store: "Store") -> bool:
    """Tell whether the journal has entries that belong to no action yet."""
    return bool(
        store.value(
            "SELECT coalesce((SELECT max(seq) FROM journal), 0)"
            " > coalesce((SELECT last_seq FROM actions ORDER BY first_seq DESC LIMIT 1), 0)"
        )
    )


def count_actions(store: "Store", wanted: Wanted) -> int:
    """Count the actions that fit."""
    where, values = _where(wanted)
    return int(store.value(f"SELECT count(*) FROM actions AS a WHERE {where}", values))


def actions_before(store: "Store", wanted: Wanted, before: int, limit: int, skip: int = 0) -> list[dict[str, Any]]:
    """Give the actions that fit and begin before an entry, the newest first, after passing over ``skip`` of them."""
    where, values = _where(wanted)
    return store.rows(
        f"SELECT a.*, EXISTS ({_UNDONE}) AS undone FROM actions AS a WHERE {where} AND a.first_seq < ?"
        " ORDER BY a.first_seq DESC LIMIT ? OFFSET ?",
        (*values, before, limit, skip),
    )


def kinds_of_actions(store: "Store") -> list[str]:
    """Give every value that ``what`` has here, by jumping through its index."""
    rows = store.rows(
        """
        WITH RECURSIVE seen (what) AS (
        SELECT min(what) FROM actions
        UNION ALL
        SELECT (SELECT min(a.what) FROM actions AS a WHERE a.what > seen.what) FROM seen WHERE seen.what IS NOT NULL)
        SELECT what FROM seen WHERE what IS NOT NULL
        """
    )
    return [row["what"] for row in rows]


def action_of(store: "Store", seq: int) -> dict[str, Any] | None:
    """Give the action to which an entry belongs."""
    return store.row(
        f"SELECT a.*, EXISTS ({_UNDONE}) AS undone FROM actions AS a WHERE a.first_seq <= ? AND a.last_seq >= ?"
        " ORDER BY a.first_seq DESC LIMIT 1",
        (seq, seq),
    )


def chain_of(store: "Store", first_seq: int) -> list[dict[str, Any]]:
    """Give an action that takes nothing back and what took it back and forth since, in order; ``first_seq`` is any."""
    link = store.row("SELECT * FROM actions WHERE first_seq = ?", (first_seq,))
    while link is not None and link["undoes"] is not None:
        link = store.row("SELECT * FROM actions WHERE first_seq = ?", (link["undoes"],))
    chain = []
    while link is not None:
        chain.append(link)
        link = store.row("SELECT * FROM actions WHERE undoes = ? ORDER BY first_seq DESC LIMIT 1", (link["first_seq"],))
    return chain


def newest_first_actions(store: "Store", operator: str, limit: int, but_not: tuple[str, ...]) -> list[dict[str, Any]]:
    """Give an operator's newest actions that take nothing back and are none of the kinds ``but_not``."""
    return store.rows(
        "SELECT * FROM actions WHERE operator = ? AND undoes IS NULL"
        " AND what NOT IN (SELECT value FROM json_each(?)) ORDER BY first_seq DESC LIMIT ?",
        (operator, _list(but_not), limit),
    )


def _gather(write: "Writing", span: int) -> bool:
    """Gather the actions that end within a span of entries; ``False`` where not even the first one does."""
    last = int(write.store.value("SELECT last_seq FROM actions ORDER BY first_seq DESC LIMIT 1") or 0)
    end = int(write.store.value("SELECT max(seq) FROM journal"))
    upto = min(last + span, end)
    return write.local(_GATHER, (last, upto, upto, upto == end)) > 0


_UNDONE = "SELECT 1 FROM actions AS u WHERE u.undoes = a.first_seq"
_OF_ROWS = """a.first_seq IN (SELECT (SELECT max(f.first_seq) FROM actions AS f WHERE f.first_seq <= j.seq)
    FROM json_each(?) AS wanted CROSS JOIN journal AS j ON j.row_id = wanted.value)"""


def _where(wanted: Wanted) -> "tuple[str, list[Stored]]":
    parts, values = ["1"], list["Stored"]()
    asked = (("a.operator = ?", wanted.operator), ("a.at >= ?", wanted.since), ("a.at < ?", wanted.until))
    for condition, value in asked:
        if value:
            parts.append(condition)
            values.append(value)
    if wanted.whats is not None:
        parts.append("a.what IN (SELECT value FROM json_each(?))")
        values.append(_list(wanted.whats))
    if wanted.rows is not None:
        parts.append(_OF_ROWS)
        values.append(_list(wanted.rows))
    return " AND ".join(parts), values


def _list(values: tuple[str, ...]) -> str:
    return msgspec.json.encode(values).decode()
