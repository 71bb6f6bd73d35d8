"""What a restored file takes over from the file in use today: never a row of the work itself.

The line of epochs goes on after everything that was ever given out here, number series never fall back, former file
keys stay known, and who may sit at the desk is decided by today's file, because today's slots open the restored one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from db.errors import FileDamaged
from db.tables import SYSTEM
from db.troubles import Trouble
from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

Row = dict[str, Any]


class TakenOver(NamedTuple):
    """Rows of today's file; a part that could not be read is empty."""

    line: Sequence[Row] = ()
    series: Sequence[Row] = ()
    secrets: Sequence[Row] = ()
    operators: Sequence[Row] = ()
    settings: Sequence[Row] = ()
    erasures: Sequence[Row] = ()


_ASKED = {
    "line": "SELECT id, ordinal, predecessor, forked_after, forked_entry, started_at FROM epochs WHERE owner = 1"
    " ORDER BY ordinal, id",
    "series": "SELECT series, year, letter, last FROM number_series",
    "secrets": "SELECT name, value FROM secrets WHERE name LIKE 'file-key-%' OR name = 'slots-generation'",
    "operators": "SELECT * FROM operators WHERE owner = 1 ORDER BY n",
    "settings": "SELECT * FROM settings WHERE owner = 1 AND key LIKE 'backups.%' ORDER BY n",
    "erasures": "SELECT * FROM erasures ORDER BY n",
}


def read_what_stays(store: "Store") -> TakenOver:
    """Read it from today's file, as far as that can still be read."""
    found: dict[str, Sequence[Row]] = {}
    for name, sql in _ASKED.items():
        try:
            found[name] = store.rows(sql)
        except (FileDamaged, Trouble):
            found[name] = ()
    return TakenOver(**found)


def take_over(write: "Writing", today: TakenOver, *, same_line: bool) -> None:
    """Write it into a restored file, inside the transaction that begins the new epoch.

    ``same_line`` tells that the restored journal is a piece of today's: only then do today's epochs belong to it.
    """
    if same_line:
        for epoch in today.line:
            write.local(_ADD_EPOCH, tuple(epoch[name] for name in _EPOCH))
    for one in today.series:
        write.local(_RAISE_SERIES, (one["series"], one["year"], one["letter"], one["last"]))
    for one in today.secrets:
        write.local("INSERT OR REPLACE INTO secrets (name, value) VALUES (?, ?)", (one["name"], one["value"]))
    _make_equal(write, "operators", today.operators, lambda row: row["id"], "id")
    _make_equal(write, "settings", today.settings, lambda row: row["key"], "key")
    for one in today.erasures:
        names = [name for name in one if name != "n"]
        marks = ", ".join("?" * len(names))
        values = tuple(one[name] for name in names)
        write.local(
            f"INSERT INTO erasures ({', '.join(names)}) SELECT {marks}"
            " WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE at = ? AND resident_id = ?)",
            (*values, one["at"], one["resident_id"]),
        )


def forget_places(write: "Writing") -> None:
    """Set the folders of the backups back to the program's own: those of another PC mean nothing here."""
    for row in write.store.rows("SELECT id FROM settings WHERE owner = 1 AND deleted = 0 AND key LIKE 'backups.%'"):
        write.update("settings", row["id"], {"value": '""'})


def is_ancestor(store: "Store", seq: int, digest: str) -> bool:
    """Tell whether a journal that ends at ``seq`` with this digest (hexadecimal) is a piece of this file's journal."""
    if seq == 0:
        return True
    return bool(store.value("SELECT 1 FROM journal WHERE seq = ? AND hex(digest) = ?", (seq, digest.upper())))


def knows_operator(store: "Store", operator: str) -> bool:
    """Tell whether the file has a row of this operator, removed or not."""
    return store.value("SELECT 1 FROM operators WHERE id = ?", (operator,)) is not None


_EPOCH = ("id", "ordinal", "predecessor", "forked_after", "forked_entry", "started_at")
_ADD_EPOCH = """
    INSERT OR IGNORE INTO epochs (id, ordinal, predecessor, forked_after, forked_entry, started_at, owner)
    VALUES (?, ?, ?, ?, ?, ?, 1)
"""
_RAISE_SERIES = """
    INSERT INTO number_series (series, year, letter, last) VALUES (?, ?, ?, ?)
    ON CONFLICT (series, year, letter) DO UPDATE SET last = max(last, excluded.last)
"""


def _make_equal(
    write: "Writing", table: str, rows: Sequence[Row], name_of: Callable[[Mapping[str, Any]], str], column: str
) -> None:
    """Journal each row that is other or missing; ``column`` is what tells two rows apart."""
    described = write.store.tables[table]
    for row in rows:
        values = {name: value for name, value in row.items() if name not in SYSTEM and name in described.columns}
        there = write.store.row(
            f"SELECT * FROM {described.name} WHERE owner = ? AND {column} = ?", (SELF, name_of(row))
        )
        if there is None:
            row_id = write.insert(table, {"id": row["id"], **values})
        else:
            row_id = there["id"]
            if there["deleted"]:
                write.revive(table, row_id, write.reason)
            write.update(table, row_id, values)
        if row["deleted"]:
            write.remove(table, row_id, row["removed_reason"])
