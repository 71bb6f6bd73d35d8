"""Reading the journal: entries of rows and actions with their values, names of rows, and what was removed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import connect, identifier
from db.journal import ChainBreak, chain_breaks
from db.journal_gaps import Gap, declared_gaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

_ENTRY = (
    "SELECT j.seq, j.tbl, j.row_id, j.owner, j.revision, j.action, j.operator, j.at, v.reason, v.before, v.after"
    " FROM journal AS j LEFT JOIN journal_values AS v ON v.seq = j.seq"
)


def entries_of_rows(store: "Store", ids: Iterable[str], limit: int) -> list[dict[str, Any]]:
    """Give the newest entries of these rows, the newest first; an erased one has ``None`` for its values."""
    return store.rows(
        f"{_ENTRY} WHERE j.row_id IN (SELECT value FROM json_each(?)) ORDER BY j.seq DESC LIMIT ?", (_list(ids), limit)
    )


def entries_between(store: "Store", first: int, last: int, limit: int) -> list[dict[str, Any]]:
    """Give the entries of a span of the journal in their order, at most ``limit``."""
    return store.rows(f"{_ENTRY} WHERE j.seq BETWEEN ? AND ? ORDER BY j.seq LIMIT ?", (first, last, limit))


def entries_at(store: "Store", seqs: Iterable[int]) -> list[dict[str, Any]]:
    """Give single entries."""
    return store.rows(f"{_ENTRY} WHERE j.seq IN (SELECT value FROM json_each(?))", (_list(seqs),))


def later_changes(store: "Store", ids: Iterable[str], after: int) -> list[dict[str, Any]]:
    """Give what changed these rows after an entry, in order."""
    return store.rows(
        f"{_ENTRY} WHERE j.row_id IN (SELECT value FROM json_each(?)) AND j.seq > ? AND j.revision > 0 ORDER BY j.seq",
        (_list(ids), after),
    )


def rows_with_ids(store: "Store", table: str, columns: Sequence[str], ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read some columns of rows, whoever owns them and whether or not they were removed."""
    names = ", ".join(identifier(name) for name in columns)
    found = store.rows(
        f"SELECT id, {names} FROM {identifier(table)} WHERE id IN (SELECT value FROM json_each(?))", (_list(ids),)
    )
    return {row["id"]: row for row in found}


def rows_worded(store: "Store", table: str, columns: Sequence[str], words: Iterable[str], limit: int) -> list[str]:
    """Give the ids of rows, removed ones too, in which one of these columns is one of these words exactly."""
    wanted = " OR ".join(f"{identifier(name)} IN (SELECT value FROM json_each(?1))" for name in columns)
    found = store.rows(f"SELECT id FROM {identifier(table)} WHERE {wanted} LIMIT ?2", (_list(words), limit))
    return [row["id"] for row in found]


def ids_pointing(store: "Store", table: str, column: str, row_id: str) -> list[str]:
    """Give the ids of rows of a table that point to a row, removed ones too."""
    found = store.rows(f"SELECT id FROM {identifier(table)} WHERE {identifier(column)} = ?", (row_id,))
    return [row["id"] for row in found]


def points_here(store: "Store", table: str, column: str, row_id: str, but_not: Iterable[str]) -> bool:
    """Tell whether a row that is not removed points to a row, leaving some out."""
    return bool(
        store.value(
            f"SELECT 1 FROM {identifier(table)} WHERE {identifier(column)} = ? AND deleted = 0"
            " AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1",
            (row_id, _list(but_not)),
        )
    )


def removed_rows(store: "Store", table: str, limit: int) -> list[dict[str, Any]]:
    """Give our own removed rows of a table with the entry that removed them, the newest removal first."""
    return store.rows(
        f"SELECT r.id, r.removed_reason, j.seq, j.at, j.operator FROM {identifier(table)} AS r JOIN journal AS j"
        " ON j.seq = (SELECT max(l.seq) FROM journal AS l WHERE l.row_id = r.id AND l.revision > 0)"
        " WHERE r.deleted = 1 AND r.owner = 1 ORDER BY j.seq DESC LIMIT ?",
        (limit,),
    )


def removal_of(store: "Store", row_id: str) -> str:
    """Give the moment of the action that removed a row; empty where the last one did something else."""
    row = store.row(
        "SELECT action, at FROM journal WHERE row_id = ? AND revision > 0 ORDER BY seq DESC LIMIT 1", (row_id,)
    )
    return str(row["at"]) if row is not None and row["action"] == "remove" else ""


def journal_operators(store: "Store") -> list[dict[str, Any]]:
    """Give id and name of everybody who ever sat at this desk, removed ones too."""
    return store.rows("SELECT id, name FROM operators WHERE owner = 1 ORDER BY n")


def journal_end(store: "Store") -> tuple[int, str]:
    """Give number and digest (hexadecimal digits) of the last entry; 0 and nothing in an empty journal."""
    row = store.row("SELECT seq, lower(hex(digest)) AS digest FROM journal ORDER BY seq DESC LIMIT 1")
    return (0, "") if row is None else (row["seq"], row["digest"])


def digest_at(store: "Store", seq: int) -> str:
    """Give the digest of an entry in hexadecimal digits; empty where it is not there."""
    return str(store.value("SELECT lower(hex(digest)) FROM journal WHERE seq = ?", (seq,)) or "")


def last_packed(store: "Store") -> dict[str, Any] | None:
    """Give number and journal span of the newest package of this epoch."""
    return store.row(
        "SELECT number, journal_to FROM packages_out WHERE epoch = ? ORDER BY number DESC LIMIT 1", (store.epoch,)
    )


def span_of_moments(store: "Store", since: str, until: str) -> tuple[int, int]:
    """Give the first and last entry written from ``since`` (included) to ``until`` (not included; empty: open).

    0 and -1 where there is none. Reads actions, which must have been gathered.
    """
    row = store.row(
        "SELECT coalesce(min(first_seq), 0) AS first, coalesce(max(last_seq), -1) AS last FROM actions"
        " WHERE at >= ? AND (? = '' OR at < ?)",
        (since, until, until),
    )
    return (0, -1) if row is None else (row["first"], row["last"])


def streamed_entries(store: "Store", first: int, last: int) -> Iterator[dict[str, Any]]:
    """Walk whole entries, digests and salts included, on a connection of its own."""
    return store.stream(
        "SELECT j.seq, j.tbl, j.row_id, j.owner, j.epoch, j.revision, j.action, j.operator, j.at,"
        " lower(hex(j.content_digest)) AS content, lower(hex(j.digest)) AS digest,"
        " CASE WHEN v.salt IS NOT NULL THEN lower(hex(v.salt)) END AS salt,"
        " v.reason, v.before, v.after FROM journal AS j LEFT JOIN journal_values AS v ON v.seq = j.seq"
        " WHERE j.seq BETWEEN ? AND ? ORDER BY j.seq",
        (first, last),
    )


def walked_chain(store: "Store", tell: "Callable[[int], None]") -> ChainBreak | None:
    """Walk the chain on a connection of its own; ``tell`` hears how far it is and may raise to stop."""
    connection = connect(store.path, store.key, read_only=True)
    try:
        return next(chain_breaks(connection, tell), None)
    finally:
        connection.close()


def gaps_of(store: "Store") -> tuple[Gap, ...]:
    """Give the gaps that salvages declared, read on a connection of its own."""
    connection = connect(store.path, store.key, read_only=True)
    try:
        return tuple(gap for told in declared_gaps(connection) for gap in told.declared.gaps)
    finally:
        connection.close()


def entry_before(store: "Store", seq: int) -> tuple[int, str]:
    """Give number and digest (hexadecimal digits) of the last entry before a number; 0 and nothing where none is."""
    row = store.row(
        "SELECT seq, lower(hex(digest)) AS digest FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT 1", (seq,)
    )
    return (0, "") if row is None else (row["seq"], row["digest"])


def erased_entries(store: "Store") -> int:
    """Count the entries whose values were removed by an erasure."""
    return int(store.value("SELECT (SELECT count(*) FROM journal) - (SELECT count(*) FROM journal_values)"))


def _list(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()
