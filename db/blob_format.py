"""What a file of contents looks like inside: the attachments file beside the office's file, and its increments."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import connect
from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, FileDamaged, NewerFile
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

APPLICATION_ID = 0x437A7A61  # "Czza"
SCHEMA = 1

_TABLE = """
    CREATE TABLE blobs (
    digest BLOB PRIMARY KEY,
    bytes INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    content BLOB NOT NULL
    ) STRICT
"""
_ADD = "INSERT OR REPLACE INTO blobs (digest, bytes, added_at, content) VALUES (?, ?, ?, ?)"


def open_blobs(path: Path, key: bytes) -> "Connection":
    """Open a file of contents; raises ``WrongKey``, ``NewerFile``, or ``FileDamaged`` for a foreign one."""
    connection = connect(path, key)
    try:
        want_our_format(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def want_our_format(connection: "Connection") -> None:
    """Refuse a file of another program or of a newer one, before anything is touched."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or not found:
        raise FileDamaged("它不是附件文件")
    if found > SCHEMA:
        raise NewerFile(found, SCHEMA)


def create_blobs(path: Path, key: bytes) -> None:
    """Make an empty file of contents; it takes its name when it is whole. Raises ``DiskTrouble``."""
    part = path.with_name(f"{path.name}.new")
    try:
        remove_with_log(part)
        write_empty(part, key).close()
        give_name(part, path)
    except BaseException:
        with suppress(DiskTrouble):
            remove_with_log(part)
        raise


def write_empty(path: Path, key: bytes) -> "Connection":
    """Make the tables of a new file and give the connection to fill it."""
    connection = None
    try:
        connection = connect(path, key, create=True)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except Trouble as trouble:
        if connection is not None:
            connection.close()
        raise as_refusal(trouble) or trouble from trouble
    return connection


def keep_blob(connection: "Connection", digest: bytes, content: bytes, at: str) -> None:
    """Write one content in a transaction of its own, unless it is there already and whole."""
    found = connection.execute("SELECT content FROM blobs WHERE digest = ?", (digest,)).fetchone()
    if found is not None and bytes(found[0]) == content:
        return
    connection.execute("BEGIN IMMEDIATE")
    add_blob(connection, digest, content, at)
    connection.execute("COMMIT")


def add_blob(connection: "Connection", digest: bytes, content: bytes, at: str) -> None:
    """Write one content inside the caller's transaction."""
    connection.execute(_ADD, (digest, len(content), at, content))


def digests_in(connection: "Connection") -> set[bytes]:
    """Read every digest, without the contents."""
    return {bytes(digest) for (digest,) in connection.execute("SELECT digest FROM blobs")}


def content_in(connection: "Connection", digest: bytes) -> bytes | None:
    """Read one content; ``None`` where it is damaged or not there."""
    try:
        row = connection.execute("SELECT content FROM blobs WHERE digest = ?", (digest,)).fetchone()
    except Trouble as trouble:
        if not isinstance(as_refusal(trouble), FileDamaged):
            raise
        return None
    content = None if row is None else bytes(row[0])
    return content if content is not None and hashlib.sha256(content).digest() == digest else None


def remove_with_log(path: Path) -> None:
    """Remove a file that nobody has open, with the log and the index of the log beside it; raises ``DiskTrouble``."""
    try:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)
    except OSError as trouble:
        raise DiskTrouble(f"半成品删不掉（{disk_words(trouble)}）") from trouble


def give_name(part: Path, path: Path) -> None:
    """Sync a finished, closed file and put it in place of whatever stands at ``path``, durably."""
    try:
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as trouble:
        raise DiskTrouble(f"附件文件写不进去（{disk_words(trouble)}）") from trouble
