"""The rows by which two copies of one office's file differ, and writing them raw: the yardstick of ``bench.py merge``.

Full-text tables are compared and written by the tables in which SQLite keeps them, so nothing is computed again.
"""

import os
from pathlib import Path
from typing import Any, NamedTuple

from db.connection import connect, identifier


class NewRows(NamedTuple):
    """What is new or other in one table."""

    table: str
    rows: list[tuple[Any, ...]]


def final_rows(before: Path, after: Path, key: bytes) -> list[NewRows]:
    """Read every row of ``after`` that ``before`` has not; both closed and opened by the same file key."""
    connection = connect(after, key)
    try:
        connection.execute(f"ATTACH ? AS earlier KEY \"x'{key.hex()}'\"", (os.fspath(before),))
        names = [
            identifier(name)
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
            )
        ]
        found = [
            NewRows(name, connection.execute(f"SELECT * FROM {name} EXCEPT SELECT * FROM earlier.{name}").fetchall())
            for name in names
        ]
    finally:
        connection.close()
    return [one for one in found if one.rows]


def write_raw(path: Path, key: bytes, tables: list[NewRows]) -> None:
    """Write rows with one ``executemany`` a table, in one transaction, with no check of ours."""
    connection = connect(path, key)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for one in tables:
            marks = ", ".join("?" * len(one.rows[0]))
            connection.executemany(f"INSERT OR REPLACE INTO {one.table} VALUES ({marks})", one.rows)
        connection.execute("COMMIT")
    finally:
        connection.close()


def vacuum_raw(path: Path, key: bytes, target: Path) -> None:
    """Copy a file with one bare statement, nothing checked and nothing synced: the yardstick of ``bench.py backup``."""
    connection = connect(path, key)
    try:
        connection.execute("VACUUM INTO ?", (os.fspath(target),))
    finally:
        connection.close()
