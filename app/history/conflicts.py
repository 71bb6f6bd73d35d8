"""What stands in the way of taking entries back: other owners, erased values, later changes, rows that point there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from app.history.moments import shown_moment
from app.history.names import Names
from app.history.past import operator_names
from app.history.words import words_of
from db import history as rows
from db.writing import SELF

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

Row = dict[str, Any]


def conflict_of(store: "Store", clock: "Clock", entries: list[Row], last: int) -> str:
    """Say why these entries (of one action that ends at ``last``) cannot be taken back; empty where they can.

    A row that was changed afterwards and changed back again stands as it was, and is no conflict.
    """
    for entry in entries:
        if entry["owner"] != SELF:
            return f"{_name(store, entry)}属于别的办公点或是程序自带的，这里不能改。"
        if entry["before"] is None:
            return f"{_name(store, entry)}的内容已依法删除，没有可以还原的。"
    ids = list(dict.fromkeys(entry["row_id"] for entry in entries))
    changed = _changed_since(rows.later_changes(store, ids, last))
    if changed is not None:
        who = operator_names(store).get(changed["operator"], "")
        when = shown_moment(changed["at"], clock)
        verb = words_of(store).verb(changed["tbl"], changed["action"])
        return f"{_name(store, changed)}后来又改过（{when} {who} {verb}）。请先撤销后来的改动，或者直接修改。"
    return _needed(store, entries, ids)


def _changed_since(later: Iterable[Row]) -> Row | None:
    """Give the newest entry of the first row whose later changes do not add up to nothing."""
    newest: dict[str, Row] = {}
    first: dict[str, Row] = {}
    now: dict[str, Row] = {}
    for entry in later:
        row_id = entry["row_id"]
        newest[row_id] = entry
        if entry["before"] is None:
            now.setdefault(row_id, {})[""] = None
            continue
        before, after = (msgspec.json.decode(entry[side]) for side in ("before", "after"))
        first[row_id] = {**before, **first.get(row_id, {})}
        now.setdefault(row_id, {}).update(after)
    return next((newest[row_id] for row_id, state in now.items() if state != first.get(row_id)), None)


def _needed(store: "Store", entries: list[Row], ids: list[str]) -> str:
    """Say which row cannot go because another one, not of this action, points to it."""
    for entry in entries:
        going = entry["before"] == "{}" or '"deleted":0' in entry["after"]
        if not going:
            continue
        for link in words_of(store).link:
            fits = link.to in {"", entry["tbl"]} and link.table in store.tables
            if fits and rows.points_here(store, link.table, link.column, entry["row_id"], ids):
                return f"{_name(store, entry)}：{link.words}。请先处理那些记录。"
    return ""


def _name(store: "Store", entry: Row) -> str:
    key = (entry["tbl"], entry["row_id"])
    return f"“{Names(store, words_of(store), [key]).full_name(*key)}”"
