"""A file opened below its schema: what it tells of its tables as far as that can be read, and which pages are bad."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from db.check import bad_pages
from db.errors import FileDamaged

if TYPE_CHECKING:
    from db.connection import Connection

Roots = set[tuple[str, int]]
"""Every table and index, and the page where it begins."""


def open_raw(path: Path, key: bytes, salt: bytes = b"") -> "Connection":
    """Open a file with its key (and another salt than its own, where one is given), and look at nothing in it."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def read_roots(path: Path, key: bytes) -> tuple[Roots, bool]:
    """Read where every table begins, as far as that can be read; tells whether that was all."""
    connection = open_raw(path, key)
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


def destroyed_pages(path: Path, key: bytes) -> list[int]:
    """Give the numbers of the pages that cannot be read, the first one aside; none where that cannot be asked."""
    connection = open_raw(path, key)
    try:
        with suppress(dbapi2.Error):
            return [number for number, _ in bad_pages(connection) if number > 1]
    finally:
        connection.close()
    return []
