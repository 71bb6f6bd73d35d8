"""Entries that were held because their ledger was not known here: merged as soon as a newer program knows it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import Refused
from app.packages.merging import known_line
from app.packages.merging_rows import Index, MergingRows
from app.packages.received import Received
from app.packages.shared_rows import Shape
from db.held_entries import Held, HeldLine, held, held_lines, let_go
from db.ledger_tables import PREFIX

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

BATCH = 1_000


def known_by_now(store: "Store") -> list[Held]:
    """Give what is held of ledgers that are known now."""
    return [one for one in held(store) if Received(store, one.owner).shape(f"{PREFIX}{one.ledger}", one.version)]


def take_up(store: "Store", known: Iterable[Held], index: Index) -> Changes:
    """Merge what is held of ledgers that are known now, each in one action; a line that does not fit stays held."""
    changes = Changes()
    for one in known:
        with store.writing(reason="收进先前留着的台账登记") as write:
            _take_up(write, one, index)
            changes |= Changes.of(write.changed)
    return changes


def _take_up(write: "Writing", one: Held, index: Index) -> None:
    section, received = f"{PREFIX}{one.ledger}", Received(write.store, one.owner)
    shape = received.shape(section, one.version)
    if shape is None or not received.place(write, section):
        return
    rows = MergingRows(write, one.owner, known_line(write.store, one.owner), index)
    after = 0
    while lines := held_lines(write.store, one, after, BATCH):
        after = lines[-1].n
        fitting = [line for line in lines if _fits(shape, line)]
        for line in fitting:  # one by one: two copies of one row may lie side by side
            rows.package = line.package
            rows.merge(shape, received.table(section), [line.line])
        let_go(write, fitting)


def _fits(shape: Shape, line: HeldLine) -> bool:
    try:
        shape.check(line.line)
    except Refused:
        return False
    return True
