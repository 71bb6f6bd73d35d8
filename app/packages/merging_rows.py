"""Merging rows of one office inside one open transaction: newer replaces, older is ignored, twins are kept."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import structs

from app.core.errors import Refused
from app.packages.layout import UNTOUCHED
from app.packages.shared_rows import BESIDE, Shape
from app.packages.succession import Line, Verdict, changed_columns, judge
from db import packages as receipts
from db.held_entries import forget_held
from db.merge import Known, MergedTable, forget_merged, known_rows, whole_rows

if TYPE_CHECKING:
    from db.writing import Writing

Index = Callable[["Writing", str, Sequence[str]], None]
"""Told of the merged rows of a table, inside the transaction, so that the search box finds them."""


class MergingRows:
    """The rows of one office, whose line of epochs is known and stored."""

    def __init__(self, write: "Writing", owner: int, line: Line, index: Index) -> None:
        """``package`` is the digest of the package that is merged; twins are kept under it."""
        self._write, self._store, self._owner, self._line, self._index = write, write.store, owner, line, index
        stored = receipts.line_of(self._store, owner)
        self._epoch_n: dict[str, int] = {row["id"]: row["n"] for row in stored}
        self._epoch_id: dict[int, str] = {row["n"]: row["id"] for row in stored}
        self.package = ""
        self.twins = 0

    def merge(self, shape: Shape, table: str, lines: Sequence[bytes]) -> int:
        """Merge some checked lines into a table; gives how many rows were new or newer."""
        rows = [shape.read(line) for line in lines]
        known = known_rows(self._write, table, [row.id for row in rows])
        into = MergedTable(self._write, table, shape.fields, self._owner)
        before = self._store.journal.last_seq
        new = [at for at, row in enumerate(rows) if row.id not in known]
        into.add([self._values(rows[at]) for at in new], [lines[at] for at in new])
        changed = [rows[at].id for at in new]
        for row in rows:
            if row.entry > self._line.last_entry(row.epoch):
                self.keep_twin(table, shape, row)
        if known:
            changed += self._meet(shape, table, into, [row for row in rows if row.id in known], known)
        if changed:
            self._index(self._write, table, changed)
            self._write.changed.append((table, ""))
        if erased := [row.id for row in rows if row.erased]:
            self._forget(table, erased, before)
        return len(changed)

    def keep_twin(self, table: str, shape: Shape, row: Any) -> None:
        """Keep a second copy of a row for a person to decide on."""
        self.twins += receipts.add_twin(
            self._write,
            {
                "tbl": table,
                "row_id": row.id,
                "owner": self._owner,
                "epoch": row.epoch,
                "revision": row.revision,
                "content": shape.content(row).decode(),
                "package": self.package,
            },
        )

    def _meet(self, shape: Shape, table: str, into: MergedTable, rows: list[Any], known: dict[str, Known]) -> list[str]:
        """Decide on rows of which another copy is stored; gives the ids whose stored copy was replaced."""
        met = []
        for row in rows:
            there = known[row.id]
            if there.owner != self._owner:
                raise Refused("包里有属于别的单位的记录，没有收。", untouched=UNTOUCHED)
            stored_rank = self._line.rank(self._epoch_id[there.epoch], there.revision)
            met.append((row, judge(self._line.rank(row.epoch, row.revision), stored_rank)))
        wanted = [row.id for row, verdict in met if verdict is not Verdict.OLDER]
        stored = whole_rows(self._store, table, shape.columns, wanted) if wanted else {}
        replaced = []
        for row, verdict in met:
            if verdict is Verdict.OLDER:
                continue
            copy = shape.of(stored[row.id])
            if verdict is Verdict.NEWER or self._wins_as_twin(shape, table, row, copy):
                before, after = changed_columns(copy, row)
                into.replace(self._values(row), {} if row.erased else before, after)
                replaced.append(row.id)
        return replaced

    def _wins_as_twin(self, shape: Shape, table: str, row: Any, copy: Any) -> bool:
        """Compare two rows of one rank; of two contents the greater is shown everywhere, the other one is kept."""
        mine, theirs = shape.content(copy), shape.content(row)
        if shape.are_twins(copy, row):
            self.keep_twin(table, shape, min((mine, copy), (theirs, row), key=itemgetter(0))[1])
        return theirs > mine

    def _values(self, row: Any) -> tuple[Any, ...]:
        row_id, epoch, *rest = structs.astuple(row)[: -len(BESIDE)]
        return (row_id, self._epoch_n[epoch], *rest)

    def _forget(self, table: str, ids: list[str], before: int) -> None:
        """Let go of what was brought of rows that their office has erased by law."""
        forget_merged(self._write, table, self._owner, ids, before)
        forget_held(self._write, self._owner, ids)
