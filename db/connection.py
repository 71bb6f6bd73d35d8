"""Connections to one office's file, with the settings of FAULTS §2.4 set and read back."""

import re
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from db.disk_words import disk_words
from db.driver import check_library
from db.errors import FileDamaged, Refused, WrongKey
from db.group_order import register
from db.troubles import Trouble, as_refusal

Connection = Any  # sqlcipher3 ships no types

APPLICATION_ID = 0x437A7A74  # "Czzt"
KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\x00"

_SETTINGS: tuple[tuple[str, str | int, str | int], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", 0, 0),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("recursive_triggers", "ON", 1),
    ("busy_timeout", 10_000, 10_000),
    ("wal_autocheckpoint", 1_000, 1_000),
    ("journal_size_limit", 67_108_864, 67_108_864),
    ("cache_size", -16_000, -16_000),
)


def connect(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Connection:
    """Open the office's file with the raw 32-byte file key.

    Raises ``WrongKey`` where the key does not open it, ``FileDamaged`` where it is not such a file at all.
    """
    check_library()
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    if not create:
        _refuse_what_is_no_office_file(path)
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)
    except Trouble as trouble:
        raise as_refusal(trouble) or FileDamaged(trouble.args[0]) from trouble
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong password is told by us, not on stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _apply_settings(connection)
        register(connection)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except dbapi2.DatabaseError as trouble:
        connection.close()
        if "not a database" in str(trouble):
            raise WrongKey from trouble
        raise as_refusal(trouble) or FileDamaged(trouble.args[0]) from trouble
    except Refused:
        connection.close()
        raise
    return connection


def _refuse_what_is_no_office_file(path: Path) -> None:
    """Look at kind, size and first bytes before SQLite may touch the file; nothing has it open yet."""
    if path.is_symlink():
        raise FileDamaged(f"{path.name} 是一个指向别处的链接，不是数据文件本身")
    if not path.exists():
        raise FileDamaged(f"找不到数据文件 {path.name}")
    if not path.is_file():
        raise FileDamaged(f"{path.name} 不是一个普通文件")
    if path.stat().st_size == 0:
        raise FileDamaged(f"{path.name} 是空的")


def refuse_plain_file(path: Path) -> None:
    """Refuse an unencrypted SQLite file; only called while nothing in the process has it open (FAULTS §2.3)."""
    _refuse_what_is_no_office_file(path)
    try:
        with path.open("rb") as stream:
            begin = stream.read(len(PLAIN_HEADER))
    except OSError as trouble:
        raise FileDamaged(f"{path.name} 的开头读不出来（{disk_words(trouble)}）") from trouble
    if begin == PLAIN_HEADER:
        raise FileDamaged(f"{path.name} 是没有加密的数据库，不是本程序的数据文件")


def _apply_settings(connection: Connection) -> None:
    for name, wanted, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != expected:
            raise FileDamaged(f"安全设置 {name} 没有生效（得到 {found}）")


def quick_check(connection: Connection) -> list[str]:
    """Give the faults SQLite sees in its pages (quick form); an empty list is a sound file."""
    found = [str(line) for (line,) in connection.execute("PRAGMA quick_check(20)")]
    return [] if found == ["ok"] else found


def want_proved(connection: Connection) -> None:
    """Raise ``FileDamaged`` where a page was read that has no proof (8 µs).

    SQLCipher gives a page of nothing but zeros out as it is and only notes that it did not fit its checksum.
    """
    if connection.execute("PRAGMA cipher_status").fetchone() == ("0",):
        raise FileDamaged("内容校验不符，可能是磁盘损坏")


_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")


def identifier(name: str) -> str:
    """Let only our own kind of table and column name into a statement."""
    if not _IDENTIFIER.match(name):
        raise ValueError(name)
    return name
