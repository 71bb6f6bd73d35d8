"""Entries that came in packages and cannot be read here yet: kept line by line until their ledger is known."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


class Held(NamedTuple):
    """What is held of one ledger of one office: the declaration's version that wrote it, and how many lines."""

    owner: int
    ledger: str
    version: int
    lines: int


class HeldLine(NamedTuple):
    """One line as it came, and the digest of its package."""

    n: int
    row_id: str
    package: str
    line: bytes


def held(store: "Store", owner: int = 0) -> list[Held]:
    """Give what is held, of one office or (0) of all."""
    rows = store.rows(
        "SELECT owner, ledger, version, count(*) AS lines FROM held_entries WHERE ?1 IN (0, owner)"
        " GROUP BY owner, ledger, version ORDER BY owner, ledger, version",
        (owner,),
    )
    return [Held(**row) for row in rows]


def hold(write: "Writing", what: Held, package: str, lines: Iterable[tuple[str, bytes]]) -> None:
    """Hold lines (row's id and line); one that is held already stays once."""
    write.local_many(
        "INSERT OR IGNORE INTO held_entries (owner, ledger, version, row_id, package, line) VALUES (?, ?, ?, ?, ?, ?)",
        ((what.owner, what.ledger, what.version, row_id, package, line.decode()) for row_id, line in lines),
    )


def forget_held(write: "Writing", owner: int, ids: Sequence[str]) -> None:
    """Let go of what is held of some rows: they were erased by law."""
    write.local(
        "DELETE FROM held_entries WHERE owner = ? AND row_id IN (SELECT value FROM json_each(?))",
        (owner, msgspec.json.encode(list(ids)).decode()),
    )


def held_lines(store: "Store", what: Held, after: int, limit: int) -> list[HeldLine]:
    """Give the next lines of what is held, in the order in which they came."""
    rows = store.rows(
        "SELECT n, row_id, package, line FROM held_entries WHERE owner = ? AND ledger = ? AND version = ? AND n > ?"
        " ORDER BY n LIMIT ?",
        (what.owner, what.ledger, what.version, after, limit),
    )
    return [HeldLine(row["n"], row["row_id"], row["package"], row["line"].encode()) for row in rows]


def let_go(write: "Writing", lines: Iterable[HeldLine]) -> None:
    """Hold lines no longer: they were merged."""
    write.local_many("DELETE FROM held_entries WHERE n = ?", ((one.n,) for one in lines))
