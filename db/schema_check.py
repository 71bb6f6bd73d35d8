"""Before an office's file is used: is it ours, of a known schema, and is nothing in it that our steps did not make.

A trigger or view that somebody put into a file would run with the rights of the clerk (FAULTS §8, hostile schema).
Nothing is written while looking; a file that is refused keeps every byte.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlcipher3 import dbapi2

from db.connection import APPLICATION_ID
from db.errors import FileDamaged, NewerFile, WrongKey
from db.ledger_tables import is_ours
from db.migrations import SCHEMA, STEPS
from db.troubles import as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

WITH_LEDGERS = 3
OF_THE_TOOL = {"_sqlite_migrations": "table", "idx__sqlite_migrations_migration_set_name": "index"}
"""What sqlite-utils keeps beside our tables: which steps were taken."""
_KINDS = {"table": "表", "index": "索引", "view": "视图", "trigger": "触发器"}
_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


class Stamp(NamedTuple):
    """What a file says of itself: whose it is, its schema number, and everything declared in it."""

    application: int
    schema: int
    objects: dict[str, tuple[str, str]]


def refuse_foreign_file(path: Path, key: bytes) -> None:
    """Look at a file that nobody has open; raises ``WrongKey``, ``NewerFile`` or ``FileDamaged`` with the reason."""
    stamp = _read_stamp(path, key)
    if stamp.application != APPLICATION_ID or stamp.schema < 1:
        raise FileDamaged("它属于另一个程序")
    if stamp.schema > SCHEMA:
        raise NewerFile(stamp.schema, SCHEMA)
    if strange := strange_objects(stamp):
        raise FileDamaged(f"里面有不是本程序做的东西（{'、'.join(strange)}），可能被人动过手脚")


def strange_objects(stamp: Stamp) -> list[str]:
    """Name what is declared otherwise than our steps do, what they do not declare, and what is missing."""
    expected = _made_by_our_steps(stamp.schema)
    known = OF_THE_TOOL.items()
    found = {
        name: what
        for name, what in stamp.objects.items()
        if (name, what[0]) not in known and not (stamp.schema >= WITH_LEDGERS and is_ours(what[0], name, what[1]))
    }
    other = [(name, what[0]) for name, what in sorted(found.items()) if expected.get(name) != what]
    missing = [(name, what[0]) for name, what in sorted(expected.items()) if name not in found]
    return [f"{_KINDS.get(kind, kind)} {name}" for name, kind in other] + [
        f"少了{_KINDS.get(kind, kind)} {name}" for name, kind in missing
    ]


def read_stamp(connection: "Connection") -> Stamp:
    """Read what a file says of itself."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    objects = {name: (kind, " ".join(sql.split())) for kind, name, sql in connection.execute(_OBJECTS)}
    return Stamp(application, schema, objects)


def _read_stamp(path: Path, key: bytes) -> Stamp:
    """Read it without any setting that writes; a log that is there is read and left where it is."""
    log = path.with_name(f"{path.name}-wal")
    mode = "ro" if log.exists() and log.stat().st_size else "rw"
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA trusted_schema = OFF")
        return read_stamp(connection)
    except dbapi2.Error as trouble:
        if "not a database" in str(trouble):
            raise WrongKey from trouble
        raise as_refusal(trouble) or FileDamaged(str(trouble)) from trouble
    finally:
        connection.close()


def know_schema() -> None:
    """Work out beforehand what today's schema declares, so that the first opening need not (13 ms)."""
    _made_by_our_steps(SCHEMA)


class _Statements:
    """Stands where a step expects sqlite-utils: our steps only execute statements."""

    def __init__(self, connection: "Connection") -> None:
        self.execute = connection.execute


@cache
def _made_by_our_steps(schema: int) -> dict[str, tuple[str, str]]:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for step in STEPS[:schema]:
            step.apply(_Statements(connection))
        return read_stamp(connection).objects
    finally:
        connection.close()
