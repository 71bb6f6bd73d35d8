"""The looks of a check, each on a connection of its own: what it asks of the file, and its findings in words."""

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from app.checkup.declaration import declared, finding
from app.checkup.facts import Finding
from app.checkup.naming import Names
from app.search.search import no_entry_words
from app.search.words import item_words, person_words
from db import check
from db.check_index import index_off
from db.check_names import remembered
from db.check_rows import RowOff, rows_off
from db.journal import chain_breaks
from db.journal_gaps import declared_gaps
from db.ledger_search import Words

if TYPE_CHECKING:
    from db.connection import Connection

Tell = Callable[[int], None]
"""Told how many rows a look has seen; may raise to stop it."""
Look = Callable[["Connection", Tell], Iterator[Finding]]

PAGES_NAMED = 8


def pages(connection: "Connection", _: Tell) -> Iterator[Finding]:
    """Compare the checksum of every page."""
    bad = check.bad_pages(connection)
    inside = [number for number, line in bad if "HMAC" in line]
    last = check.page_count(connection)
    if broken := [number for number in inside if number <= last]:
        named = "、".join(str(number) for number in broken[:PAGES_NAMED]) + ("……" if len(broken) > PAGES_NAMED else "")
        yield finding("page", "file", "\n".join(line for _, line in bad), count=len(broken), pages=named)
    elif bad:
        yield finding("tail", "file", "\n".join(line for _, line in bad))


def trees(connection: "Connection", _: Tell) -> Iterator[Finding]:
    """Look at trees and indexes."""
    yield from _told_trees(check.tree_faults(connection))


def trees_quickly(connection: "Connection", _: Tell) -> Iterator[Finding]:
    """Look at the trees, without comparing the indexes."""
    yield from _told_trees(check.tree_faults(connection, quick=True))


def references(connection: "Connection", _: Tell) -> Iterator[Finding]:
    """Look for rows that point at missing ones."""
    names = Names(connection)
    for one in _few(check.dangling_rows(connection), "reference"):
        if isinstance(one, Finding):
            yield one
            continue
        where, row = names.by_number(one.table, one.row)
        detail = f"{one.table} {one.row} -> {one.parent}"
        yield finding("reference", where, detail, row=row, label=names.label(one.table), parent=names.label(one.parent))


def journal(connection: "Connection", tell: Tell) -> Iterator[Finding]:
    """Walk the chain of the journal to its first break."""
    for broken in chain_breaks(connection, tell):
        yield finding("chain", "journal", f"seq {broken.seq}", seq=broken.seq, why=broken.what)
    for told in declared_gaps(connection):
        for gap in told.declared.gaps:
            yield finding("salvaged", "journal", first=gap.first, last=gap.last, day=told.day)
        for first, last in told.declared.values:
            yield finding("salvaged_values", "journal", first=first, last=last, day=told.day)


def rows(connection: "Connection", tell: Tell) -> Iterator[Finding]:
    """Compare every row with its journal."""
    known = {row: told.day for told in declared_gaps(connection) for row in told.declared.rows}
    off = (one for one in rows_off(connection, tell) if one.what != "lost" or (one.table, one.row_id) not in known)
    names = Names(connection)
    for one in _few(off, "row_value"):
        yield one if isinstance(one, Finding) else _row_off(connection, names, one)
    for day, several in groupby(known.values()):
        yield finding("salvaged_rows", "file", count=len(list(several)), day=day)


def search(connection: "Connection", tell: Tell, entry_words: Words = no_entry_words) -> Iterator[Finding]:
    """Compare the search index with the rows; ``entry_words`` knows what entries of ledgers are found by."""
    off = index_off(connection, person_words, item_words, entry_words, tell)
    if sum(off):
        yield finding("search", "search", str(off), count=sum(off))


def actions(connection: "Connection", _: Tell) -> Iterator[Finding]:
    """Compare the gathered actions with the journal."""
    if off := check.actions_off(connection):
        yield finding("actions", "journal", count=off)


def numbers(connection: "Connection", _: Tell) -> Iterator[Finding]:
    """Look for counters that are behind their numbers."""
    names = Names(connection)
    for behind in check.counters_behind(connection):
        values = {**behind._asdict(), "series": names.series(behind.series, declared().series)}
        yield finding("number", "numbers", str(behind), **values)


def papers(connection: "Connection", tell: Tell) -> Iterator[Finding]:
    """Compare every kept paper with its digest."""
    for title, number in check.papers_off(connection, tell):
        yield finding("paper", "papers", title=title, number=number)


def _told_trees(lines: list[str]) -> Iterator[Finding]:
    if lines:
        yield finding("tree", "file", "\n".join(lines), count=len(lines))


def _row_off(connection: "Connection", names: Names, off: RowOff) -> Finding:
    values: dict[str, Any] = {"label": names.label(off.table)}
    if off.what == "lost":
        where = names.name(off.table, remembered(connection, off.table, off.row_id))
        return finding("row_lost", where, f"{off.table} {off.row_id}", **values)
    where, row = names.by_id(off.table, [off.row_id])[off.row_id]
    if off.what == "value":
        values["columns"] = "、".join(dict.fromkeys(names.column(off.table, name) for name in off.columns))
    return finding(f"row_{off.what}", where, f"{off.table} {off.row_id} {off.columns}", row=row, **values)


def _few(found: "Any", fault: str) -> Iterator[Any]:
    """Give the first of many findings one by one, and the rest as a number."""
    several = iter(found)
    shown = declared().full.shown
    yield from islice(several, shown)
    if more := sum(1 for _ in several):
        words = declared().fault[fault]
        yield Finding(what=f"同样的问题还有 {more} 条", where="", severity=words.severity, advice=words.advice)


QUICK: dict[str, Look] = {"pages": pages, "trees": trees_quickly}
"""The looks at close, by their names in the declaration."""
FULL: dict[str, Look] = {
    "pages": pages,
    "trees": trees,
    "references": references,
    "journal": journal,
    "rows": rows,
    "search": search,
    "actions": actions,
    "numbers": numbers,
    "papers": papers,
}
"""The looks of a full check that need nothing but the file; plausibility and attachments follow."""
