"""Searching the journal by person, day, record and kind: actions, the newest first, read page by page from a key."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from app.history.facts import Action, Asked
from app.history.moments import shown_moment, span_of_days
from app.history.names import Names
from app.history.past import operator_names
from app.history.telling import masked_text
from app.history.words import words_of
from db import actions as stored
from db import history as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

MOST_ROWS = 500
BEYOND = 1 << 62
Row = dict[str, Any]
FindRows = Callable[[str], Sequence[str]]


class Found:
    """The actions that fit what is asked; ``page`` goes on from the nearest page whose key it knows."""

    def __init__(self, store: "Store", clock: "Clock", wanted: stored.Wanted) -> None:
        """Ask nothing yet."""
        self._store, self._clock, self._wanted = store, clock, wanted
        self._keys: dict[int, int] = {0: BEYOND}

    def count(self) -> int:
        """Count them."""
        return stored.count_actions(self._store, self._wanted)

    def page(self, offset: int, limit: int) -> list[Action]:
        """Give some of them, from ``offset`` on, the newest first."""
        near = max(known for known in self._keys if known <= offset)
        found = stored.actions_before(self._store, self._wanted, self._keys[near], limit, offset - near)
        if found:
            self._keys[offset + len(found)] = found[-1]["first_seq"]
        return told_actions(self._store, self._clock, found)


def find_actions(store: "Store", clock: "Clock", asked: Asked, find: FindRows) -> Found:
    """Give the actions that fit; ``find`` gives the ids of rows that a text speaks of."""
    since, until = span_of_days(asked.since, asked.until, clock)
    whats = None if not asked.kind else tuple(_of_kind(store, asked.kind))
    return Found(store, clock, stored.Wanted(asked.operator, since, until, whats, _rows(store, asked, find)))


def told_actions(store: "Store", clock: "Clock", found: Sequence[Row]) -> list[Action]:
    """Tell actions, each by its first entry; what takes another back is told by that one's."""
    chains = {one["first_seq"]: _chain(store, one) for one in found}
    heads = {row["seq"]: row for row in rows.entries_at(store, {chain[0] for chain in chains.values()} | chains.keys())}
    names = Names(store, words_of(store), {(row["tbl"], row["row_id"]) for row in heads.values()})
    who = operator_names(store)
    return [_told(one, chains[one["first_seq"]], heads, names, who, clock) for one in found]


def _told(
    one: Row, chain: list[int], heads: dict[int, Row], names: Names, who: dict[str, str], clock: "Clock"
) -> Action:
    seq = one["first_seq"]
    head, of = heads[seq], heads[chain[0]]
    place = chain.index(seq)
    return Action(
        seq=seq,
        last=one["last_seq"],
        at=one["at"],
        when=shown_moment(one["at"], clock),
        who=who.get(one["operator"], ""),
        operator=one["operator"],
        what=("", "撤销：", "重做：")[0 if place == 0 else 2 - place % 2] + names.verb(of["tbl"], of["action"]),
        name=names.full_name(of["tbl"], of["row_id"]),
        reason=masked_text(head["reason"] or ""),
        entries=one["last_seq"] - seq + 1,
        undone=len(chain) > place + 1,
        undoes=one["undoes"],
        back=place % 2 == 1,
        place=names.place(of["tbl"], of["row_id"]),
    )


def _chain(store: "Store", one: Row) -> list[int]:
    if one["undoes"] is None and not one["undone"]:
        return [one["first_seq"]]
    return [link["first_seq"] for link in stored.chain_of(store, one["first_seq"])]


def _of_kind(store: "Store", kind: str) -> list[str]:
    declared = words_of(store)
    return [
        what
        for what in stored.kinds_of_actions(store)
        if any(declared.kind_of(*pair.split(":", 1)) == kind for pair in what.split(","))
    ]


def _rows(store: "Store", asked: Asked, find: FindRows) -> tuple[str, ...] | None:
    if asked.row_id:
        return (asked.row_id,)
    text = asked.text.strip()
    if not text:
        return None
    ids = dict.fromkeys([text, *find(text)])
    for table, described in words_of(store).tables.items():
        if described.find and table in store.tables:
            ids |= dict.fromkeys(rows.rows_worded(store, table, described.find, list(ids), MOST_ROWS))
    return tuple(ids)
