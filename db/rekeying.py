"""Another file key for an encrypted file that nobody has open: a fresh copy only, never the live file in place."""

import os
from pathlib import Path

from db.connection import connect
from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, FileDamaged
from db.troubles import Trouble, as_refusal


def rekey(path: Path, before: bytes, after: bytes) -> None:
    """Encrypt a file anew under the raw 32-byte key ``after`` and sync it; a fault leaves it worthless.

    The write-ahead log is left first: a page must not stand in two places under two keys. Raises ``WrongKey``,
    ``DiskTrouble`` or ``FileDamaged``.
    """
    connection = connect(path, before)
    try:
        _want(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0], "delete")
        connection.execute(f"PRAGMA rekey = \"x'{after.hex()}'\"").fetchall()
        _want(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0], "wal")
    except Trouble as trouble:
        raise as_refusal(trouble) or FileDamaged("换钥匙没有做成") from trouble
    finally:
        connection.close()
    try:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
        sync_folder(path.parent)
    except OSError as trouble:
        raise DiskTrouble(f"文件写不进去（{disk_words(trouble)}）") from trouble


def _want(found: str, wanted: str) -> None:
    if found != wanted:
        raise FileDamaged(f"换钥匙没有做成（{found}）")
