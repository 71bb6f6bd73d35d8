"""Looking through an office's file on connections of its own, one per look: nothing at the desk waits for it.

After a page that fails its check SQLCipher reads no further page on the same connection, so every look has a fresh
one. A look gives plain facts; what they mean to the clerk is said in ``app.checkup``.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.connection import connect, identifier
from db.errors import FileDamaged, Stopped
from db.ledger_tables import PREFIX, entry_tables
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

Wanted = Callable[[], bool]
"""Asked again and again during a look; ``False`` stops it."""

STEPS_BETWEEN_ASKING = 5_000
_BAD_PAGE = re.compile(r"page (\d+)")


class Unreadable(Exception):  # noqa: N818 - what a look found, told by whoever asked for the look
    """A look ended at a page that cannot be read; ``detail`` is what SQLite said."""

    def __init__(self, detail: str) -> None:
        """Keep the technical words."""
        super().__init__(detail)
        self.detail = detail


class Dangling(NamedTuple):
    """A row that points at a row of ``parent`` which does not exist; ``row`` is its row number."""

    table: str
    row: int
    parent: str


@contextmanager
def looking(path: Path, key: bytes, wanted: Wanted) -> "Iterator[Connection]":
    """Open the file for one look; raises ``Stopped`` when it is not wanted any more, ``Unreadable`` at a bad page."""
    connection = _open_to_look(path, key)
    try:
        connection.set_progress_handler(lambda: 0 if wanted() else 1, STEPS_BETWEEN_ASKING)
        yield connection
    except Trouble as trouble:
        if not wanted():
            raise Stopped from trouble
        if isinstance(as_refusal(trouble), FileDamaged):
            raise Unreadable(str(trouble)) from trouble
        raise as_refusal(trouble) or trouble from trouble
    finally:
        connection.close()


def _open_to_look(path: Path, key: bytes) -> "Connection":
    try:
        return connect(path, key, read_only=True)
    except FileDamaged as damaged:
        raise Unreadable(damaged.sentence) from damaged


def bad_pages(connection: "Connection") -> list[tuple[int, str]]:
    """Give each page whose checksum does not fit, by its number, with what SQLCipher said."""
    lines = [str(line) for (line,) in connection.execute("PRAGMA cipher_integrity_check")]
    return [(int(found[1]) if (found := _BAD_PAGE.search(line)) else 0, line) for line in lines]


def page_count(connection: "Connection") -> int:
    """Give how many pages the file has by its own account."""
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def tree_faults(connection: "Connection", *, quick: bool = False) -> list[str]:
    """Give what SQLite finds wrong in its trees and indexes, at most twenty lines; the quick form skips the indexes."""
    found = connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check(20)")
    lines = [line for (text,) in found for line in str(text).splitlines()]
    return [line for line in lines if line != "ok" and not line.startswith("***")]


def dangling_rows(connection: "Connection") -> list[Dangling]:
    """Give every row that points at a missing one."""
    return [
        Dangling(table, row or 0, parent) for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]


_NUMBERS_BEHIND = """
    WITH split AS (
        SELECT CAST(substr(number, 1, 4) AS INTEGER) AS year, rtrim(substr(number, 6), '0123456789') AS letter,
            CAST(ltrim(substr(number, 6), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS INTEGER) AS sequence
        FROM {table} WHERE {where} AND number GLOB '[0-9][0-9][0-9][0-9]-*[0-9]'
            AND substr(number, 6) NOT GLOB '*[^A-Z0-9]*'
    ), used AS (SELECT year, letter, max(sequence) AS used FROM split GROUP BY year, letter)
    SELECT u.year, u.letter, u.used, coalesce(s.last, 0) AS last
    FROM used AS u LEFT JOIN number_series AS s ON s.series = ? AND s.year = u.year AND s.letter = u.letter
    WHERE coalesce(s.last, 0) < u.used ORDER BY u.year, u.letter
"""


class BehindNumber(NamedTuple):
    """A counter that stands before a number in use: the next number drawn would be given twice."""

    series: str
    year: int
    letter: str
    used: int
    last: int


SERIES = {
    "case": ("cases", "owner = 1"),
    "notice": ("papers", "kind = 'notice'"),
    "slip": ("papers", "kind <> 'notice'"),
}
"""Where the numbers of each series are used: table and condition."""


def counters_behind(connection: "Connection") -> list[BehindNumber]:
    """Give every counter that is behind the numbers in use."""
    ledgers = {table.removeprefix(PREFIX): (table, "owner = 1") for table in tables_of_entries(connection)}
    return [
        BehindNumber(series, *row)
        for series, (table, where) in {**ledgers, **SERIES}.items()
        for row in connection.execute(_NUMBERS_BEHIND.format(table=table, where=where), (series,))
    ]


def papers_off(connection: "Connection", tell: Callable[[int], None]) -> Iterator[tuple[str, str]]:
    """Give title and number of each kept paper whose bytes do not fit its digest; ``tell`` hears how many were read."""
    rows = connection.execute("SELECT title, number, digest, pdf FROM papers")
    for done, (title, number, digest, pdf) in enumerate(rows):
        tell(done)
        if hashlib.sha256(bytes(pdf)).hexdigest() != digest:
            yield str(title), str(number)


def tables_of_entries(connection: "Connection") -> list[str]:
    """Give the tables of entries that are there."""
    return entry_tables(name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))


def count_rows(connection: "Connection", table: str) -> int:
    """Count the rows of a table."""
    (found,) = connection.execute(f"SELECT count(*) FROM {identifier(table)}").fetchone()
    return int(found)


def actions_off(connection: "Connection") -> int:
    """Count the gathered actions that do not fit the journal: gaps, overlaps, or entries that are not there."""
    (found,) = connection.execute(_ACTIONS_OFF).fetchone()
    return int(found)


_ACTIONS_OFF = """
    SELECT count(*) FROM (SELECT first_seq, last_seq, lag(last_seq, 1, 0) OVER (ORDER BY first_seq) AS before
        FROM actions) AS a
    WHERE a.last_seq < a.first_seq OR a.first_seq <= a.before
        OR NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.seq = a.first_seq)
        OR NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.seq = a.last_seq)
        OR EXISTS (SELECT 1 FROM journal AS j WHERE j.seq > a.before AND j.seq < a.first_seq)
"""
