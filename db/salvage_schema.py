"""Pages that say which tables there are: where one is destroyed nothing can be read, and what it said is said again.

A new file made by the same steps has the same tables at the same places. In a copy of the damaged file a page with one
made-up table takes the place of a destroyed one, and what the steps made is written into it again; this only where
every table of theirs that can still be read begins where it begins in the new file (and all of them did, where the
marks remember it). Tables of entries come with their first entry, so nobody knows where one began that is not readable:
it is filled from the journal (:mod:`db.salvage_entries`).
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from db.damaged_file import PAGE
from db.errors import FileDamaged
from db.ledger_tables import PREFIX
from db.made_up_pages import AT_ONCE, made_up_name, pages_of_one_table, remove_scratch
from db.migrations import migrate
from db.raw_schema import Roots, destroyed_pages, open_raw, read_roots

LOST = "记着有哪些表的那几页坏了"
OF_ENTRIES = (PREFIX, f"sqlite_autoindex_{PREFIX}")
"""Names of tables and indexes that are not made by the steps, and begin anywhere."""


def layout_digest(roots: Iterable[tuple[str, int]]) -> str:
    """Digest where every table and index that our steps made begins, in hexadecimal digits."""
    return hashlib.sha256(repr(sorted(_by_steps(roots))).encode()).hexdigest()


def mend_schema(copy: Path, key: bytes, layout: str) -> None:
    """Make a copy of a damaged file tell again which tables it has; does nothing where it does.

    ``layout`` is the digest remembered of it, empty where none was. Raises ``FileDamaged`` where its first page
    cannot be read, or where it was not laid out as a new file is.
    """
    found, whole = read_roots(copy, key)
    if whole:
        return
    template = copy.with_name("template.czdb")
    try:
        made = _made_by_steps(template, key)
        fresh: Roots = {(name, root) for _, _, name, _, root, _ in made}
        known = _by_steps(found)
        if not known <= fresh or (layout_digest(fresh) != layout if layout else not known):
            raise FileDamaged(LOST)
        _put_pages(copy, template, key)
    finally:
        remove_scratch(template)
    _say_again(copy, key, made)
    if not fresh <= read_roots(copy, key)[0]:
        raise FileDamaged(LOST)


def _by_steps(roots: Iterable[tuple[str, int]]) -> Roots:
    return {root for root in roots if not root[0].startswith(OF_ENTRIES)}


def _made_by_steps(template: Path, key: bytes) -> list[tuple[Any, ...]]:
    """Give what a new file says of its tables: row number, type, name, table, page, statement."""
    connection = open_raw(template, key)
    try:
        migrate(connection)
        return list(connection.execute("SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_master"))
    finally:
        connection.close()


def _put_pages(copy: Path, scratch: Path, key: bytes) -> None:
    """Put a page with one made-up table in the place of every destroyed page that told of tables, and of no other."""
    bad, before = destroyed_pages(copy, key), dict[int, bytes]()
    for first in range(0, len(bad), AT_ONCE):
        for number, page in pages_of_one_table(scratch, key, copy, bad[first : first + AT_ONCE]):
            before[number] = _exchange(copy, number, page)
    found, _ = read_roots(copy, key)
    for number, page in before.items():
        if (made_up_name(number), number) not in found:
            _exchange(copy, number, page)


def _say_again(copy: Path, key: bytes, made: Iterable[tuple[Any, ...]]) -> None:
    """Write what the steps made and the copy does not tell any more, each row at its own place."""
    known = read_roots(copy, key)[0]
    rows = [row for row in made if (row[2], row[4]) not in known]
    connection = open_raw(copy, key)
    try:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "INSERT INTO sqlite_master (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
    except dbapi2.Error as trouble:
        raise FileDamaged(LOST) from trouble
    finally:
        connection.close()


def _exchange(path: Path, number: int, page: bytes) -> bytes:
    """Put another page in place and give the one that was there."""
    with path.open("r+b") as stream:
        stream.seek((number - 1) * PAGE)
        before = stream.read(PAGE)
        stream.seek((number - 1) * PAGE)
        stream.write(page)
    return before
