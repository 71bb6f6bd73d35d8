"""What a salvage could not read, named as the clerk knows it: by number or name where anything still says it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.checkup.declaration import finding, label_of
from app.checkup.naming import name_columns, name_of

if TYPE_CHECKING:
    from app.checkup.facts import Finding
    from db.salvage import Carried, Lost

OF_THE_JOURNAL = frozenset({"journal", "journal_values"})
"""Their gaps are told by the check of the new file, from what the journal itself declares."""
COMPUTED = frozenset({"actions", "checkups"})
"""Kept for convenience: gathered again from the journal, or of no use without the file they were made of."""
NAMING = ("number", "applicant_name", "name", "head_name", "title", "file_name", "code", "item_code", "key")
"""Columns that say something to the clerk where the record's own name is not whole."""


def told(carried: "Carried", stand_ins: Sequence[str], ledgers: Mapping[str, str]) -> "Iterator[Finding]":
    """Tell every lost row: by name, by how many more, by how many places of which nobody knows what they held.

    ``ledgers`` gives the titles of ledgers by the tables of their entries.
    """
    for number in stand_ins:
        yield finding("stand_in", f"{label_of('cases')} {number}")
    more: Counter[tuple[str, str, str]] = Counter()
    for one in carried.lost:
        if one.table in OF_THE_JOURNAL | COMPUTED or one.known.get("number") in stand_ins:
            continue
        if (counted := _counted(one, carried, _label(one.table, ledgers))) is not None:
            more[counted] += 1
        else:
            yield finding(
                "lost", _name(one, _label(one.table, ledgers)), f"{one.table} {one.row} {one.known.get('id', '')}"
            )
    for (fault, label, where), count in more.items():
        yield finding(fault, where, label=label, count=count)


def _label(table: str, ledgers: Mapping[str, str]) -> str:
    return ledgers.get(table) or label_of(table)


def _counted(one: "Lost", carried: "Carried", label: str) -> tuple[str, str, str] | None:
    """Give fault, label and place under which a row is only counted; ``None`` for one that has a name."""
    if not one.sure:
        return "lost_place", label, label
    if number := carried.case_numbers.get(one.known.get("case_id", "")):
        return "lost_steps", label, f"{label_of('cases')} {number}"
    return None if _name(one, label) else ("lost_more", label, label)


def _name(one: "Lost", label: str) -> str:
    if any(one.known.get(column) for column in name_columns(one.table)):
        return name_of(one.table, one.known)
    said = [str(one.known[column]) for column in NAMING if one.known.get(column)]
    return f"{label} {' '.join(said)}" if said else ""
