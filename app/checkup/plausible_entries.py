"""Whether the entries of ledgers can be true: each against its declaration, its numbers, and what it rests on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from app.checkup.declaration import declared, finding, told_finding
from app.checkup.entry_rules import EntryRules, Ground
from app.checkup.facts import Finding
from app.checkup.naming import name_of_entry
from app.checkup.number_gaps import number_gaps
from app.ledgers.fields import Fields
from db import plausible_entries as rows
from db.ledger_tables import table_of

if TYPE_CHECKING:
    from app.checkup.looks import Tell
    from app.ledgers.declaration import Declaration
    from db.connection import Connection

TOLD_EVERY = 500


def implausible_entries(
    connection: "Connection", known: "Mapping[str, Declaration]", tell: "Tell"
) -> Iterator[Finding]:
    """Look through the entries of every ledger that has any; ``tell`` hears how many were read and may raise."""
    ids = cache(partial(rows.known_ids, connection))
    closings, cases = rows.closings(connection), rows.ids_of_cases(connection)
    published, done = rows.moments_of_publishing(connection), 0
    for ledger in known.values():
        if not rows.has_entries(connection, ledger.key):
            continue
        ground = Ground(ids, rows.ids_of_entries(connection, ledger.key), cases, closings, published)
        fields = Fields(ledger)
        rules, told = EntryRules(fields, ground), Counter[str]()
        for written in rows.entries(connection, ledger.key, tuple(fields.all)):
            done += 1
            if done % TOLD_EVERY == 0:
                tell(done)
            for odd in rules.ask(written):
                told[odd.fault] += 1
                if told[odd.fault] <= declared().full.shown:
                    place = (table_of(ledger.key), written.row["id"])
                    yield told_finding(odd.fault, name_of_entry(fields, written.row), odd.told, row=place)
        yield from _more(ledger, told)
        yield from _numbers(ledger, rows.numbers(connection, ledger.key))
    for _, title in rows.scans_of_nobody(connection):
        yield finding("scan_of_nobody", "attachments", title=title)


def _more(ledger: "Declaration", told: Counter[str]) -> Iterator[Finding]:
    for fault, count in told.items():
        if (more := count - declared().full.shown) > 0:
            words = declared().fault[fault]
            what = f"同样的问题还有 {more} 条"
            yield Finding(what=what, where=ledger.title, severity=words.severity, advice=words.advice)


def _numbers(ledger: "Declaration", found: Sequence[str]) -> Iterator[Finding]:
    twice = sorted(number for number, count in Counter(found).items() if count > 1 and number)
    shown = declared().full.shown
    for number in twice[:shown]:
        yield finding("entry_number_twice", f"{ledger.title} {number}")
    for series, gaps in number_gaps(found).items():
        named = "、".join(f"{first}" if first == last else f"{first}—{last}" for first, last in gaps[:shown])
        more = "……" if gaps[shown:] else ""
        yield finding("entry_gap", f"{ledger.title} {series}", numbers=f"{named}{more}")
