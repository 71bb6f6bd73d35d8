"""Bringing single records back from a backup into today's file: an ordinary action, told beforehand, undoable after."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from app.backups.entry_kinds import EntryKind
from app.backups.looking import Past, Record, record_of
from app.backups.record_kinds import Kind, PartKind, shown_value, title_of_part
from app.core.changes import Changes
from app.core.errors import Refused
from db.past_records import erased_among, others_named, parts_of, record
from db.tables import SYSTEM
from db.writing import SELF

if TYPE_CHECKING:
    from app.backups.entries_back import EntriesBack
    from db.store import Store
    from db.writing import Writing

UNTOUCHED = "数据没有改动。"
CASES = "cases"
_INDEXED = ("residents", CASES)
ATTACHMENTS = "attachments"
Index = Callable[["Writing", str, Sequence[str]], None]
"""Told of the rows of a table inside the transaction, so that the search box finds them."""
Becomes = Literal["new", "revived", "changed", "removed", "same"]
WORDS: dict[str, str] = {"new": "重新加上", "revived": "恢复", "changed": "改回", "removed": "收起", "same": "一样"}


class FieldChange(msgspec.Struct, frozen=True):
    """One value that would change: its label, what stands there now, what stood there then."""

    label: str
    now: str
    then: str


class RowChange(msgspec.Struct, frozen=True):
    """What would become of one row: the record itself, or one of its parts."""

    title: str
    becomes: Becomes
    fields: tuple[FieldChange, ...] = ()


class Outlook(msgspec.Struct, frozen=True):
    """What bringing one record back would change; ``refusal`` says in words why it cannot be, else it is empty.

    ``left_out`` says what of it has no place any more.
    """

    record: Record
    rows: tuple[RowChange, ...]
    refusal: str = ""
    left_out: str = ""

    @property
    def changes_anything(self) -> bool:
        """Tell whether today's record is other than the one of the backup."""
        return any(row.becomes != "same" for row in self.rows)


class _Step(msgspec.Struct, frozen=True):
    """One row to be written: where, under which id, and the values that it shall have."""

    table: str
    row_id: str
    becomes: Becomes
    title: str
    values: dict[str, Any] = {}  # msgspec copies a default
    now: dict[str, Any] = {}


class TakingBack:
    """From one opened backup into one open office."""

    def __init__(
        self,
        store: "Store",
        past: Past,
        index: Index,
        entries: "EntriesBack",
        *,
        bring_blobs: Callable[[], object] = lambda: None,
        allow: Callable[[], None] = lambda: None,
    ) -> None:
        """``index`` is the search box's, ``entries`` knows the ledgers of today, ``allow`` may refuse.

        ``bring_blobs`` brings the contents of attachments.
        """
        self._store, self._past, self._index, self._entries = store, past, index, entries
        self._bring_blobs, self._allow = bring_blobs, allow

    def outlook(self, kind: str, record_id: str) -> Outlook:
        """Tell what bringing a record back would change, field by field; nothing is written."""
        declared, row = self._chosen(kind, record_id)
        try:
            self._refuse(declared, row)
        except Refused as refusal:
            return Outlook(record_of(declared, row), (), str(refusal))
        today = self._entries.today(declared) if isinstance(declared, EntryKind) else declared
        left_out = self._entries.left_out(declared, row) if isinstance(declared, EntryKind) else ""
        rows = tuple(
            RowChange(step.title, step.becomes, _fields(today, step) if step.table == declared.key else ())
            for step in self._steps(declared, row)
        )
        return Outlook(record_of(declared, row), rows, left_out=left_out)

    def take_back(self, records: Sequence[tuple[str, str]]) -> tuple[int, Changes]:
        """Bring records (kind and id) back as one action; gives how many rows were written.

        Number series stay where they are. Raises ``Refused`` where one of them cannot be: none is brought back then.
        """
        self._allow()
        chosen = [self._chosen(kind, record_id) for kind, record_id in records]
        for declared, row in chosen:
            self._refuse(declared, row)
        steps = [step for declared, row in chosen for step in self._steps(declared, row) if step.becomes != "same"]
        if any(step.table == ATTACHMENTS and step.becomes != "removed" for step in steps):
            self._bring_blobs()  # a content lies in its file before a row names it
        written: dict[str, list[str]] = {}
        entries = {kind.key: kind for kind, _ in chosen if isinstance(kind, EntryKind)}
        with self._store.writing(reason=f"从 {self._past.moment} 的备份取回") as write:
            for kind in entries.values():
                self._entries.raise_table(write, kind)
            for step in steps:
                _write(write, step)
                written.setdefault(step.table, []).append(step.row_id)
            for table in (*_INDEXED, *entries):
                if table in written:
                    self._index(write, table, written[table])
            self._index(write, CASES, [row["from_case"] for kind, row in chosen if kind.key in entries])
            return sum(map(len, written.values())), Changes.of(write.changed)

    def _chosen(self, kind: str, record_id: str) -> tuple[Kind, dict[str, Any]]:
        declared = self._past.kinds[kind]
        row = self._past.row(declared, record_id)
        if row is None:
            raise KeyError(kind, record_id)
        return declared, row

    def _refuse(self, kind: Kind, row: Mapping[str, Any]) -> None:
        if row["owner"] != SELF:
            raise Refused("这条记录属于别的办公点，不能取回到这里。", untouched=UNTOUCHED)
        people = [str(row[name]) for name in kind.people if row[name]]
        if people and erased_among(self._store, people):
            raise Refused("这位村民的个人信息已经依法删除，不能从备份里取回。", untouched=UNTOUCHED)
        is_there = kind.key in self._store.tables
        if kind.unique and is_there and others_named(self._store, kind.key, kind.unique, row[kind.unique], row["id"]):
            raise Refused(f"编号 {row[kind.unique]} 现在是另一条记录，没有取回。", untouched=UNTOUCHED)
        there = self._today(kind, row)
        if there is not None and there["owner"] != SELF:
            raise Refused("这条记录现在属于别的办公点，不能取回。", untouched=UNTOUCHED)
        if isinstance(kind, EntryKind):
            self._entries.refuse(kind, row)

    def _today(self, kind: Kind, row: Mapping[str, Any]) -> dict[str, Any] | None:
        if kind.key not in self._store.tables:
            return None
        return record(self._store, kind.key, kind.same_by, row[kind.same_by])

    def _steps(self, kind: Kind, row: dict[str, Any]) -> Iterator[_Step]:
        then = self._entries.fitted(kind, row) if isinstance(kind, EntryKind) else self._kept_today(kind.key, row)
        yield self._step(kind.key, then, self._today(kind, row), kind.title_of(row))
        for part in kind.parts:
            yield from self._part_steps(part, row, self._past.parts(kind, row)[part.table])

    def _part_steps(self, part: PartKind, row: Mapping[str, Any], then: Sequence[dict[str, Any]]) -> Iterator[_Step]:
        """Bring the parts back, too, and put those away that came after the backup."""
        now = {one["id"]: one for one in parts_of(self._store, part.table, part.link, row["id"], part.order)}
        for one in then:
            then_kept = self._kept_today(part.table, one)
            yield self._step(part.table, then_kept, now.pop(one["id"], None), title_of_part(part, one))
        for one in now.values():
            if not one["deleted"]:
                yield _Step(part.table, one["id"], "removed", title_of_part(part, one))

    def _kept_today(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give the columns of a row that its table has today."""
        return {name: row[name] for name in ("id", "deleted", *self._store.tables[table].columns) if name in row}

    def _step(self, table: str, then: Mapping[str, Any], now: dict[str, Any] | None, title: str) -> _Step:
        values = {name: value for name, value in then.items() if name not in SYSTEM}
        if then["deleted"]:
            gone = now is None or now["deleted"]
            return _Step(table, then["id"] if now is None else now["id"], "same" if gone else "removed", title)
        if now is None:
            return _Step(table, then["id"], "new", title, values)
        values = {name: value for name, value in values.items() if value != now.get(name)}
        becomes: Becomes = "revived" if now["deleted"] else "changed" if values else "same"
        return _Step(table, now["id"], becomes, title, values, now)


def _fields(kind: Kind, step: _Step) -> tuple[FieldChange, ...]:
    """Give what would change in words; a record that comes anew has nothing before."""
    then = {**step.now, **step.values}
    return tuple(
        FieldChange(field.label, shown_value(field, step.now), shown_value(field, then))
        for field in kind.fields
        if field.name in step.values and (step.now or shown_value(field, then))
    )


def _write(write: "Writing", step: _Step) -> None:
    if step.becomes == "new":
        write.insert(step.table, {"id": step.row_id, **step.values})
    elif step.becomes == "removed":
        write.remove(step.table, step.row_id, write.reason)
    else:
        if step.becomes == "revived":
            write.revive(step.table, step.row_id, write.reason)
        if step.values:
            write.update(step.table, step.row_id, step.values)
