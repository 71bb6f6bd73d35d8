"""Merging one checked package: one transaction with its receipt, newer replaces, older is ignored, twins are kept."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import structs

from app.core.errors import Refused
from app.core.progress import SILENT, Progress, go_on
from app.packages.checking import Checked
from app.packages.layout import UNTOUCHED, Epoch, Section
from app.packages.merging_rows import Index, MergingRows
from app.packages.received import shape_here
from app.packages.sealing import Opened
from app.packages.sections import unpack_lines
from app.packages.shared_rows import UNREAD
from app.packages.succession import Line
from db import packages as receipts
from db.held_entries import Held, forget_held, hold
from db.ledger_tables import PREFIX
from db.merge import merged_ids, whole_rows

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def known_line(store: "Store", sender: int) -> Line:
    """Give the epochs known of an office."""
    return Line(
        Epoch(row["id"], row["ordinal"], row["predecessor"], row["forked_after"], row["forked_entry"])
        for row in receipts.line_of(store, sender)
    )


class Merging:
    """The merge of one package inside one open transaction; ``held`` counts lines that cannot be read here yet."""

    def __init__(self, write: "Writing", checked: Checked, index: Index, progress: Progress = SILENT) -> None:
        """Learn the sender's line of epochs, and keep twins of what a newly seen fork gave up."""
        self._write, self._store, self._checked = write, write.store, checked
        self._progress = progress
        self._owner: int = checked.sender["n"]
        self.held = 0
        header = checked.header
        before = known_line(self._store, self._owner)
        self._line = before.joined(header.epochs)
        for epoch in header.epochs:
            receipts.add_epoch(write, self._owner, structs.asdict(epoch))
        known = {row["id"] for row in receipts.line_of(self._store, self._owner)}
        if any(epoch.id not in known for epoch in header.epochs):
            raise Refused("包里的数据线属于别的单位，没有收。", untouched=UNTOUCHED, advice="请核对是谁写的包。")
        self._rows = MergingRows(write, self._owner, self._line, index)
        self._rows.package = checked.digest
        self._keep_given_up(before)

    @property
    def twins(self) -> int:
        """Count the second copies that were kept."""
        return self._rows.twins

    def merge(self, opened: Opened) -> int:
        """Merge every section; gives how many rows were new or newer."""
        header, done, merged, received = opened.header, 0, 0, self._checked.received
        for section in header.sections:
            shape = received.shape(section.name, section.version)
            fits = shape is not None and (not section.rows or received.place(self._write, section.name))
            for lines in unpack_lines(section, opened.inner):
                go_on(self._progress, done, header.rows, "正在合并")
                if shape is not None and fits:
                    merged += self._rows.merge(shape, received.table(section.name), lines)
                else:
                    self._hold(section, lines)
                done += len(lines)
        return merged

    def _hold(self, section: Section, lines: list[bytes]) -> None:
        """Keep lines as they came; of a row that was erased by law only what came last."""
        rows = [UNREAD.check(line) for line in lines]
        if erased := [row.id for row in rows if row.erased]:
            forget_held(self._write, self._owner, erased)
        what = Held(self._owner, section.name.removeprefix(PREFIX), section.version, len(lines))
        hold(self._write, what, self._checked.digest, [(row.id, line) for row, line in zip(rows, lines, strict=True)])
        self.held += len(lines)

    def _keep_given_up(self, before: Line) -> None:
        """Where this package shows a fork for the first time, keep what the given-up packages had brought."""
        for entry in receipts.receipts_of(self._store, self._owner):
            place = (entry["epoch"], entry["number"])
            if entry["state"] != "taken" or before.is_past_fork(*place) or not self._line.is_past_fork(*place):
                continue
            span = (entry["journal_from"], entry["journal_to"])
            brought = merged_ids(self._store, self._owner, *span, self._line.last_entry(entry["epoch"]))
            for table, ids in brought.items():
                self._keep_stored(table, ids, entry["epoch"])

    def _keep_stored(self, table: str, ids: Iterable[str], epoch: str) -> None:
        shape = shape_here(self._store, self._owner, table)
        if shape is None:  # its declaration was taken back: the rows stay as they are
            return
        for stored in whole_rows(self._store, table, shape.columns, ids).values():
            if stored["epoch"] == epoch:
                self._rows.keep_twin(table, shape, shape.of(stored))
