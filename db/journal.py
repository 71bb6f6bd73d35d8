"""The journal under every write: append-only, each entry's salted digest chained to the one before (HOUSE §2.1).

The entry itself says which row, revision, operator and when; why, and the old and new values, stand in
``journal_values`` with their salt, so that a lawful erasure can remove them and leave the chain whole.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from db.journal_gaps import declared_gaps
from db.troubles import told_as_refusals

if TYPE_CHECKING:
    from db.connection import Connection

EMPTY = "{}"
SALT_BYTES = 16
START = bytes(32)
TOLD_EVERY = 5_000

_encode = msgspec.json.Encoder().encode


class Entry(NamedTuple):
    """One write to be journalled; ``before`` and ``after`` are JSON texts of the columns that changed."""

    tbl: str
    row_id: str
    owner: int
    epoch: int
    revision: int
    action: str
    reason: str
    before: str
    after: str


class ChainBreak(NamedTuple):
    """The first entry that does not fit, and what is wrong with it in words."""

    seq: int
    what: str


def content_digest(salt: bytes, reason: str, before: str, after: str) -> bytes:
    """Digest what an erasure may remove; the salt keeps short values from being guessed back."""
    return hashlib.sha256(salt + _encode((reason, before, after))).digest()


def entry_digest(previous: bytes, head: Sequence[object], content: bytes) -> bytes:
    """Chain one entry to the one before it."""
    return hashlib.sha256(previous + _encode(head) + content).digest()


_ADD_ENTRY = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_VALUES = "INSERT INTO journal_values VALUES (?, ?, ?, ?, ?)"


class Journal:
    """The growing end of the chain on the writing connection; its state is read anew after every rollback."""

    def __init__(self, connection: "Connection") -> None:
        """Bind to the writer; :meth:`reload` must follow before the first entry."""
        self._connection = connection
        self.last_seq = 0
        self.last_at = ""
        self._last_digest = START
        self._known = False

    def begin(self) -> None:
        """Know where the chain ends; it is read where the action before did not come to its end."""
        if not self._known:
            self.reload()
        self._known = False

    def end(self) -> None:
        """Keep in mind where the chain ends now, because the action was kept."""
        self._known = True

    def reload(self) -> None:
        """Read where the chain ends in the file."""
        with told_as_refusals():
            found = self._connection.execute("SELECT seq, at, digest FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        self.last_seq, self.last_at, self._last_digest = found or (0, "", START)

    def moment(self, now: datetime, *, may_go_back: bool = False) -> str:
        """Give the moment of a new action (ISO, UTC): never before the last one and never the same.

        By its own moment an action is told from its neighbours (``db.actions``).
        """
        at = now.astimezone(UTC).isoformat()
        if at > self.last_at or (may_go_back and at != self.last_at):
            return at
        return (datetime.fromisoformat(self.last_at) + timedelta(microseconds=1)).isoformat()

    def append(self, entries: Iterable[Entry], operator: str, at: str) -> int:
        """Append entries in order and give how many; they become durable with the transaction around them."""
        seq, digest = self.last_seq, self._last_digest
        heads: list[tuple[object, ...]] = []
        values: list[tuple[object, ...]] = []
        for tbl, row_id, owner, epoch, revision, action, reason, before, after in entries:
            seq += 1
            salt = os.urandom(SALT_BYTES)
            content = content_digest(salt, reason, before, after)
            head = (seq, tbl, row_id, owner, epoch, revision, action, operator, at)
            digest = entry_digest(digest, head, content)
            heads.append((*head, content, digest))
            values.append((seq, salt, reason, before, after))
        self._connection.executemany(_ADD_ENTRY, heads)
        self._connection.executemany(_ADD_VALUES, values)
        if heads:
            self.last_seq, self.last_at, self._last_digest = seq, at, digest
        return len(heads)


_READ = """
    SELECT j.seq, j.tbl, j.row_id, j.owner, j.epoch, j.revision, j.action, j.operator, j.at, j.content_digest, j.digest,
           v.salt, v.reason, v.before, v.after
    FROM journal AS j LEFT JOIN journal_values AS v ON v.seq = j.seq ORDER BY j.seq
"""


def chain_breaks(connection: "Connection", tell: Callable[[int], None] | None = None) -> Iterator[ChainBreak]:
    """Walk the whole chain; give its first break, if any (an erased entry, without values, is no break).

    A gap that a salvage declared is no break; ``db.journal_gaps`` tells it.

    ``tell`` hears the number of every ``TOLD_EVERY``-th entry and may raise to stop.
    """
    previous, expected = START, 1
    gaps = {gap.first: gap for told in declared_gaps(connection) for gap in told.declared.gaps}
    for seq, *rest in connection.execute(_READ):
        if tell is not None and seq % TOLD_EVERY == 0:
            tell(seq)
        head, (content, digest, salt, reason, before, after) = rest[:8], rest[8:]
        gap = gaps.get(expected) if seq != expected else None
        if seq != expected and (gap is None or gap.last != seq - 1):
            yield ChainBreak(expected, "这一条不见了")
            return
        if gap is not None and gap.resume:
            fits = gap.resume == bytes(digest).hex()
        else:
            fits = entry_digest(previous, (seq, *head), content) == digest
        if not fits:
            yield ChainBreak(seq, "这一条的内容和它的校验码不符")
            return
        if salt is not None and content_digest(salt, reason, before, after) != content:
            yield ChainBreak(seq, "这一条记下的旧值或新值被改动过")
            return
        previous, expected = digest, seq + 1
