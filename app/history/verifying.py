"""The proof that the journal was not changed: its chain is walked, its end held against backups and packages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.core.progress import SILENT, Progress, go_on
from app.history.facts import Break, Mark, Verified
from app.history.moments import shown_moment
from app.history.names import Names
from app.history.past import operator_names
from app.history.words import words_of
from db import history as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.journal import ChainBreak
    from db.store import Store

MISSING = "这一条不见了"


def verify_journal(store: "Store", clock: "Clock", marks: Iterable[Mark], progress: Progress = SILENT) -> Verified:
    """Walk the whole chain on a connection of its own; names the first entry that does not fit.

    ``marks`` are what backups and packages of this epoch know: a journal that ends before them lost its end, one whose
    entry differs from theirs was written anew. Raises ``Cancelled`` where ``progress`` says so.
    """
    entries, _ = rows.journal_end(store)
    found = rows.walked_chain(store, lambda seq: go_on(progress, seq, entries, "核对流水"))
    broken = _lost_end(store, entries, marks) if found is None else _in_words(store, clock, found)
    return Verified(entries, rows.erased_entries(store), broken)


def known_marks(store: "Store", backups: Iterable[Mark]) -> list[Mark]:
    """Join what backups know with the newest package of this epoch."""
    package = rows.last_packed(store)
    own = [] if package is None else [Mark(f"第 {package['number']} 号报送包", package["journal_to"])]
    return [*backups, *own]


def _in_words(store: "Store", clock: "Clock", found: "ChainBreak") -> Break:
    """Name the entry by its head alone: its values may be what was tampered with."""
    near = rows.entries_between(store, max(1, found.seq - 1), found.seq, 2)
    told = {row["seq"]: _head_words(store, clock, row) for row in near}
    before = told.get(found.seq - 1)
    where = told.get(found.seq) or (f"在 {before} 之后" if before else "在最前面")
    told_so = f"流水从第 {found.seq} 条起对不上：{found.what}（{where}）。这以前的都完好。"
    return Break(found.seq, found.what, told_so)


def _head_words(store: "Store", clock: "Clock", row: dict[str, Any]) -> str:
    key = (row["tbl"], row["row_id"])
    name = Names(store, words_of(store), [key]).full_name(*key)
    who = operator_names(store).get(row["operator"], "")
    told = (shown_moment(row["at"], clock), who, words_of(store).verb(row["tbl"], row["action"]), name)
    return " ".join(part for part in told if part)


def _lost_end(store: "Store", entries: int, marks: Iterable[Mark]) -> Break | None:
    for mark in sorted(marks, key=lambda one: one.seq):
        if mark.seq > entries:
            what = f"{mark.words}里记到第 {mark.seq} 条，现在只到第 {entries} 条"
            return Break(entries + 1, MISSING, f"流水的末尾不见了：{what}。不见的从第 {entries + 1} 条开始。")
        if mark.digest and rows.digest_at(store, mark.seq) != mark.digest:
            what = f"和{mark.words}里记下的不一样"
            return Break(mark.seq, what, f"流水到第 {mark.seq} 条为止{what}：这一条或它前面的被换过。")
    return None
