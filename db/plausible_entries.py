"""Entries against what they rest on: the SQL behind the rules of ledgers in a full check."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from db.connection import identifier
from db.journal_gaps import ACTION as SALVAGE
from db.ledger_tables import table_of

if TYPE_CHECKING:
    from db.connection import Connection

TARGETS = {
    **dict.fromkeys(("resident", "member", "residents", "members"), ("residents",)),
    "household": ("households",),
    "unit": ("units", "offices"),
    "post": ("posts", "units"),
    "item": ("service_items",),
    "file": ("attachments",),
}
"""The tables at which the references of a kind of field point; items by their code, all others by their id."""

_LAST = (
    "(SELECT max(l.seq) FROM journal AS l WHERE l.row_id = r.id AND l.revision > 0"
    f" AND l.action NOT IN ('erase', '{SALVAGE}'))"
)


class Closing(NamedTuple):
    """A closed period (of one ledger, or of all: empty) and the entry with which it was closed."""

    period: str
    ledger: str
    seq: int


class Written(NamedTuple):
    """An entry, with the number and moment (UTC) of the last entry in the journal that wrote it."""

    row: dict[str, Any]
    seq: int
    at: str


def closings(connection: "Connection") -> list[Closing]:
    """Give what is closed now."""
    rows = connection.execute(
        "SELECT p.period, p.ledger, coalesce((SELECT max(j.seq) FROM journal AS j WHERE j.row_id = p.id"
        " AND j.revision > 0), 0) FROM closed_periods AS p WHERE p.owner = 1 AND p.deleted = 0 AND p.opened_on IS NULL"
        " ORDER BY p.period, p.ledger"
    )
    return [Closing(*row) for row in rows]


def has_entries(connection: "Connection", ledger: str) -> bool:
    """Tell whether a ledger has had an entry."""
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(sql, (table_of(ledger),)).fetchone() is not None


def entries(connection: "Connection", ledger: str, columns: Sequence[str]) -> Iterator[Written]:
    """Walk our own entries that stand; a column that the table has not (a newer declaration's) is left out."""
    table = table_of(ledger)
    there = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
    names = ("id", "number", "state", "corrects", "from_case", *(identifier(name) for name in columns if name in there))
    listed = ", ".join(f"r.{name}" for name in names)
    rows = connection.execute(
        f"SELECT coalesce(j.seq, 0), coalesce(j.at, ''), {listed} FROM {table} AS r"
        f" LEFT JOIN journal AS j ON j.seq = {_LAST} WHERE r.owner = 1 AND r.deleted = 0 ORDER BY r.n"
    )
    return (Written(dict(zip(names, row, strict=True)), seq, at) for seq, at, *row in rows)


def known_ids(connection: "Connection", kind: str) -> set[str]:
    """Give what the references of a kind of field may point at, whoever owns it and removed or not."""
    found = set[str]()
    for table in TARGETS[kind]:
        key = "code" if table == "service_items" else "id"
        found |= {row_id for (row_id,) in connection.execute(f"SELECT {key} FROM {table}")}
    return found


def numbers(connection: "Connection", ledger: str) -> list[str]:
    """Give the number of every entry of our own, removed ones too."""
    return [number for (number,) in connection.execute(f"SELECT number FROM {table_of(ledger)} WHERE owner = 1")]


def ids_of_entries(connection: "Connection", ledger: str) -> set[str]:
    """Give the id of every entry, removed ones too."""
    return {row_id for (row_id,) in connection.execute(f"SELECT id FROM {table_of(ledger)}")}


def ids_of_cases(connection: "Connection") -> set[str]:
    """Give the id of every case, removed ones too."""
    return {row_id for (row_id,) in connection.execute("SELECT id FROM cases")}


def moments_of_publishing(connection: "Connection") -> set[str]:
    """Give when declarations were published: entries are turned then, whatever is closed."""
    return {at for (at,) in connection.execute("SELECT at FROM journal WHERE tbl = 'ledger_declarations'")}


def scans_of_nobody(connection: "Connection") -> list[tuple[str, str]]:
    """Give id and title of our own attachments that hang on no record."""
    tables = [table for (table,) in connection.execute("SELECT DISTINCT subject_table FROM attachments")]
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = []
    for table in tables:
        there = (
            f"SELECT 1 FROM {identifier(table)} AS r WHERE r.id = a.subject_id"
            if table in names
            else "SELECT 0 LIMIT 0"
        )
        found += connection.execute(
            "SELECT a.id, a.title FROM attachments AS a WHERE a.owner = 1 AND a.deleted = 0 AND a.subject_table = ?"
            f" AND NOT EXISTS ({there}) ORDER BY a.n",
            (table,),
        )
    return [(str(row_id), str(title)) for row_id, title in found]
