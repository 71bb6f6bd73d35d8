"""Pages that say which tables there are: where one is destroyed nothing can be read, and what it said is said again.

A new file made by the same steps has the same tables at the same places. In a copy of the damaged file a page with one
made-up table takes the place of a destroyed one, and what the steps made is written into it again; this only where
every table of theirs that can still be read begins where it begins in the new file (and all of them did, where the
marks remember it). Tables of entries come with their first entry, so nobody knows where one began that is not readable:
it is filled from the journal (:mod:`db.salvage_entries`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from db.check import bad_pages
from db.damaged_file import PAGE, SALT
from db.errors import FileDamaged
from db.ledger_tables import PREFIX
from db.migrations import migrate

if TYPE_CHECKING:
    from db.connection import Connection

Roots = set[tuple[str, int]]
"""Every table and index, and the page where it begins."""
LOST = "记着有哪些表的那几页坏了"
OF_ENTRIES = (PREFIX, f"sqlite_autoindex_{PREFIX}")
"""Names of tables and indexes that are not made by the steps, and begin anywhere."""
AT_ONCE = 16
"""Made-up tables of one scratch file: its own first page tells of all of them."""
MOST = 100_000
"""Pages that one row fills at most."""
SPILLED = PAGE - 80 - 4
"""Bytes of a long row that one further page holds: SQLCipher keeps 80 of each page, SQLite 4 to name the next."""
KEPT_IN_ROW = 419
"""Bytes of a long row that stand in the row itself (479), less what its heading may take."""


def layout_digest(roots: Iterable[tuple[str, int]]) -> str:
    """Digest where every table and index that our steps made begins, in hexadecimal digits."""
    return hashlib.sha256(repr(sorted(_by_steps(roots))).encode()).hexdigest()


def mend_schema(copy: Path, key: bytes, layout: str) -> None:
    """Make a copy of a damaged file tell again which tables it has; does nothing where it does.

    ``layout`` is the digest remembered of it, empty where none was. Raises ``FileDamaged`` where its first page
    cannot be read, or where it was not laid out as a new file is.
    """
    found, whole = _roots(copy, key)
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
        _remove(template)
    _say_again(copy, key, made)
    if not fresh <= _roots(copy, key)[0]:
        raise FileDamaged(LOST)


def _by_steps(roots: Iterable[tuple[str, int]]) -> Roots:
    return {root for root in roots if not root[0].startswith(OF_ENTRIES)}


def _made_by_steps(template: Path, key: bytes) -> list[tuple[Any, ...]]:
    """Give what a new file says of its tables: row number, type, name, table, page, statement."""
    connection = _open(template, key)
    try:
        migrate(connection)
        return list(connection.execute("SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_master"))
    finally:
        connection.close()


def _put_pages(copy: Path, scratch: Path, key: bytes) -> None:
    """Put a page with one made-up table in the place of every destroyed page that told of tables, and of no other."""
    bad, before = _bad(copy, key), dict[int, bytes]()
    for first in range(0, len(bad), AT_ONCE):
        for number, page in _pages_of_one_table(scratch, key, copy, bad[first : first + AT_ONCE]):
            before[number] = _exchange(copy, number, page)
    found, _ = _roots(copy, key)
    for number, page in before.items():
        if (_name(number), number) not in found:
            _exchange(copy, number, page)


def _pages_of_one_table(scratch: Path, key: bytes, copy: Path, numbers: list[int]) -> Iterator[tuple[int, bytes]]:
    """Give pages as they stand at these places, each saying that there is one table that nobody asks for."""
    _remove(scratch)
    with copy.open("rb") as stream:
        salt = stream.read(SALT)
    connection = _open(scratch, key, salt)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE begun (content)")
        made = [number for number in numbers if _has_made_up(connection, number)]
    finally:
        connection.close()
    with scratch.open("rb") as stream:
        for number in made:
            stream.seek((number - 1) * PAGE)
            yield number, stream.read(PAGE)


def _has_made_up(connection: "Connection", number: int) -> bool:
    """Fill a file up to a page and begin a table there; tells whether it begins there."""
    while (count := _count(connection)) < number - 1:
        wanted = min(number - 2 - count, MOST)
        connection.execute(f"CREATE TABLE filler_{count} (content)")
        if wanted:
            connection.execute(f"INSERT INTO filler_{count} VALUES (zeroblob(?))", (KEPT_IN_ROW + wanted * SPILLED,))
    if count >= number:
        return False
    name = _name(number)
    connection.execute(f"CREATE TABLE {name} (type, name, tbl_name, rootpage, sql)")
    values = (-1, "table", name, name, number, f"CREATE TABLE {name} (content)")
    connection.execute(
        f"INSERT INTO {name} (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    return True


def _count(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def _name(number: int) -> str:
    return f"made_up_{number}"


def _say_again(copy: Path, key: bytes, made: Iterable[tuple[Any, ...]]) -> None:
    """Write what the steps made and the copy does not tell any more, each row at its own place."""
    known = _roots(copy, key)[0]
    rows = [row for row in made if (row[2], row[4]) not in known]
    connection = _open(copy, key)
    try:
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(
            "INSERT INTO sqlite_master (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)", rows
        )
    except dbapi2.Error as trouble:
        raise FileDamaged(LOST) from trouble
    finally:
        connection.close()


def _remove(scratch: Path) -> None:
    for name in (scratch, *(scratch.with_name(f"{scratch.name}{end}") for end in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)


def _roots(path: Path, key: bytes) -> tuple[Roots, bool]:
    """Read where every table begins, as far as that can be read; tells whether that was all."""
    connection = _open(path, key)
    found: Roots = set()
    try:
        connection.execute("PRAGMA writable_schema = ON")  # a file that was cut short is read as far as it goes
        for name, root in connection.execute("SELECT name, rootpage FROM sqlite_master"):
            found.add((str(name), int(root)))
    except dbapi2.Error as trouble:
        if "not a database" in str(trouble):
            raise FileDamaged("它的第一页坏了") from trouble
        return found, False
    finally:
        connection.close()
    return found, True


def _bad(path: Path, key: bytes) -> list[int]:
    connection = _open(path, key)
    try:
        with suppress(dbapi2.Error):
            return [number for number, _ in bad_pages(connection) if number > 1]
    finally:
        connection.close()
    return []


def _exchange(path: Path, number: int, page: bytes) -> bytes:
    """Put another page in place and give the one that was there."""
    with path.open("r+b") as stream:
        stream.seek((number - 1) * PAGE)
        before = stream.read(PAGE)
        stream.seek((number - 1) * PAGE)
        stream.write(page)
    return before


def _open(path: Path, key: bytes, salt: bytes = b"") -> "Connection":
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection
