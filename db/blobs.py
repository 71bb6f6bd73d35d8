"""The second file of an office: the contents of its attachments, each under its digest, encrypted as the first is.

A content is written and synced here before the row that names it is written in the office's file; what no row names
is an orphan. SHA-256 digests are raw bytes here and hexadecimal text in the office's file.
"""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.blob_format import create_blobs, digests_in, keep_blob, open_blobs
from db.blob_rekeying import clear_leftovers, reencrypt
from db.connection import refuse_plain_file
from db.disk_words import disk_words
from db.errors import DiskTrouble, FileDamaged, OfficeLocked, Refused, RowConflict, WrongKey
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

Former = Callable[[], Iterable[bytes]]


class BlobMissing(Refused):
    """A row names a content that the file does not hold."""

    def __init__(self) -> None:
        """Say what can be done."""
        super().__init__(
            "这份附件的内容不在附件文件里，打不开。",
            untouched="记录没有改动。",
            advice="请在“设置 → 备份”里从备份恢复，或者重新加一份。",
        )


class Blobs:
    """The contents of one office; safe in any thread, opened when first needed, made with the first content.

    Only the process that holds the office's lock may have one.
    """

    def __init__(self, path: Path, key: Callable[[], bytes], former: Former = tuple) -> None:
        """``key`` gives today's file key (32 bytes), ``former`` those that the file may still be under."""
        self.path = path
        self.postponed: Refused | None = None
        self._key, self._former = key, former
        self._guard = threading.RLock()
        self._connection: Connection | None = None

    def exists(self) -> bool:
        """Tell whether the file is there; without one the office has never had an attachment, or has lost it."""
        return self.path.exists()

    def size(self) -> int:
        """Give the file's size in bytes."""
        return self.path.stat().st_size if self.exists() else 0

    def put(self, content: bytes, at: str) -> bytes:
        """Keep a content and give its digest; it is durable when this returns. ``at`` is the moment, in UTC.

        Raises ``DiskTrouble``; nothing of it is there then.
        """
        digest = hashlib.sha256(content).digest()
        with self._guard:
            if not self.exists():
                create_blobs(self.path, self._key())
            with self._using() as connection:
                keep_blob(connection, digest, content, at)
        return digest

    def read(self, digest: bytes) -> bytes:
        """Give a content; raises ``BlobMissing``, or ``FileDamaged`` where it does not fit its digest."""
        if not self.exists():
            raise BlobMissing
        with self._using() as connection:
            row = connection.execute("SELECT content FROM blobs WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise BlobMissing
        content = bytes(row[0])
        if hashlib.sha256(content).digest() != digest:
            raise FileDamaged("一份附件的内容和校验码不符")
        return content

    def digests(self) -> set[bytes]:
        """Give the digest of every content that is there."""
        if not self.exists():
            return set()
        with self._using() as connection:
            return digests_in(connection)

    def sizes(self, wanted: Iterable[bytes]) -> dict[bytes, int]:
        """Give the size in bytes of those of ``wanted`` that are there, in the order of their digests."""
        if not self.exists():
            return {}
        asked = set(wanted)
        with self._using() as connection:
            rows = connection.execute("SELECT digest, bytes FROM blobs ORDER BY digest").fetchall()
        return {bytes(digest): size for digest, size in rows if bytes(digest) in asked}

    def is_sound(self, digest: bytes) -> bool:
        """Tell whether a content is there and fits its digest."""
        try:
            self.read(digest)
        except (BlobMissing, FileDamaged):
            return False
        return True

    def orphans(self, named: Iterable[bytes], before: str) -> list[bytes]:
        """Give what was put before a moment and is not among ``named``."""
        if not self.exists():
            return []
        with self._using() as connection:
            kept = set(named)
            rows = connection.execute("SELECT digest FROM blobs WHERE added_at < ? ORDER BY digest", (before,))
            return [bytes(digest) for (digest,) in rows if bytes(digest) not in kept]

    def forget(self, digests: Iterable[bytes]) -> None:
        """Remove contents for good: overwritten in the file, and gone from its log (FAULTS §2.4)."""
        wanted = [(digest,) for digest in digests]
        if not wanted or not self.exists():
            return
        with self._using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM blobs WHERE digest = ?", wanted)
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def change_key(self, before: bytes, after: bytes) -> None:
        """Encrypt the file anew, in a copy that takes its place; cut off, it is finished at the next opening."""
        with self._guard:
            self.close()
            if self.exists():
                reencrypt(self.path, before, after)

    def close(self) -> None:
        """Fold the log and close the file; it opens again when it is needed."""
        with self._guard:
            connection, self._connection = self._connection, None
            if connection is not None:
                with suppress(Trouble):
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                with suppress(Trouble):
                    connection.close()

    @contextmanager
    def _using(self) -> "Iterator[Connection]":
        with self._guard:
            try:
                self._connection = self._connection or self._opened()
                yield self._connection
            except Trouble as trouble:
                refusal = as_refusal(trouble)
                self._undo(reopen=not isinstance(refusal, OfficeLocked | RowConflict))
                if refusal is None:
                    raise
                raise refusal from trouble
            except OSError as trouble:
                raise DiskTrouble(f"附件文件打不开（{disk_words(trouble)}）") from trouble

    def _undo(self, *, reopen: bool) -> None:
        """Leave no transaction open, and no connection that met a fault.

        After a failing disk it is not trusted (FAULTS §2.6); SQLCipher reads nothing more on one that met a bad page.
        """
        if self._connection is None:
            return
        with suppress(Trouble):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        if reopen:
            with suppress(Trouble):
                self._connection.close()
            self._connection = None

    def _opened(self) -> "Connection":
        refuse_plain_file(self.path)
        clear_leftovers(self.path)
        key = self._key()
        try:
            return open_blobs(self.path, key)
        except WrongKey:
            return self._opened_by_former(key)

    def _opened_by_former(self, key: bytes) -> "Connection":
        """Finish the change of keys; where the disk does not let us, go on under the former key and try again later."""
        for former in self._former():
            with suppress(WrongKey):
                open_blobs(self.path, former).close()
                try:
                    reencrypt(self.path, former, key)
                except Refused as refusal:
                    self.postponed = refusal
                    return open_blobs(self.path, former)
                self.postponed = None
                return open_blobs(self.path, key)
        raise FileDamaged(f"{self.path.name} 的开头坏了，或者它不是这个办公点的附件")
