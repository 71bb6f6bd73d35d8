"""What must be true of an office after any crash: told actions are there, the others wholly absent, the file is sound.

The checks are written here a second time, apart from the program's own, so that one fault cannot hide the other.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.core.clock import FixedClock
from app.core.home import Home
from app.opening import open_session
from db.journal import chain_breaks, content_digest, entry_digest
from db.store import Store
from tests.faults.light_store import LightStore, Readable
from tests.faults.lived import MORNING, PASSWORD
from tests.faults.steps_on_disk import Done

Told = Sequence[Done]


class Facts(msgspec.Struct, frozen=True):
    """What a judge knows beforehand.

    ``first`` is the number of the journal's last entry before, ``ends`` the numbers at which an action ended, with
    their digests, ``shapes`` which entries an action has (:func:`shapes_after`); either may be empty. ``is_single``
    tells that each telling is about one transaction; ``more`` is for one word alone.
    """

    key: str
    code: str
    first: int
    ends: dict[int, str] = {}
    shapes: tuple[str, ...] = ()
    is_single: bool = False
    more: dict[str, str] = {}


class Judge(Protocol):
    """Looks at what a crash left."""

    deep_every: int

    def learn(self, folder: Path, told: Told) -> None:
        """Look at a state that is right: every other must be like one of these."""
        ...

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        """Give what is wrong, in words; a ``deep`` look takes longer."""
        ...


def facts_told(told: Told) -> list[dict[str, Any]]:
    """Give the facts of everything that was told as done."""
    return [json.loads(done.facts) for done in told if done.what == "done"]


def ends_of(store: Store) -> dict[int, str]:
    """Give every number of the journal at which an action ended: neighbours of one moment are one action."""
    rows = store.rows(
        "SELECT seq, hex(digest) AS digest FROM"
        " (SELECT seq, digest, at, lead(at) OVER (ORDER BY seq) AS next_at FROM journal) WHERE next_at IS NOT at"
    )
    return {row["seq"]: row["digest"] for row in rows}


def shapes_after(store: Readable, first: int) -> list[str]:
    """Give of each action past an entry which kinds of entries it has, and how many of each."""
    rows = store.rows(
        "SELECT group_concat(kind, ' ') AS shape FROM (SELECT at, tbl || ':' || action || '×' || count(*) AS kind"
        " FROM journal WHERE seq > ? GROUP BY at, tbl, action ORDER BY at, kind) GROUP BY at",
        (first,),
    )
    return [row["shape"] for row in rows]


def open_store(folder: Path, key: str) -> Store:
    """Open the office's file as the program does, past its password."""
    return Store.open(Home(folder / "home").office_file, bytes.fromhex(key), now=FixedClock(MORNING).now)


def open_lightly(folder: Path, key: str) -> LightStore:
    """Open the office's file on one connection."""
    return LightStore(Home(folder / "home").office_file, bytes.fromhex(key))


class OfficeJudge:
    """Judges an office's data file; a deep look goes through it whole and compares it row by row.

    Every other deep look opens the office with its password: what the program says of its last end is judged, too.
    """

    deep_every = 8
    password = PASSWORD

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.right: dict[int, set[int]] = {}
        self._is_turn_of_password = False

    def learn(self, folder: Path, told: Told) -> None:
        store = open_store(folder, self.facts.key)
        self.right.setdefault(last_entry(store)[0], set()).add(all_rows(store))
        store.close()

    def judge(self, folder: Path, told: Told, *, deep: bool) -> Iterator[str]:
        self._is_turn_of_password ^= deep
        if deep and self._is_turn_of_password and self.password:
            yield from self._judge_by_password(folder, told)
            return
        store: Readable = open_store(folder, self.facts.key) if deep else open_lightly(folder, self.facts.key)
        try:
            yield from self.look(store, told, deep=deep)
        finally:
            store.close()

    def _judge_by_password(self, folder: Path, told: Told) -> Iterator[str]:
        session = open_session(folder / "home", self.password, clock=FixedClock(MORNING))
        try:
            if session.ending is not None:
                yield from (f"the office says: {one.what}" for one in session.ending.findings if one.is_fault)
            if (last := last_entry(session.store)[0]) < self.promised(told):
                yield f"saved and told up to entry {self.promised(told)}, but the journal ends at {last}"
            yield from chain_after(session.store, self.facts.first)
        finally:
            session.close()

    def promised(self, told: Told) -> int:
        """Give up to which entry of the journal everything was told to be saved."""
        return max((one.get("seq", 0) for one in facts_told(told)), default=self.facts.first)

    def look(self, store: Readable, told: Told, *, deep: bool) -> Iterator[str]:
        """Look at an open store."""
        facts = self.facts
        last, digest = last_entry(store)
        promised = self.promised(told)
        if last < promised:
            yield f"saved and told up to entry {promised}, but the journal ends at {last}"
        if facts.ends and facts.ends.get(last) != digest:
            yield f"the journal ends at {last}, inside an action or with another digest"
        if facts.shapes:
            wrong = set(shapes_after(store, facts.first)).difference(facts.shapes)
            yield from (f"this is no whole action: {shape}" for shape in wrong)
        if facts.is_single and told and told[-1].what == "refused" and last != promised:
            yield f"refused and told so, but the journal goes on from {promised} to {last}"
        yield from chain_after(store, facts.first)
        if isinstance(store, Store):
            yield from whole_file(store)
            if self.right and all_rows(store) not in self.right.get(last, ()):
                yield f"the rows at entry {last} are like those of no moment of the recording"


def last_entry(store: Readable) -> tuple[int, str]:
    """Give number and digest of the journal's last entry."""
    found = store.writer.execute("SELECT seq, hex(digest) FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return found or (0, "")


def chain_after(store: Readable, first: int) -> Iterator[str]:
    """Check the chain, and each row against its last entry, from one entry on."""
    revisions: dict[tuple[str, str], int] = {}
    previous = None
    for row in store.writer.execute(_ENTRIES, (first,)):
        head, (content, digest, salt, reason, before, after) = row[:9], row[9:]
        if previous is not None and entry_digest(previous, head, content) != digest:
            yield f"entry {row[0]} does not fit the chain"
        if salt is not None and content_digest(salt, reason, before, after) != content:
            yield f"entry {row[0]} has other values"
        previous = digest
        if row[5]:
            revisions[row[1], row[2]] = max(row[5], revisions.get((row[1], row[2]), 0))
    for (table, row_id), revision in revisions.items():
        found = store.value(f"SELECT revision FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 - of our own journal
        if found != revision:
            yield f"row {row_id} of {table} has revision {found}, the journal says {revision}"


def whole_file(store: Store) -> Iterator[str]:
    """Look through the whole file: pages, their digests, references, the whole chain, each row's revision."""
    writer = store.writer
    yield from (f"page: {line}" for (line,) in writer.execute("PRAGMA integrity_check") if line != "ok")
    yield from (f"page digest: {line}" for (line,) in writer.execute("PRAGMA cipher_integrity_check"))
    yield from (f"reference: {row}" for row in writer.execute("PRAGMA foreign_key_check"))
    yield from (f"entry {broken.seq}: {broken.what}" for broken in chain_breaks(writer))
    for table in store.tables:
        for row in writer.execute(_OFF.format(table=table), (table,)):
            yield f"row {row} of {table} does not fit its last entry"


def all_rows(store: Store) -> int:
    """Digest every row of every table, so that two files can be compared; when a schema step was taken is left out."""
    names = store.writer.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    rows = [(name, store.writer.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in names]  # noqa: S608
    return hash(repr(rows))


_ENTRIES = """
    SELECT j.seq, j.tbl, j.row_id, j.owner, j.epoch, j.revision, j.action, j.operator, j.at, j.content_digest, j.digest,
           v.salt, v.reason, v.before, v.after
    FROM journal AS j LEFT JOIN journal_values AS v ON v.seq = j.seq WHERE j.seq >= ? ORDER BY j.seq
"""
_OFF = """
    SELECT r.id FROM {table} AS r
    WHERE r.revision <> (SELECT coalesce(max(j.revision), 0) FROM journal AS j WHERE j.row_id = r.id AND j.tbl = ?)
"""


def judge_of(word: str) -> Callable[[Facts], Judge]:
    """Give who judges a word."""
    from tests.faults.carrying_judges import CARRYING_JUDGES
    from tests.faults.keeping_judges import KEEPING_JUDGES

    return {**KEEPING_JUDGES, **CARRYING_JUDGES}.get(word.removesuffix("-carelessly"), OfficeJudge)
