"""Increments of the attachments file: small encrypted files beside the backups, each with what no earlier one holds.

A finished increment is never written again; it is opened without a lock and without a log, so that it can be read on
a stick that is write-protected.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from db.blob_format import (
    add_blob,
    content_in,
    digests_in,
    give_name,
    remove_with_log,
    want_our_format,
    write_empty,
)
from db.driver import check_library
from db.errors import DiskTrouble, FileDamaged, WrongKey
from db.troubles import Trouble, as_refusal

if TYPE_CHECKING:
    from db.connection import Connection

PART = ".part"


def write_increment(path: Path, key: bytes, contents: Iterable[tuple[bytes, bytes]], at: str) -> None:
    """Write contents (digest, bytes) into a new increment: passing name, sync, verified by digest, renamed, synced.

    Raises ``DiskTrouble`` or ``FileDamaged`` (what was written does not read back); nothing is left then.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f"{path.name}{PART}")
    try:
        remove_with_log(part)
        written = _fill(part, key, contents, at)
        _read_back(part, key, written)
        give_name(part, path)
    except BaseException:
        with suppress(DiskTrouble):
            remove_with_log(part)
        raise


@contextmanager
def open_increment(path: Path, key: bytes) -> "Iterator[Connection]":
    """Open a finished increment for reading; raises ``WrongKey`` or ``FileDamaged``."""
    check_library()
    if not path.is_file():
        raise FileDamaged(f"找不到附件备份 {path.name}")
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = None
    try:
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for setting in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        want_our_format(connection)
        yield connection
    except Trouble as trouble:
        if "not a database" in str(trouble):
            raise WrongKey from trouble
        raise as_refusal(trouble) or FileDamaged(f"附件备份 {path.name} 读不出来") from trouble
    finally:
        if connection is not None:
            connection.close()


def held_in(path: Path, key: bytes) -> frozenset[bytes]:
    """Give the digests that an increment holds; raises ``WrongKey`` or ``FileDamaged``."""
    with open_increment(path, key) as connection:
        return frozenset(digests_in(connection))


def contents_of(path: Path, key: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Give each digest of an increment with its content, ``None`` where that is damaged.

    Raises ``WrongKey`` or ``FileDamaged`` where not even the list of digests can be read.
    """
    waiting = sorted(held_in(path, key), reverse=True)
    while waiting:  # SQLCipher reads nothing more on a connection that met a damaged page
        with open_increment(path, key) as connection:
            content: bytes | None = b""
            while waiting and content is not None:
                digest = waiting.pop()
                content = content_in(connection, digest)
                yield digest, content


def _fill(part: Path, key: bytes, contents: Iterable[tuple[bytes, bytes]], at: str) -> set[bytes]:
    connection = write_empty(part, key)
    written = set()
    try:
        connection.execute("BEGIN IMMEDIATE")
        for digest, content in contents:
            add_blob(connection, digest, content, at)
            written.add(digest)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except Trouble as trouble:
        raise as_refusal(trouble) or trouble from trouble
    finally:
        connection.close()
    return written


def _read_back(part: Path, key: bytes, written: set[bytes]) -> None:
    found = {digest for digest, content in contents_of(part, key) if content is not None}
    if found != written:
        raise FileDamaged("附件备份写下去和读回来的不一样")
