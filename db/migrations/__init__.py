"""Schema steps, numbered, each in a frozen file of its own, listed here by import."""

from typing import TYPE_CHECKING

from db.connection import APPLICATION_ID
from db.driver import sqlite_utils
from db.errors import FileDamaged, NewerFile
from db.migrations import m0001_spine, m0002_safekeeping, m0003_ledgers

if TYPE_CHECKING:
    from db.connection import Connection

STEPS = (m0001_spine, m0002_safekeeping, m0003_ledgers)
SCHEMA = len(STEPS)


def schema_of(connection: "Connection") -> int:
    """Read a file's schema number; refuse a newer or a foreign file before anything is touched."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if found > SCHEMA:
        raise NewerFile(found, SCHEMA)
    if found and application != APPLICATION_ID:
        raise FileDamaged("它属于另一个程序")
    return int(found)


def migrate(connection: "Connection") -> None:
    """Bring a file to today's schema, each step in one transaction together with its number."""
    if schema_of(connection) == SCHEMA:
        return
    library = sqlite_utils()
    database = library.Database(connection, execute_plugins=False)
    steps = library.Migrations("office")
    for step in STEPS:
        steps(name=step.NAME)(step.apply)
    steps.apply(database)
