"""What the file's own tables look like: columns of each owned table, read once from the file itself."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from db.connection import identifier

if TYPE_CHECKING:
    from db.connection import Connection

SYSTEM = ("n", "id", "owner", "epoch", "revision", "deleted", "removed_reason")
_PLAIN = (str, int, float, bytes)
Stored = str | int | float | bytes | None


class Table(NamedTuple):
    """An owned table: its own columns in order."""

    name: str
    columns: tuple[str, ...]

    def check(self, values: Iterable[str]) -> None:
        """Refuse a column the table does not have: a bug of the caller."""
        unknown = set(values).difference(self.columns)
        if unknown:
            raise KeyError(self.name, sorted(unknown))

    def insert(self, columns: tuple[str, ...]) -> str:
        """Give the statement that adds a row with these of its columns; refuses one it does not have."""
        return _insert_statement(self, columns)


def owned_tables(connection: "Connection") -> dict[str, Table]:
    """Read every table that carries owner, epoch and revision."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for name in names:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        if tuple(columns[: len(SYSTEM)]) == SYSTEM:
            own = tuple(columns[len(SYSTEM) :])
            found[name] = Table(name, own)
    return found


@cache
def _insert_statement(table: Table, columns: tuple[str, ...]) -> str:
    table.check(columns)
    marks = ", ".join("?" * (len(columns) + 4))
    return f"INSERT INTO {identifier(table.name)} (id, owner, epoch, revision, {', '.join(columns)}) VALUES ({marks})"


def stored(value: object) -> Stored:
    """Give a typed value its stored face: days and moments as ISO text, lists and mappings as JSON."""
    if type(value) is str:  # mostly
        return value
    if value is None or isinstance(value, _PLAIN):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return msgspec.json.encode(value).decode()
