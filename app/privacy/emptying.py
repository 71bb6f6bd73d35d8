"""Emptying everything of one person inside a transaction: on request, or again after a restore brought them back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.ledgers.erasing import Concerned, concerned, erase_entries
from app.ledgers.persons import person_of
from app.ledgers.publishing import known_ledgers
from app.privacy.declared import declared
from db import erasure as rows
from db.ledger_erasure import scans_on

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

TABLES = (
    *("case_events", "cases", "consents", "attachments"),
    *("post_holders", "contact_links", "duty_turns", "residents"),
)
EMPTY_LINES = frozenset({"residents", "attachments", "post_holders", "contact_links", "duty_turns"})
NOBODY = Concerned({}, [])


def ids_of_person(store: "Store", resident_id: str) -> dict[str, list[str]]:
    """Give the ids of everything about a person by table: scans on entries about them, too, but no entries."""
    ids = rows.ids_of_person(store, resident_id)
    scans = scans_on(store, entries_of_person(store, resident_id).about)
    return {**ids, "attachments": list(dict.fromkeys([*ids["attachments"], *scans]))}


def entries_of_person(store: "Store", resident_id: str) -> Concerned:
    """Give the entries that name a person; packages may have carried one before the person was registered."""
    one = person_of(store, resident_id)
    return NOBODY if one is None else concerned(store, known_ledgers(store), one)


def empty_person(write: "Writing", resident_id: str, ids: Mapping[str, list[str]]) -> dict[str, int]:
    """Empty everything of one person inside a transaction; gives how much, by table. The index is made anew after."""
    before, known = write.store.journal.last_seq, declared()
    one, entries, entry_ids = person_of(write.store, resident_id), 0, dict[str, list[str]]()
    if one is not None:
        entries, entry_ids = erase_entries(write, known_ledgers(write.store), one, known.gone)
    removed = {
        "entries": entries,
        "households": rows.rename_head(write, resident_id, known.gone),
        "stand_ins": rows.empty_stand_ins(write, resident_id, known.gone),
    }
    for table in TABLES:
        gone = {**known.emptied(table), **_marks(table)}
        removed[table] = rows.empty_rows(write, table, ids[table], gone)
    if one is not None and one.only and len(one.name) > 1:
        rows.rename_scans(write, one.name, known.gone)
    removed["papers"] = rows.empty_papers(write, ids["papers"])
    removed["journal_values"] = rows.forget_values(write, {**ids, **entry_ids}, before)
    return removed


def erase_again(store: "Store") -> int:
    """Empty everybody anew whom a restored backup brought back after they had been erased; gives how many.

    Nobody is asked: the erasure was granted once, and stands (DOMAIN C4). Attachments without a row are swept later.
    """
    from app.ledgers.finding import Finding
    from app.search.search import Search

    found = rows.brought_back(store)
    if not found:
        return 0
    with store.writing(reason="恢复以后重新依法删除") as write:
        for resident_id in found:
            empty_person(write, resident_id, ids_of_person(store, resident_id))
            write.note("erase", "residents", resident_id, "恢复以后重新依法删除")
        Search(store, entries=Finding(lambda: known_ledgers(store))).rebuild(write)
    store.checkpoint()
    return len(found)


def _marks(table: str) -> dict[str, object]:
    """Remove what would be an empty line; cases stay, because their number, item and days are the office's figures."""
    return {"deleted": 1, "removed_reason": declared().gone} if table in EMPTY_LINES else {}
