"""Rebuilding rows from their journal entries, where every one of them is there and none can be missing after them."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from sqlcipher3 import dbapi2

from db.connection import identifier
from db.journal_gaps import Gap
from db.salvage import Filling, Lost
from db.tables import owned_tables
from db.writing import PROGRAM, SELF

_values = msgspec.json.Decoder(dict[str, Any]).decode


def rebuild(filling: Filling, gaps: Sequence[Gap]) -> None:
    """Rebuild rows from the journal; those that cannot be rebuilt for sure stay lost, with what is known.

    Asked before the values without an entry are dropped: they tell which missing entries changed no row.
    """
    numbers = {(one.table, one.known.get("id")): one.row for one in filling.lost if one.known.get("id")}
    back: dict[tuple[str, str], dict[str, Any]] = {}
    for table in owned_tables(filling.connection):
        last_change = _last_possible_change(filling, table, gaps)
        for row_id, entries in _entries_of_missing(filling, table):
            values = _folded(filling, table, row_id, entries, last_change, whole_journal=not gaps)
            row = numbers.get((table, row_id))
            if values is not None and _put_back(filling, table, {**values, **({"n": row} if row else {})}):
                back[table, row_id] = values
                filling.rebuilt[table] = filling.rebuilt.get(table, 0) + 1
            elif row is None:
                filling.lost.append(Lost(table, 0, {"id": row_id, **_remembered(entries)}))
            else:
                _learn(filling, table, row_id, _remembered(entries))
    found = [(table, {**values, "id": row_id}) for (table, row_id), values in back.items()]
    known = [(one.table, dict(one.known)) for one in filling.lost if not one.row]
    filling.lost = _unexplained(filling.lost, [*found, *known])


def _entries_of_missing(filling: Filling, table: str) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    found = filling.connection.execute(
        "SELECT j.row_id, j.seq, j.owner, j.epoch, j.revision, v.after FROM journal AS j"
        " LEFT JOIN journal_values AS v ON v.seq = j.seq WHERE j.tbl = ? AND j.revision > 0 AND NOT EXISTS"
        f" (SELECT 1 FROM {identifier(table)} AS t WHERE t.id = j.row_id) ORDER BY j.row_id, j.seq",
        (table,),
    ).fetchall()
    for row_id, entries in groupby(found, key=itemgetter(0)):
        yield row_id, list(entries)


def _last_possible_change(filling: Filling, table: str, gaps: Sequence[Gap]) -> float:
    """Give the last missing entry that may have changed a row of this table; infinite where the end is not known.

    Where its old and new values are there, they tell: a new row has no old values, and a change names its columns.
    """
    if _end_is_unknown(filling):
        return math.inf
    columns, last = set(filling.columns_of(table)), 0
    for gap in gaps:
        found = dict(
            filling.connection.execute(
                "SELECT seq, before FROM journal_values WHERE seq BETWEEN ? AND ?", (gap.first, gap.last)
            ).fetchall()
        )
        for seq in range(gap.last, gap.first - 1, -1):
            if seq not in found or ((names := _values(found[seq]).keys()) and names <= columns):
                last = max(last, seq)
                break
    return last


def _end_is_unknown(filling: Filling) -> bool:
    """Tell whether there are places behind the last entry of which nobody knows whether an entry stood there."""
    (last,) = filling.connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
    return any(one.table == "journal" and not one.sure and one.row > last for one in filling.lost)


def _folded(
    filling: Filling,
    table: str,
    row_id: str,
    entries: list[tuple[Any, ...]],
    last_change: float,
    *,
    whole_journal: bool,
) -> dict[str, Any] | None:
    """Give the row as it was last written, or ``None`` where an entry is or may be missing."""
    _, last_seq, owner, epoch, revision, _ = entries[-1]
    ours = owner in {SELF, PROGRAM}
    counted = [entry[4] for entry in entries] == list(range(1, revision + 1)) if ours else whole_journal
    if last_change > last_seq or not counted or any(entry[5] is None for entry in entries):
        return None
    columns = filling.columns_of(table)
    folded = {name: value for name, value in _remembered(entries).items() if name in columns}
    return {**folded, "id": row_id, "owner": owner, "epoch": epoch, "revision": revision}


def _remembered(entries: list[tuple[Any, ...]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for entry in entries:
        values.update(_values(entry[5]) if entry[5] is not None else {})
    return values


def _put_back(filling: Filling, table: str, values: Mapping[str, Any]) -> bool:
    listed, marks = ", ".join(identifier(name) for name in values), ", ".join("?" * len(values))
    try:
        filling.connection.execute(
            f"INSERT INTO {identifier(table)} ({listed}) VALUES ({marks})", list(values.values())
        )
    except dbapi2.IntegrityError:
        return False
    return True


def _learn(filling: Filling, table: str, row_id: str, values: Mapping[str, Any]) -> None:
    filling.lost = [
        one._replace(known={**values, **one.known}) if (one.table, one.known.get("id")) == (table, row_id) else one
        for one in filling.lost
    ]


def _unexplained(lost: Sequence[Lost], rows: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Lost]:
    """Leave out the lost places that ``rows`` explain: by id, by what an index knows of them, or by their number.

    A row that came back from the journal, or is lost by its id, is the same as one lost by its place.
    """
    left, open_rows = list[Lost](), list(rows)
    nameless: list[Lost] = []
    for one in lost:
        if not one.row:
            left.append(one)
        elif not one.known:
            nameless.append(one)
        elif (same := _same(one, open_rows)) is not None:
            open_rows.remove(same)
        else:
            left.append(one)
    spare = Counter(table for table, _ in open_rows)
    for one in nameless:
        if spare[one.table]:
            spare[one.table] -= 1
        else:
            left.append(one)
    return left


def _same(one: Lost, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[str, Mapping[str, Any]] | None:
    return next(
        (
            row
            for row in rows
            if row[0] == one.table and all(row[1].get(name, value) == value for name, value in one.known.items())
        ),
        None,
    )
