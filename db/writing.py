"""One clerk's action: a transaction whose every row write also appends to the journal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from db.connection import identifier
from db.errors import RowConflict
from db.identifiers import new_id
from db.journal import EMPTY, Entry
from db.tables import Stored, owned_tables, stored

if TYPE_CHECKING:
    from db.store import Store

BATCH = 1_000
SELF = 1
PROGRAM = 2

_json = msgspec.json.Encoder().encode


class Writing:
    """What may be written inside one open transaction of :meth:`db.store.Store.writing`."""

    def __init__(self, store: "Store", operator: str, reason: str, at: str) -> None:
        """Bind to the store's writer; the store begins and ends the transaction."""
        self.store = store
        self.operator = operator
        self.reason = reason
        self.at = at
        self.changed: list[tuple[str, str]] = []

    def insert(self, table: str, values: Mapping[str, object], *, action: str = "insert", owner: int = SELF) -> str:
        """Add a row under our own office (or the program's) and give its id; ``values`` may bring an ``id``."""
        row_id = str(values.get("id") or new_id())
        columns = {name: stored(value) for name, value in values.items() if name != "id"}
        self._ask(table, action)
        self._insert(table, row_id, columns, owner)
        self._append(table, row_id, owner, 1, action, before=EMPTY, after=_json(columns).decode())
        return row_id

    def insert_many(self, table: str, rows: Iterable[Mapping[str, object]], *, owner: int = SELF) -> int:
        """Add many rows of the same columns, in batches, with the same journal as single ones."""
        return sum(self._insert_batch(table, batch, owner) for batch in _batches(rows))

    def update(self, table: str, row_id: str, values: Mapping[str, object], *, action: str = "update") -> bool:
        """Change columns of one of our own rows; ``False`` where nothing would change.

        Raises ``RowConflict`` for a row of another office, a removed or an unknown one.
        """
        row = self._own_row(table, row_id)
        if row["deleted"]:
            raise RowConflict("这条记录已经删除，没有改动。", advice="请先恢复它再修改。")
        return self._change(table, row, values, action)

    def remove(self, table: str, row_id: str, reason: str) -> None:
        """Remove a row softly, with the reason; it can be revived."""
        row = self._own_row(table, row_id)
        self._change(table, row, {"deleted": 1, "removed_reason": reason}, "remove")

    def revive(self, table: str, row_id: str, reason: str) -> None:
        """Bring a removed row back, with the reason in the journal."""
        row = self._own_row(table, row_id)
        self._change(table, row, {"deleted": 0, "removed_reason": ""}, "revive", reason)

    def note(self, what: str, table: str, row_id: str, text: str = "") -> None:
        """Journal something that changes no row: printed, looked at, exported, posted."""
        self._ask("", what)
        self._append(table, row_id, SELF, 0, what, before=EMPTY, after=EMPTY, reason=text)

    def local(self, sql: str, parameters: Sequence[Stored] = ()) -> int:
        """Write a local table (search index, receipts, layouts); only ``db`` modules hand SQL in."""
        return int(self.store.writer.execute(sql, parameters).rowcount)

    def local_many(self, sql: str, rows: Iterable[Sequence[Stored]]) -> None:
        """Write many rows of a local table with one statement."""
        self.store.writer.executemany(sql, rows)

    def make(self, table: str, statements: Iterable[str], *, merging: bool = False) -> None:
        """Make or widen a table inside the transaction and know it from now on; an action undone forgets it again."""
        self._ask(*(("", "merge") if merging else (table, "insert")))
        for statement in statements:
            self.store.writer.execute(statement)
        self.store.tables = owned_tables(self.store.writer)

    def next_number(self, series: str, year: int) -> int:
        """Draw the next number of a series; a number is never given twice, even when its action is undone later."""
        letter = self.store.letter
        row = self.store.writer.execute(_NEXT_NUMBER, (series, year, letter)).fetchone()
        return int(row[0])

    def number_text(self, series: str, year: int) -> str:
        """Draw a number in its printed form ``year-sequence``; after a restore in the epoch's own lettered range."""
        return f"{year}-{self.store.letter}{self.next_number(series, year):05d}"

    def number_texts(self, series: str, year: int, count: int) -> list[str]:
        """Draw many numbers of a series at once, in their printed form and order."""
        letter = self.store.letter
        last = int(self.store.writer.execute(_NEXT_NUMBERS, (series, year, letter, count, count)).fetchone()[0])
        return [f"{year}-{letter}{number:05d}" for number in range(last - count + 1, last + 1)]

    def journal_many(self, entries: Iterable[Entry]) -> None:
        """Append ready entries (merge from packages)."""
        self._ask("", "merge")
        batch = list(entries)
        self.store.journal.append(batch, self.operator, self.at)
        self.changed.extend((entry.tbl, entry.row_id) for entry in batch)

    def want_right(self, table: str, action: str) -> None:
        """Ask for the right before anything else is looked at; raises ``Refused``."""
        self._ask(table, action)

    def _ask(self, table: str, action: str) -> None:
        if self.store.permit is not None:
            self.store.permit(table, action)

    def _insert(self, table: str, row_id: str, columns: Mapping[str, Stored], owner: int) -> None:
        sql = self.store.tables[table].insert(tuple(columns))
        self.store.writer.execute(sql, (row_id, owner, self.store.epoch_of(owner), 1, *columns.values()))

    def _insert_batch(self, table: str, batch: list[Mapping[str, object]], owner: int) -> int:
        self._ask(table, "insert")
        names = tuple(name for name in batch[0] if name != "id")
        sql = self.store.tables[table].insert(names)
        epoch = self.store.epoch_of(owner)
        rows: list[tuple[Stored, ...]] = []
        entries: list[Entry] = []
        for values in batch:
            row_id = str(values.get("id") or new_id())
            columns = {name: stored(values[name]) for name in names}
            rows.append((row_id, owner, epoch, 1, *columns.values()))
            after = _json(columns).decode()
            entries.append(Entry(table, row_id, owner, epoch, 1, "insert", self.reason, EMPTY, after))
        self.store.writer.executemany(sql, rows)
        self.store.journal.append(entries, self.operator, self.at)
        self.changed.append((table, ""))
        return len(rows)

    def _own_row(self, table: str, row_id: str) -> dict[str, Any]:
        row = self.store.row(f"SELECT * FROM {identifier(table)} WHERE id = ?", (row_id,))
        if row is None:
            raise RowConflict("找不到这条记录，没有改动。", advice="请刷新后再试。")
        if row["owner"] != SELF:
            raise RowConflict("这条记录属于别的办公点，这里不能改。", advice="请由登记它的办公点修改。")
        return row

    def _change(
        self, table: str, row: dict[str, Any], values: Mapping[str, object], action: str, reason: str | None = None
    ) -> bool:
        self._ask(table, action)
        described = self.store.tables[table]
        columns = {name: stored(value) for name, value in values.items()}
        described.check(name for name in columns if name not in {"deleted", "removed_reason"})
        columns = {name: value for name, value in columns.items() if row[name] != value}
        if not columns:
            return False
        revision = row["revision"] + 1
        settings = ", ".join(f"{name} = ?" for name in columns)
        sql = f"UPDATE {table} SET {settings}, revision = ?, epoch = ? WHERE n = ?"
        self.store.writer.execute(sql, (*columns.values(), revision, self.store.epoch, row["n"]))
        before = _json({name: row[name] for name in columns}).decode()
        after = _json(columns).decode()
        self._append(table, row["id"], SELF, revision, action, before=before, after=after, reason=reason)
        return True

    def _append(
        self,
        table: str,
        row_id: str,
        owner: int,
        revision: int,
        action: str,
        *,
        before: str,
        after: str,
        reason: str | None = None,
    ) -> None:
        why = self.reason if reason is None else reason
        entry = Entry(table, row_id, owner, self.store.epoch_of(owner), revision, action, why, before, after)
        self.store.journal.append((entry,), self.operator, self.at)
        self.changed.append((table, row_id))


_NEXT_NUMBER = """
    INSERT INTO number_series (series, year, letter, last) VALUES (?, ?, ?, 1)
    ON CONFLICT (series, year, letter) DO UPDATE SET last = last + 1 RETURNING last
"""

_NEXT_NUMBERS = """
    INSERT INTO number_series (series, year, letter, last) VALUES (?, ?, ?, ?)
    ON CONFLICT (series, year, letter) DO UPDATE SET last = last + ? RETURNING last
"""


def _batches(rows: Iterable[Mapping[str, object]]) -> Iterator[list[Mapping[str, object]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
