"""Rebuilding what can be computed from what is there: the search index, the list of actions, the counters."""

from typing import TYPE_CHECKING

from app.checkup.declaration import declared
from app.core.changes import Changes
from db.check import counters_behind
from db.mending import forget_actions, raise_counter

if TYPE_CHECKING:
    from app.search.search import Search
    from db.store import Store
    from db.writing import Writing

NOTE = "repair"


def rebuild(store: "Store", search: "Search", wanted: tuple[str, ...]) -> Changes:
    """Rebuild in one action with its entry in the journal; raises ``FileDamaged`` where a page cannot be read."""
    names = "、".join(declared().repair[key] for key in wanted)
    with store.writing(reason=f"修复：{names}") as write:
        if "search" in wanted:
            search.rebuild(write)
        if "actions" in wanted:
            forget_actions(write)
        if "numbers" in wanted:
            raise_counters(write)
        write.note(NOTE, "offices", str(store.office["id"]), f"按数据重做了：{names}")
        return Changes.of(write.changed)


def raise_counters(write: "Writing") -> None:
    """Let every counter go on after the highest number in use."""
    for behind in counters_behind(write.store.writer):
        raise_counter(write, behind)
