"""One office's open file: the writing connection, the read-only one, and the transaction around each action."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.connection import connect, quick_check, refuse_plain_file, want_proved
from db.errors import DiskTrouble, FileDamaged, Refused, WrongKey
from db.exchange import put_in_place
from db.identifiers import letters
from db.journal import Journal
from db.lock import OfficeLock
from db.migrations import migrate, schema_of
from db.moved_file import Place
from db.offices import NewOffice, found_office
from db.raising import BeforeMigration, raise_schema, refuse_existing
from db.schema_check import refuse_foreign_file
from db.tables import Stored, Table, owned_tables
from db.taken_back import take_back_commit
from db.transaction import transaction
from db.troubles import Trouble, as_refusal, told_as_refusals
from db.writing import BATCH, PROGRAM, SELF, Writing

if TYPE_CHECKING:
    from db.connection import Connection

LOCK_NAME = "office.lock"
Permit = Callable[[str, str], None]
"""Asked before every journalled write with the table (empty: no row changes) and the action; raises ``Refused``."""
FirstLook = Callable[[Path], None]
"""Shown the file under the lock, before anything opens it."""


class Store:
    """The office's file, opened by this process alone.

    Reads go to the writer inside a transaction of the same thread, else to a read-only connection that can be
    interrupted. Writes go through :meth:`writing` only. ``operator`` is the id of who sits at the desk.
    """

    reader: "Connection"
    writer: "Connection"
    tables: dict[str, Table]
    journal: Journal

    def __init__(self, path: Path, key: bytes, now: Callable[[], datetime], lock: OfficeLock) -> None:
        """Open both connections of a file that is whole and of today's schema; use :meth:`open` or :meth:`create`."""
        self.path = path
        self.operator = ""
        self.key = key
        self.permit: Permit | None = None
        self._now = now
        self._lock = lock
        self._guard = threading.RLock()
        self._reading = threading.RLock()
        self._writing_thread: int | None = None
        self._suspect = False
        self._open_connections()

    @classmethod
    def create(cls, path: Path, key: bytes, *, now: Callable[[], datetime], office: NewOffice) -> "Store":
        """Make a new office's file; raises ``RowConflict`` where one is there already."""
        lock = OfficeLock(path.with_name(LOCK_NAME))
        try:
            refuse_existing(path)
            with told_as_refusals():
                with closing(connect(path, key, create=True)) as connection:
                    migrate(connection)
                    with transaction(connection):
                        found_office(connection, office, now().astimezone(UTC).isoformat())
                return cls(path, key, now, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        now: Callable[[], datetime],
        before_migration: BeforeMigration | None = None,
        first_look: FirstLook | None = None,
    ) -> "Store":
        """Open an office's file; refuses a wrong key, a damaged, foreign or newer file, and a second program.

        A file of an older schema is raised after ``before_migration`` has kept it; ``first_look`` comes before all.
        """
        if not path.parent.is_dir():
            raise FileDamaged(f"找不到文件夹 {path.parent.name}")
        lock = OfficeLock(path.with_name(LOCK_NAME))
        try:
            refuse_plain_file(path)
            if first_look is not None:
                first_look(path)
            refuse_foreign_file(path, key)
            raise_schema(path, key, before_migration)
            return cls(path, key, now, lock)
        except Trouble as trouble:
            lock.release()
            raise as_refusal(trouble) or trouble from trouble
        except BaseException:
            lock.release()
            raise

    @property
    def schema(self) -> int:
        """The file's schema number."""
        return schema_of(self.writer)

    @property
    def office(self) -> dict[str, Any]:
        """Our own office's row."""
        return self.row("SELECT * FROM offices WHERE n = 1") or {}

    @property
    def letter(self) -> str:
        """The letter of our number range: none in the first epoch, then B, C, … after each restore."""
        return "" if self._ordinal == 1 else letters(self._ordinal)

    def epoch_of(self, owner: int) -> int:
        """Give the epoch under which rows of this owner are written here."""
        return self.epoch if owner == SELF else PROGRAM

    def rows(self, sql: str, parameters: Sequence[Stored] = ()) -> list[dict[str, Any]]:
        """Read rows as mappings by column name."""
        with self._reader() as connection:
            cursor = connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, parameters: Sequence[Stored] = ()) -> dict[str, Any] | None:
        """Read the first row, if any."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Sequence[Stored] = ()) -> Any:
        """Read the first value of the first row, or ``None``."""
        with self._reader() as connection:
            row = connection.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def stream(self, sql: str, parameters: Sequence[Stored] = ()) -> Iterator[dict[str, Any]]:
        """Read many rows one by one on a connection of their own, so that nothing else waits."""
        with told_as_refusals(), closing(connect(self.path, self.key, read_only=True)) as connection:
            cursor = connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            while batch := cursor.fetchmany(BATCH):
                want_proved(connection)
                yield from (dict(zip(names, row, strict=True)) for row in batch)

    @contextmanager
    def writing(self, operator: str = "", reason: str = "", *, sets_clock: bool = False) -> Iterator[Writing]:
        """Run one action as one transaction; any exception undoes the whole of it.

        ``operator`` is an id; without one it is who sits at the desk (:attr:`operator`). Its moment lies after
        that of the action before, unless the action says that the clock was set right (``sets_clock``).

        Raises ``DiskTrouble`` where the disk did not keep it; the connection is then opened anew and checked.
        """
        with self._guard:
            if self._writing_thread == threading.get_ident():
                raise RuntimeError("an action inside an action")
            self._recover_if_suspect()
            self._stay_in_place()
            tables, kept = self.tables, False
            try:
                with transaction(self.writer):
                    self._writing_thread = threading.get_ident()
                    self.journal.begin()
                    at = self.journal.moment(self._now(), may_go_back=sets_clock)
                    write = Writing(self, operator or self.operator, reason, at)
                    yield write
                    want_proved(self.writer)
                self.journal.end()
                kept = True
            except (Trouble, FileDamaged) as trouble:
                refusal = as_refusal(trouble)
                self._suspect = isinstance(refusal, DiskTrouble | FileDamaged)
                raise refusal or trouble from trouble
            finally:
                self._writing_thread = None
                self.tables = self.tables if kept else tables
                if self._suspect:
                    take_back_commit(self.writer)
            self._stay_in_place()

    def interrupt_reading(self) -> None:
        """Stop whatever the read-only connection is busy with."""
        self.reader.interrupt()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file (at rest, before a copy, at the end)."""
        with self._guard, suppress(Trouble):
            self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def exchange(self, other: Path, key: bytes) -> None:
        """Put another whole file, closed and of today's schema, in place of this one and go on with it under its key.

        The lock is held throughout. Raises ``Refused`` where a task still reads the file, ``DiskTrouble`` where the
        name could not be given; whichever file then stands there is open again.
        """
        with self._guard, self._reading:
            self.checkpoint()
            self.reader.close()
            self.writer.close()
            try:
                put_in_place(other, self.path)
            finally:
                self._reopen(key)

    def close(self) -> None:
        """Fold the log, close both connections and give the office back."""
        with self._guard, self._reading:
            with suppress(Refused):
                self._stay_in_place()
            self.checkpoint()
            self.reader.close()
            self.writer.close()
            self._lock.release()

    @contextmanager
    def _reader(self) -> "Iterator[Connection]":
        if self._writing_thread == threading.get_ident():
            yield self.writer
            return
        with self._guard if self._suspect else nullcontext():
            self._recover_if_suspect()
        with self._reading:
            try:
                yield self.reader
                want_proved(self.reader)
            except (Trouble, FileDamaged) as trouble:
                refusal = as_refusal(trouble)
                if isinstance(refusal, FileDamaged):
                    self._reopen_reader()  # after a bad page SQLCipher reads no other one on the same connection
                raise refusal or trouble from trouble

    def open_anew(self) -> None:
        """Close both connections and open them again: the newest epoch is read anew, nothing is kept of a bad page."""
        with self._guard, self._reading:
            self.reader.close()
            self.writer.close()
            self._open_connections()

    def _stay_in_place(self) -> None:
        """See that what is written is kept under its name; what was deleted is put back from the open connection.

        Raises ``FileMoved`` where another file stands there, ``DiskTrouble`` where it cannot be put back.
        """
        if self._place.is_ours():
            return
        with self._reading:
            self._place.mend((self.writer, self.reader), f"{self._now():%Y%m%d-%H%M%S}")
            self.open_anew()

    def _reopen_reader(self) -> None:
        self.reader.close()
        try:
            self.reader = connect(self.path, self.key, read_only=True)
        except Refused:
            self._suspect = True

    @told_as_refusals()
    def _open_connections(self) -> None:
        self.writer = connect(self.path, self.key)
        self.reader = connect(self.path, self.key, read_only=True)
        self.tables = owned_tables(self.writer)
        self.journal = Journal(self.writer)
        self._place = Place(self.path)
        self.epoch, self._ordinal = self.writer.execute(
            "SELECT n, ordinal FROM epochs WHERE owner = 1 ORDER BY ordinal DESC LIMIT 1"
        ).fetchone()

    def _reopen(self, other_key: bytes) -> None:
        """Open whichever of the two files stands there."""
        before, self.key = self.key, other_key
        try:
            self._open_connections()
        except WrongKey:
            self.key = before
            self._open_connections()

    def _recover_if_suspect(self) -> None:
        """Open the file anew after the disk refused something, and check it; closed it stays while that fails."""
        if not self._suspect:
            return
        self.checkpoint()
        with self._reading:
            self.reader.close()
            self.writer.close()
            with told_as_refusals():
                self._open_connections()
                if found := quick_check(self.writer):
                    raise FileDamaged(found[0])
        self._suspect = False
