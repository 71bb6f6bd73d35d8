"""The recycle bin: every removed record with day, who and why, and the way back with a reason."""

from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import Refused
from app.history.facts import Removed
from app.history.moments import shown_moment
from app.history.names import Names
from app.history.past import operator_names
from app.history.telling import masked_text
from app.history.words import Words, words_of
from db import history as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.history.undoing import Reindex, Vet
    from db.store import Store

MOST_OF_A_TABLE = 1_000
NOT_REVIVED = "没有恢复。"


class Bin:
    """What was removed softly; nothing leaves it but by a lawful erasure."""

    def __init__(self, store: "Store", clock: "Clock", reindex: "Reindex", vet: "Vet") -> None:
        """``reindex`` keeps the search true, ``vet`` refuses a row that may not come back so."""
        self._store, self._clock, self._reindex, self._vet = store, clock, reindex, vet

    @property
    def _words(self) -> Words:
        return words_of(self._store)

    def all(self) -> list[Removed]:
        """Give everything in it, what was removed last first."""
        found = [
            {**row, "tbl": table}
            for table, described in self._words.tables.items()
            if described.find and table in self._store.tables
            for row in rows.removed_rows(self._store, table, MOST_OF_A_TABLE)
        ]
        found.sort(key=lambda row: -row["seq"])
        names = Names(self._store, self._words, [(row["tbl"], row["id"]) for row in found])
        who = operator_names(self._store)
        return [
            Removed(
                table=row["tbl"],
                row_id=row["id"],
                what=self._words.table(row["tbl"]).label,
                name=names.name(row["tbl"], row["id"]),
                at=row["at"],
                when=shown_moment(row["at"], self._clock),
                who=who.get(row["operator"], ""),
                reason=masked_text(row["removed_reason"]),
            )
            for row in found
        ]

    def revive(self, table: str, row_id: str, operator: str, reason: str) -> Changes:
        """Bring a record back, with the parts that went with it; raises ``Refused``, also where no reason is given."""
        if not reason.strip():
            raise Refused("恢复要写明原因。", untouched=NOT_REVIVED, advice="请写上为什么恢复。")
        if why := self._words.refusal(table, "remove"):
            raise Refused(why, untouched=NOT_REVIVED)
        with self._store.writing(operator, reason.strip()) as write:
            parts = self._parts_gone_too(table, row_id)
            write.revive(table, row_id, reason.strip())
            for part, part_id in parts:
                write.revive(part, part_id, reason.strip())
            self._reindex(write, table, [row_id])
            self._vet(table, row_id)
            return Changes.of(write.changed)

    def _parts_gone_too(self, table: str, row_id: str) -> list[tuple[str, str]]:
        """Give the parts of a record that the same action removed."""
        gone = rows.removal_of(self._store, row_id)
        return [
            (child.table, part_id)
            for child in self._words.child
            if child.is_of(table) and self._words.table(child.table).part_of is not None
            for part_id in rows.ids_pointing(self._store, child.table, child.column, row_id)
            if gone and rows.removal_of(self._store, part_id) == gone
        ]
