"""The last steps of a salvage, in the new file: a new epoch, the gaps declared, what is computed made anew, a check."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from app.checkup.declaration import finding
from app.checkup.rebuilding import raise_counters
from app.checkup.service import Checkup
from app.ledgers.finding import Finding as Entries
from app.ledgers.publishing import known_ledgers
from app.operators.operators import CHIEF
from app.operators.slots import TOWNSHIP, Slots
from app.search.search import Search
from db.check_rows import rows_off
from db.journal import EMPTY, Entry
from db.journal_gaps import ACTION, TABLE, Declared
from db.mending import missing_operators, row_as_written
from db.packages import start_epoch
from db.store import Store

if TYPE_CHECKING:
    from app.checkup.facts import Finding
    from app.core.clock import Clock
    from db.writing import Writing

REASON = "抢救数据"
UNNAMED = "操作员"


class Means(NamedTuple):
    """What a salvage needs beside the files: the key, who does it, and what other rooms lend.

    ``lend`` gives rows of the small tables on which all others stand, from the newest sound backup; ``make_keys`` draws
    new keys where the office's own are lost, and tells whether it did.
    """

    key: bytes
    operator: str
    slots: Slots
    clock: "Clock"
    lend: Callable[[], Mapping[str, list[dict[str, Any]]]]
    make_keys: Callable[["Writing"], bool]


class Finished(NamedTuple):
    """What is lost, by name, and what the check of the new file finds."""

    lost: "tuple[Finding, ...]"
    findings: "tuple[Finding, ...]"


def finish(path: Path, means: Means, declared: Declared, lost: "Sequence[Finding]") -> Finished:
    """Make the filled file an office again and look through it; the list of what is lost is kept in it."""
    store = Store.open(path, means.key, now=means.clock.now)
    try:
        store.operator = means.operator
        with store.writing(reason=REASON) as write:
            start_epoch(write)
        store.open_anew()
        search = Search(store, entries=Entries(lambda: known_ledgers(store)))
        more = list(_go_on(store, search, means, declared))
        checkup = Checkup(store, means.clock, search)
        whole = (*lost, *more)
        checkup.remember_salvage(whole)
        return Finished(whole, checkup.full(remember=False).findings)
    finally:
        store.close()


def _go_on(store: Store, search: Search, means: Means, declared: Declared) -> "list[Finding]":
    """Write, in one action, everything that the new line begins with."""
    found: list[Finding] = []
    with store.writing(reason=REASON) as write:
        highest = max([store.journal.last_seq, *(gap.last for gap in declared.gaps)])
        store.journal.last_seq = highest  # numbers that may have been given are not given again
        after = msgspec.json.encode(declared).decode()
        write.journal_many([Entry(TABLE, "salvage", 1, store.epoch, 0, ACTION, REASON, EMPTY, after)])
        _vouch_for_rows(write)
        wanted = dict.fromkeys(slot.operator for slot in means.slots.slots if slot.kind != TOWNSHIP)
        for operator in missing_operators(store, wanted):
            name = f"{UNNAMED}{operator[-4:]}"
            write.insert("operators", {"id": operator, "name": name, "role": CHIEF})
            found.append(finding("no_operator", name, name=name))
        if means.make_keys(write):
            found.append(finding("new_keys", "file"))
        raise_counters(write)
        search.rebuild(write)
    return found


def _vouch_for_rows(write: "Writing") -> None:
    """Say of each row whose last entries are missing that it was found so, so that it fits its journal from now on."""
    off = [one for one in rows_off(write.store.writer, lambda _: None) if one.what != "lost"]
    entries = [row_as_written(write.store, one.table, one.row_id, ACTION, REASON) for one in off]
    write.journal_many(entries)
