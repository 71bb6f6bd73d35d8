"""Reading what can be read from a damaged file: a copy of its bytes, opened anew after every page that fails.

SQLCipher proves every page by its checksum, so what comes out is what was written, with one hole: it takes a page of
nothing but zeros for one that was never written. In the copy such pages are filled with a sign that fails its check.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from db.connection import identifier
from db.disk_words import disk_words
from db.errors import DiskTrouble, FileDamaged
from db.log_state import log_path

if TYPE_CHECKING:
    from db.connection import Connection

PAGE = 4096
SALT = 16
_HOLE = b"\xa5" * PAGE
_NOTHING = bytes(PAGE)


def copy_bytes(source: Path, target: Path, tell: Callable[[int, int], None]) -> str:
    """Copy a file that nobody has open, page by page; gives the SHA-256 of what was read.

    A page that the disk does not give, or that is empty, becomes one that fails its check. ``tell`` hears how many of
    how many bytes are done and may raise to stop. Raises ``DiskTrouble`` where the copy cannot be written.
    """
    whole = hashlib.sha256()
    size = source.stat().st_size
    try:
        with target.open("xb") as written, source.open("rb", buffering=0) as stream:
            for at in range(0, size, PAGE):
                if at % (256 * PAGE) == 0:
                    tell(at, size)
                page = _page(stream.fileno(), at)
                whole.update(page)
                written.write(_HOLE if page in {_NOTHING, b""} else page.ljust(PAGE, b"\xa5"))
    except OSError as trouble:
        raise DiskTrouble(f"抢救用的副本写不下（{disk_words(trouble)}）") from trouble
    return whole.hexdigest()


def copy_log(source: Path, target: Path) -> str:
    """Copy the log of a file as it is; gives the SHA-256 of its bytes, or nothing where there is none."""
    log = log_path(source)
    if not log.is_file():
        return ""
    try:
        content = log.read_bytes()
        log_path(target).write_bytes(content)
    except OSError as trouble:
        raise DiskTrouble(f"日志抄不下来（{disk_words(trouble)}）") from trouble
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str:
    """Digest a file as :func:`copy_bytes` reads it."""
    whole = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        for at in range(0, path.stat().st_size, PAGE):
            whole.update(_page(stream.fileno(), at))
    return whole.hexdigest()


def put_salt_back(copy: Path, salt: bytes) -> None:
    """Write the remembered first bytes into a copy: without them no key opens it."""
    with copy.open("r+b") as stream:
        stream.write(salt[:SALT])


class DamagedFile:
    """A copy that may be read to pieces; every question is answered or told to be unanswerable."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open it; raises ``FileDamaged`` where its beginning cannot be read with this key."""
        self._path, self._key = path, key
        self._connection = self._open()
        self.schema = self._first("PRAGMA user_version")
        self.application = self._first("PRAGMA application_id")
        found = self.ask("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        if found is None:
            raise FileDamaged("记着有哪些表的那几页坏了")
        self.tables = {str(name): bool(without) for name, without in found}

    def close(self) -> None:
        """Give the copy back."""
        self._connection.close()

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]] | None:
        """Give the whole answer, or ``None`` where a page that it needs cannot be read."""
        try:
            return list(self._connection.execute(sql, values))
        except (dbapi2.Error, UnicodeDecodeError):
            self._open_anew()
            return None

    def scan(self, sql: str) -> tuple[list[tuple[Any, ...]], bool]:
        """Give the rows up to the first page that cannot be read, and whether there was none."""
        rows: list[tuple[Any, ...]] = []
        try:
            rows.extend(self._connection.execute(sql))
        except (dbapi2.Error, UnicodeDecodeError):
            self._open_anew()
            return rows, False
        return rows, True

    def columns(self, table: str) -> list[str]:
        """Give the columns of a table."""
        found = self.ask(f"PRAGMA table_info({identifier(table)})") or []
        return [str(name) for _, name, *_ in found]

    def indexes(self, table: str) -> list[tuple[str, list[str]]]:
        """Give the whole indexes of a table with their columns."""
        found = self.ask(f"PRAGMA index_list({identifier(table)})") or []
        named = []
        for _, name, _, _, partial in found:
            columns = self.ask(f'PRAGMA index_info("{name}")') or []
            if not partial and all(column for _, _, column in columns):
                named.append((str(name), [str(column) for _, _, column in columns]))
        return named

    def _first(self, sql: str) -> int:
        found = self.ask(sql)
        if found is None:
            raise FileDamaged("它的第一页坏了")
        return int(found[0][0])

    def _open_anew(self) -> None:
        with suppress(dbapi2.Error):
            self._connection.close()
        self._connection = self._open()

    def _open(self) -> "Connection":
        connection = dbapi2.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        connection.execute("PRAGMA writable_schema = ON")  # a file that was cut short is read as far as it goes
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        return connection


class TableReader:
    """Reads one table by row numbers, halving every range that fails until single rows are left."""

    STEP = 2_000
    BEYOND = 256

    def __init__(self, file: DamagedFile, table: str, columns: Sequence[str]) -> None:
        """Read ``columns`` of ``table``; row numbers that cannot be read are gathered in ``unread``."""
        self._file, self.table, self.columns = file, table, tuple(columns)
        self.unread: list[int] = []
        names = ", ".join(identifier(name) for name in self.columns)
        self._sql = f"SELECT rowid, {names} FROM {identifier(table)} NOT INDEXED WHERE rowid BETWEEN ? AND ?"

    def rows(self) -> Iterator[list[tuple[Any, ...]]]:
        """Give the rows in pieces, each row with its number before its columns."""
        if self._file.tables.get(self.table):
            yield self._both_ways()
            return
        highest = self._highest()
        for low in range(1, highest + 1, self.STEP):
            yield from self._between(low, min(low + self.STEP - 1, highest))

    def known_of(self, rows: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Tell what the indexes still know of rows; one that no whole index knows may never have been there."""
        wanted, found = set(rows), dict[int, dict[str, Any]]()
        for name, columns in self._file.indexes(self.table):
            listed = ", ".join(identifier(column) for column in columns)
            seen, _ = self._file.scan(f'SELECT rowid, {listed} FROM {identifier(self.table)} INDEXED BY "{name}"')
            for number, *values in seen:
                if number in wanted:
                    found.setdefault(number, {}).update(zip(columns, values, strict=True))
        return found

    def is_listed(self) -> bool:
        """Tell whether one index of the table could be read whole: then it knows every row there was."""
        table = identifier(self.table)
        return any(
            self._file.scan(f'SELECT rowid FROM {table} INDEXED BY "{name}"')[1]
            for name, _ in self._file.indexes(self.table)
        )

    def _between(self, low: int, high: int) -> Iterator[list[tuple[Any, ...]]]:
        found = self._file.ask(self._sql, (low, high))
        if found is not None:
            yield found
        elif low == high:
            self.unread.append(low)
        else:
            middle = (low + high) // 2
            yield from self._between(low, middle)
            yield from self._between(middle + 1, high)

    def _highest(self) -> int:
        """Give the highest row number; where the end of the table is damaged, what indexes know or a little more."""
        table = identifier(self.table)
        found = self._file.ask(f"SELECT coalesce(max(rowid), 0) FROM {table} NOT INDEXED")
        if found is not None:
            return int(found[0][0])
        known = 0
        for name, _ in self._file.indexes(self.table):
            seen, whole = self._file.scan(f'SELECT rowid FROM {table} INDEXED BY "{name}"')
            known = max([known, *(int(number) for (number,) in seen)])
            if whole:
                return known
        seen, _ = self._file.scan(f"SELECT rowid FROM {table} NOT INDEXED")
        return max([known, *(int(number) for (number,) in seen)]) + self.BEYOND

    def _both_ways(self) -> list[tuple[Any, ...]]:
        """Read a table without row numbers from its beginning, and from its end where that breaks off."""
        names, table = ", ".join(identifier(name) for name in self.columns), identifier(self.table)
        first, whole = self._file.scan(f"SELECT 0, {names} FROM {table}")
        if whole:
            return first
        keys = [str(name) for _, name, _, _, _, part in self._file.ask(f"PRAGMA table_info({table})") or () if part]
        order = ", ".join(f"{identifier(name)} DESC" for name in keys)
        last, _ = self._file.scan(f"SELECT 0, {names} FROM {table} ORDER BY {order}")
        self.unread.append(0)
        return list(dict.fromkeys((*first, *last)))


def _page(handle: int, at: int) -> bytes:
    """Read one page; empty where the disk does not give it."""
    try:
        return os.pread(handle, PAGE, at) if hasattr(os, "pread") else _sought(handle, at)
    except OSError:
        return b""


def _sought(handle: int, at: int) -> bytes:
    os.lseek(handle, at, os.SEEK_SET)
    return os.read(handle, PAGE)
