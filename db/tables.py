"""What the file's own tables look like: columns of each owned table, read once from the file itself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from db.connection import identifier

if TYPE_CHECKING:
    from db.connection import Connection

SYSTEM = ("n", "id", "owner", "epoch", "revision", "deleted", "removed_reason")
Stored = str | int | float | bytes | None


class Table(NamedTuple):
    """An owned table: its own columns in order, and the two statements that write a row."""

    name: str
    columns: tuple[str, ...]
    insert: str

    def check(self, values: Mapping[str, object]) -> None:
        """Refuse a column the table does not have: a bug of the caller."""
        unknown = set(values) - set(self.columns)
        if unknown:
            raise KeyError(self.name, sorted(unknown))


def owned_tables(connection: "Connection") -> dict[str, Table]:
    """Read every table that carries owner, epoch and revision."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for name in names:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        if tuple(columns[: len(SYSTEM)]) == SYSTEM:
            own = tuple(columns[len(SYSTEM) :])
            found[name] = Table(name, own, _insert_statement(name))
    return found


def _insert_statement(name: str) -> str:
    return f"INSERT INTO {identifier(name)} (id, owner, epoch, revision, {{columns}}) VALUES (?, ?, ?, ?, {{marks}})"


def stored(value: object) -> Stored:
    """Give a typed value its stored face: days and moments as ISO text, lists and mappings as JSON."""
    if value is None or isinstance(value, str | int | float | bytes):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return msgspec.json.encode(value).decode()
