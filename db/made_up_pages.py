"""Pages that say there is one table nobody asks for: made in a scratch file, to stand where one was destroyed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from db.damaged_file import PAGE, SALT
from db.raw_schema import open_raw

if TYPE_CHECKING:
    from db.connection import Connection

AT_ONCE = 16
"""Made-up tables of one scratch file: its own first page tells of all of them."""
MOST = 100_000
"""Pages that one row fills at most."""
SPILLED = PAGE - 80 - 4
"""Bytes of a long row that one further page holds: SQLCipher keeps 80 of each page, SQLite 4 to name the next."""
KEPT_IN_ROW = 419
"""Bytes of a long row that stand in the row itself (479), less what its heading may take."""


def pages_of_one_table(scratch: Path, key: bytes, copy: Path, numbers: list[int]) -> Iterator[tuple[int, bytes]]:
    """Give pages as they stand at these places, each saying that there is one table that nobody asks for."""
    remove_scratch(scratch)
    with copy.open("rb") as stream:
        salt = stream.read(SALT)
    connection = open_raw(scratch, key, salt)
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
    name = made_up_name(number)
    connection.execute(f"CREATE TABLE {name} (type, name, tbl_name, rootpage, sql)")
    values = (-1, "table", name, name, number, f"CREATE TABLE {name} (content)")
    connection.execute(
        f"INSERT INTO {name} (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    return True


def _count(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def made_up_name(number: int) -> str:
    """Name the table that is made up for a page."""
    return f"made_up_{number}"


def remove_scratch(scratch: Path) -> None:
    """Remove a scratch file with what SQLite lays beside it."""
    for name in (scratch, *(scratch.with_name(f"{scratch.name}{end}") for end in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)
