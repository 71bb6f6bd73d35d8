"""Entries in the search tables: each ledger has a band of row numbers of its own, so that one is searched alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier
from db.ledger_tables import PREFIX, entry_tables

if TYPE_CHECKING:
    from db.connection import Connection
    from db.store import Store
    from db.writing import Writing

ENTRIES = 1 << 48
BAND = 1 << 32
BATCH = 1_000
Words = Callable[[str], Callable[[Mapping[str, Any]], str]]
"""Gives, for a ledger's key, what gives the words of a stored row; nothing for a ledger that is not declared."""

_PUT = "INSERT OR REPLACE INTO search_words (rowid, words) VALUES (?, ?)"


def band_of(store: "Store", ledger: str) -> tuple[int, int]:
    """Give the first and last row number of a ledger's band; an empty band where nothing of it was indexed."""
    n = store.value("SELECT n FROM search_ledgers WHERE key = ?", (ledger,))
    return (ENTRIES + n * BAND, ENTRIES + (n + 1) * BAND - 1) if n else (1, 0)


def index_entries(write: "Writing", table: str, ids: Iterable[str] | None, words: Words) -> None:
    """Write the words of these entries (of all where none are named) anew; a removed one has none."""
    ledger, store = table.removeprefix(PREFIX), write.store
    if table not in store.tables:
        return
    write.local("INSERT INTO search_ledgers (key) VALUES (?) ON CONFLICT DO NOTHING", (ledger,))
    low, _ = band_of(store, ledger)
    words_of = words(ledger)
    for rows in _walk(write, table, ids):
        gone = [(low + row["n"],) for row in rows if row["deleted"]]
        write.local_many("DELETE FROM search_words WHERE rowid = ?", gone)
        write.local_many(_PUT, ((low + row["n"], words_of(row)) for row in rows if not row["deleted"]))


def entries_with(store: "Store", expression: str, each: int) -> list[tuple[str, int]]:
    """Give ledger and row number of the newest entries that match, at most ``each`` of every ledger."""
    found = []
    for row in store.rows("SELECT n, key FROM search_ledgers ORDER BY n"):
        low = ENTRIES + row["n"] * BAND
        rows = store.rows(
            "SELECT rowid - ? AS n FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ?"
            " ORDER BY rowid DESC LIMIT ?",
            (low, expression, low, low + BAND - 1, each),
        )
        found += [(str(row["key"]), int(hit["n"])) for hit in rows]
    return found


def count_with(store: "Store", ledger: str, expression: str) -> int:
    """Count the entries of a ledger that match, whoever they belong to: the search tables know it alone."""
    low, high = band_of(store, ledger)
    sql = "SELECT count(*) FROM search_words WHERE search_words MATCH ? AND rowid BETWEEN ? AND ?"
    return int(store.value(sql, (expression, low, high)))


def entries_by_number(store: "Store", ledger: str, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Read entries that stand by their row numbers, the newest first."""
    if f"{PREFIX}{ledger}" not in store.tables:
        return []
    return store.rows(
        f"SELECT * FROM {identifier(PREFIX + ledger)} WHERE n IN (SELECT value FROM json_each(?)) AND deleted = 0"
        " ORDER BY n DESC",
        (msgspec.json.encode(list(numbers)).decode(),),
    )


def expected_words(connection: "Connection", words: Words) -> Iterator[tuple[int, str]]:
    """Give what every entry should be found by, for a check: subject and words."""
    numbers = dict(connection.execute("SELECT key, n FROM search_ledgers").fetchall())
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in entry_tables(names):
        ledger = table.removeprefix(PREFIX)
        words_of = words(ledger)
        cursor = connection.execute(f"SELECT * FROM {identifier(table)} WHERE deleted = 0")
        columns = [column[0] for column in cursor.description]
        for values in cursor:
            row = dict(zip(columns, values, strict=True))
            yield ENTRIES + numbers.get(ledger, 0) * BAND + row["n"], words_of(row)


def _walk(write: "Writing", table: str, ids: Iterable[str] | None) -> Iterator[list[dict[str, Any]]]:
    name = identifier(table)
    if ids is not None:
        wanted = iter(ids)
        while batch := list(islice(wanted, BATCH)):
            text = msgspec.json.encode(batch).decode()
            yield write.store.rows(f"SELECT * FROM {name} WHERE id IN (SELECT value FROM json_each(?))", (text,))
        return
    low = 0
    while rows := write.store.rows(f"SELECT * FROM {name} WHERE n > ? ORDER BY n LIMIT ?", (low, BATCH)):
        low = rows[-1]["n"]
        yield rows
