"""What the history tells: entries of a record's past, actions of the journal, removed rows, findings of a check."""

from datetime import date
from typing import NamedTuple

import msgspec

ERASED = "内容已依法删除"


class Place(NamedTuple):
    """Where a record is looked at: a place of the window, the subject there, and what to do with it."""

    place: str
    subject: str = ""
    what: str = ""


class Change(msgspec.Struct, frozen=True):
    """One field before and after, in words; an empty text was or is nothing."""

    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Give “电话：138****1234 → 139****1234”; where nothing was before, the new value alone."""
        if not self.before:
            return f"{self.label}：{self.after}"
        return f"{self.label}：{self.before} → {self.after or '空'}"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the journal, readable; ``at`` is ISO in UTC, ``when`` the clerk's own words for it.

    ``what`` is the verb, ``name`` the record (“代办件 2026-00017 李淑芬：低保申请”). ``erased`` entries lost their
    values to a lawful erasure. ``undone`` and ``undoes`` tell of an action that was, or that is, a taking back.
    """

    seq: int
    at: str
    when: str
    who: str
    what: str
    table: str
    row_id: str
    name: str
    reason: str
    changes: tuple[Change, ...] = ()
    erased: bool = False
    undone: bool = False
    undoes: bool = False
    place: Place | None = None


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action of one operator: what a line of the journal's page shows; ``entries`` are its entries.

    ``blocked`` says why it cannot be taken back; empty where it can. ``undone`` tells that a later one took it back,
    ``back`` that it is a taking back itself, so that undoing it is doing again.
    """

    seq: int
    last: int
    at: str
    when: str
    who: str
    operator: str
    what: str
    name: str
    reason: str
    entries: int
    undone: bool = False
    undoes: int | None = None
    back: bool = False
    blocked: str = ""
    place: Place | None = None

    @property
    def words(self) -> str:
        """Give “受理 2026-00017 李淑芬：低保申请”, and how many records where there are many."""
        return " ".join(part for part in (self.what, self.name) if part)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal is searched for; empty fields ask for nothing. ``kind`` is one of ``resources/history.toml``."""

    operator: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""
    text: str = ""
    table: str = ""
    row_id: str = ""


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """A row in the bin: what it is, when, by whom and why it was removed."""

    table: str
    row_id: str
    what: str
    name: str
    at: str
    when: str
    who: str
    reason: str


class Break(msgspec.Struct, frozen=True):
    """The first entry that does not fit: its number, what is wrong, and in words which record, when and who."""

    seq: int
    what: str
    words: str


class Verified(msgspec.Struct, frozen=True):
    """What a walk along the chain found; ``erased`` entries lost their values lawfully and fit all the same."""

    entries: int
    erased: int
    broken: Break | None = None

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        if self.broken is not None:
            return self.broken.words
        gone = f"，其中 {self.erased} 条的内容已依法删除" if self.erased else ""
        return f"流水完好：{self.entries} 条一环扣一环，没有改动过{gone}。"


class Mark(msgspec.Struct, frozen=True):
    """What a backup or package knows of the journal: how far it reached then, and the digest of that entry if known."""

    words: str
    seq: int
    digest: str = ""
