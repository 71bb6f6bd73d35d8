"""Merging one checked package: one transaction with its receipt, newer replaces, older is ignored, twins are kept."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import structs

from app.core.errors import Refused
from app.core.progress import SILENT, Progress, go_on
from app.packages.checking import Checked
from app.packages.layout import UNTOUCHED, Epoch, Section
from app.packages.sealing import Opened
from app.packages.sections import unpack_lines
from app.packages.shared_rows import Shape, shared_shapes
from app.packages.succession import Line, Verdict, changed_columns, judge
from db import packages as receipts
from db.merge import Known, MergedTable, known_rows, merged_ids, whole_rows

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

Index = Callable[["Writing", str, Sequence[str]], None]
"""Told of the merged rows of a table, inside the transaction, so that the search box finds them."""


def known_line(store: "Store", sender: int) -> Line:
    """Give the epochs known of an office."""
    return Line(
        Epoch(row["id"], row["ordinal"], row["predecessor"], row["forked_after"], row["forked_entry"])
        for row in receipts.line_of(store, sender)
    )


class Merging:
    """The merge of one package inside one open transaction."""

    def __init__(self, write: "Writing", checked: Checked, index: Index, progress: Progress = SILENT) -> None:
        """Learn the sender's line of epochs, and keep twins of what a newly seen fork gave up."""
        self._write, self._store, self._checked = write, write.store, checked
        self._index, self._progress = index, progress
        self.twins = 0
        self._owner: int = checked.sender["n"]
        header = checked.header
        before = known_line(self._store, self._owner)
        self._line = before.joined(header.epochs)
        for epoch in header.epochs:
            receipts.add_epoch(write, self._owner, structs.asdict(epoch))
        stored = receipts.line_of(self._store, self._owner)
        self._epoch_n: dict[str, int] = {row["id"]: row["n"] for row in stored}
        self._epoch_id: dict[int, str] = {row["n"]: row["id"] for row in stored}
        if any(epoch.id not in self._epoch_n for epoch in header.epochs):
            raise Refused("包里的数据线属于别的单位，没有收。", untouched=UNTOUCHED, advice="请核对是谁写的包。")
        self._last_entry = {epoch.id: self._line.last_entry(epoch.id) for epoch in header.epochs}
        self._keep_given_up(before)

    def merge(self, opened: Opened) -> int:
        """Merge every section; gives how many rows were new or newer."""
        header, done, merged = opened.header, 0, 0
        for section in header.sections:
            shape = shared_shapes()[section.name]
            for lines in unpack_lines(section, opened.inner):
                go_on(self._progress, done, header.rows, "正在合并")
                merged += self._merge_batch(section, shape, lines)
                done += len(lines)
        return merged

    def _merge_batch(self, section: Section, shape: Shape, lines: list[bytes]) -> int:
        table = section.name
        rows = [shape.read(line) for line in lines]
        known = known_rows(self._write, table, [row.id for row in rows])
        into = MergedTable(self._write, table, shape.fields, self._owner)
        new = [at for at, row in enumerate(rows) if row.id not in known]
        into.add([self._values(rows[at]) for at in new], [lines[at] for at in new])
        changed = [rows[at].id for at in new]
        for row in rows:
            if row.entry > self._last_entry[row.epoch]:
                self._keep_twin(table, shape, row)
        if known:
            changed += self._meet(shape, into, [row for row in rows if row.id in known], known)
        if changed:
            self._index(self._write, table, changed)
            self._write.changed.append((table, ""))
        return len(changed)

    def _meet(self, shape: Shape, into: MergedTable, rows: list[Any], known: dict[str, Known]) -> list[str]:
        """Decide on rows of which another copy is stored; gives the ids whose stored copy was replaced."""
        met = []
        for row in rows:
            there = known[row.id]
            if there.owner != self._owner:
                raise Refused("包里有属于别的单位的记录，没有收。", untouched=UNTOUCHED)
            stored_rank = self._line.rank(self._epoch_id[there.epoch], there.revision)
            met.append((row, judge(self._line.rank(row.epoch, row.revision), stored_rank)))
        wanted = [row.id for row, verdict in met if verdict is not Verdict.OLDER]
        stored = whole_rows(self._store, shape.table, shape.columns, wanted) if wanted else {}
        replaced = []
        for row, verdict in met:
            if verdict is Verdict.OLDER:
                continue
            copy = shape.of(stored[row.id])
            if verdict is Verdict.NEWER or self._wins_as_twin(shape, row, copy):
                into.replace(self._values(row), *changed_columns(copy, row))
                replaced.append(row.id)
        return replaced

    def _wins_as_twin(self, shape: Shape, row: Any, copy: Any) -> bool:
        """Compare two rows of one rank; of two contents the greater is shown everywhere, the other one is kept."""
        mine, theirs = shape.content(copy), shape.content(row)
        if mine != theirs:
            self._keep_twin(shape.table, shape, min((mine, copy), (theirs, row), key=itemgetter(0))[1])
        return theirs > mine

    def _values(self, row: Any) -> tuple[Any, ...]:
        row_id, epoch, *rest = structs.astuple(row)[:-1]
        return (row_id, self._epoch_n[epoch], *rest)

    def _keep_twin(self, table: str, shape: Shape, row: Any) -> None:
        self.twins += receipts.add_twin(
            self._write,
            {
                "tbl": table,
                "row_id": row.id,
                "owner": self._owner,
                "epoch": row.epoch,
                "revision": row.revision,
                "content": shape.content(row).decode(),
                "package": self._checked.digest,
            },
        )

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
        shape = shared_shapes()[table]
        for stored in whole_rows(self._store, table, shape.columns, ids).values():
            if stored["epoch"] == epoch:
                self._keep_twin(table, shape, shape.of(stored))
