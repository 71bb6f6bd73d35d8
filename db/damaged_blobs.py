"""Carrying over the contents of attachments that can be read of a damaged second file; each proves itself by digest."""

import hashlib
from pathlib import Path

from db.blob_format import add_blob, write_empty
from db.damaged_file import DamagedFile, TableReader
from db.errors import FileDamaged

TABLE = "blobs"
COLUMNS = ("digest", "bytes", "added_at", "content")


def carry_blobs(copy: Path, key: bytes, target: Path) -> int:
    """Fill a new second file from a copy of the damaged one; gives how many contents could not be had, at least."""
    try:
        file = DamagedFile(copy, key)
    except FileDamaged:
        return 1
    try:
        return _carry(file, key, target) if TABLE in file.tables else 1
    finally:
        file.close()


def _carry(file: DamagedFile, key: bytes, target: Path) -> int:
    reader, lost = TableReader(file, TABLE, COLUMNS), 0
    filling = write_empty(target, key)
    try:
        filling.execute("BEGIN IMMEDIATE")
        for piece in reader.rows():
            for _, digest, _, added_at, content in piece:
                if hashlib.sha256(content).digest() == digest:
                    add_blob(filling, digest, content, added_at)
                else:
                    lost += 1
        filling.execute("COMMIT")
        filling.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        filling.close()
    known = reader.known_of(reader.unread)
    return lost + (len(known) if reader.is_listed() else len(reader.unread))
