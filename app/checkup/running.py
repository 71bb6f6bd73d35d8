"""Running looks one after the other: each on a fresh connection, a damaged page ends one look and not the check."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.checkup import looks
from app.checkup.declaration import declared, finding
from app.checkup.facts import Finding
from app.checkup.looks import FULL, QUICK, Look, Tell
from app.checkup.plausibility import implausible
from app.checkup.plausible_entries import implausible_entries
from app.core.errors import FileDamaged, Stopped
from app.core.progress import Cancelled, Progress, go_on
from db.check import Unreadable, count_rows, looking, tables_of_entries
from db.ledger_search import Words

if TYPE_CHECKING:
    from app.ledgers.declaration import Declaration
    from db.connection import Connection

COUNTED = ("residents", "households", "cases", "case_events", "notices", "papers", "attachments")
"""The tables whose rows are told as "looked at"."""


class File(NamedTuple):
    """The file that is looked at, and the key that opens it."""

    path: Path
    key: bytes


def quick_looks() -> Mapping[str, Look]:
    """Give the looks at close: every page's checksum, and the trees."""
    return QUICK


def looks_after_trouble() -> Mapping[str, Look]:
    """Give the looks after an end that was none: the indexes too, for a log beside another file mixes two of them."""
    return {name: FULL[name] for name in ("pages", "trees", "references")}


def full_looks(
    today: date,
    attachments: Callable[[], list[str]] | None,
    entry_words: Words,
    known: "Mapping[str, Declaration]",
) -> Mapping[str, Look]:
    """Give every look; ``attachments`` says in sentences what is wrong with them, ``known`` are the ledgers by key."""

    def search(connection: "Connection", tell: Tell) -> Iterator[Finding]:
        yield from looks.search(connection, tell, entry_words)

    def plausible(connection: "Connection", tell: Tell) -> Iterator[Finding]:
        yield from implausible(connection, today, tell)

    def entries(connection: "Connection", tell: Tell) -> Iterator[Finding]:
        yield from implausible_entries(connection, known, tell)

    def blobs(_: "Connection", tell: Tell) -> Iterator[Finding]:
        tell(0)
        found = attachments() if attachments is not None else []
        return (finding("attachment", "attachments", text=text) for text in found)

    return {**FULL, "search": search, "attachments": blobs, "plausible": plausible, "entries": entries}


def run(file: File, wanted: Mapping[str, Look], progress: Progress) -> list[Finding]:
    """Run every look and give what was found, once each; raises ``Cancelled`` where the clerk stopped it."""
    found: list[Finding] = []
    for done, (key, look) in enumerate(wanted.items()):
        name = declared().look[key]
        go_on(progress, done, len(wanted), name)
        try:
            with looking(file.path, file.key, lambda: not progress.cancelled()) as connection:
                found.extend(look(connection, _teller(progress, done, len(wanted), name)))
        except Unreadable as damage:
            found.append(finding("unreadable", "file", damage.detail, look=name))
        except FileDamaged as damage:  # what another room reads on the desk's own connection
            found.append(finding("unreadable", "file", damage.sentence, look=name))
        except Stopped as stopped:
            raise Cancelled from stopped
    go_on(progress, len(wanted), len(wanted))
    return list(dict.fromkeys(found))


def count_records(file: File) -> int:
    """Count the records of the office; those of a damaged file are not counted."""
    try:
        with looking(file.path, file.key, lambda: True) as connection:
            counted = (*COUNTED, *tables_of_entries(connection))
            return sum(count_rows(connection, table) for table in counted)
    except Unreadable:
        return 0


def _teller(progress: Progress, done: int, total: int, name: str) -> Tell:
    def tell(rows: int) -> None:
        go_on(progress, done, total, f"{name} {rows}" if rows else name)

    return tell
