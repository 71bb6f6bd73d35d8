"""One record's past as a readable timeline: who, when, what changed field by field, why; its parts told with it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from app.history.facts import ERASED, Entry
from app.history.moments import shown_moment
from app.history.names import Names
from app.history.telling import masked_text, told_changes
from app.history.words import Words, words_of
from db import actions as stored_actions
from db import history as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

LONGEST_PAST = 2_000
Row = dict[str, Any]


class Past:
    """Turns journal entries into what the clerk reads."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Read one open office."""
        self._store, self._clock = store, clock

    @property
    def _words(self) -> Words:
        return words_of(self._store)

    def of(self, table: str, row_id: str, *, in_full: bool = False) -> list[Entry]:
        """Give a record's past, the newest first, with that of its parts and of what it belongs to.

        A case's past includes its steps, a villager's the household. ``in_full`` shows numbers of persons unmasked.
        """
        found = rows.entries_of_rows(self._store, self._related(table, row_id), LONGEST_PAST)
        return self.told(_without_echoes(self._words, found, table, row_id), in_full=in_full)

    def of_action(self, first: int, last: int, limit: int, *, in_full: bool = False) -> list[Entry]:
        """Give the entries of an action in their order."""
        found = rows.entries_between(self._store, first, last, limit)
        tables = {row["tbl"] for row in found}
        heads = [row for row in found if row["action"] != stored_actions.UNDO and not self._is_echo(row, tables)]
        return self.told(heads or found, in_full=in_full)

    def told(self, found: list[Row], *, in_full: bool = False) -> list[Entry]:
        """Tell entries, each with its record's name."""
        names = Names(self._store, self._words, self._named(found))
        who = operator_names(self._store)
        actions = {row["seq"]: stored_actions.action_of(self._store, row["seq"]) for row in found}
        return [self._entry(row, names, who, actions[row["seq"]] or {}, in_full=in_full) for row in found]

    def _entry(self, row: Row, names: Names, who: dict[str, str], action: Row, *, in_full: bool) -> Entry:
        table, row_id, erased = row["tbl"], row["row_id"], row["reason"] is None
        before, after = _values(row)
        return Entry(
            seq=row["seq"],
            at=row["at"],
            when=shown_moment(row["at"], self._clock),
            who=who.get(row["operator"], ""),
            what=self._words.verb(table, row["action"]),
            table=table,
            row_id=row_id,
            name=names.full_name(table, row_id),
            reason=ERASED if erased else masked_text(row["reason"], in_full=in_full),
            changes=told_changes(self._words, table, before, after, names.name, in_full=in_full),
            erased=erased,
            undone=bool(action.get("undone")),
            undoes=action.get("undoes") is not None,
            place=names.place(table, row_id),
        )

    def _is_echo(self, row: Row, tables: set[str]) -> bool:
        """Tell whether an entry is of a part whose record the same action wrote, too: that one says it."""
        part = self._words.table(row["tbl"]).part_of
        return part is not None and part.table in tables

    def _named(self, found: Iterable[Row]) -> set[tuple[str, str]]:
        """Name every row that an entry is about or that a changed column points to."""
        wanted = set()
        for row in found:
            wanted.add((row["tbl"], row["row_id"]))
            described = self._words.table(row["tbl"])
            for side in _values(row):
                for name, value in side.items():
                    column = described.column(name)
                    if column is not None and column.kind in {"row", "operator"} and value:
                        wanted.add((column.source or "operators", str(value)))
        return wanted

    def _related(self, table: str, row_id: str) -> list[str]:
        found = [row_id]
        for child in self._words.child:
            if child.is_of(table):
                found += rows.ids_pointing(self._store, child.table, child.column, row_id)
        for parent in self._words.parent:
            if parent.is_of(table):
                known = rows.rows_with_ids(self._store, table, (parent.column,), (row_id,))
                found += [str(row[parent.column]) for row in known.values() if row[parent.column]]
        return found


def operator_names(store: "Store") -> dict[str, str]:
    """Give the names of everybody who ever sat at this desk, by id."""
    return {row["id"]: row["name"] for row in rows.journal_operators(store)}


def _values(row: Row) -> tuple[Row, Row]:
    if row["before"] is None:
        return {}, {}
    return msgspec.json.decode(row["before"]), msgspec.json.decode(row["after"])


def _without_echoes(words: Words, found: list[Row], table: str, row_id: str) -> list[Row]:
    """Leave out the parts that the same action added or took away with the record itself: they say it once more."""
    of_itself = {row["at"] for row in found if row["tbl"] == table and row["row_id"] == row_id and row["revision"]}
    return [
        row
        for row in found
        if row["row_id"] == row_id or row["at"] not in of_itself or words.table(row["tbl"]).part_of is None
    ]
