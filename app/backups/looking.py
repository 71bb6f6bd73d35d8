"""A look inside one backup: taken out for a while, read as the office of that day, never written."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from app.backups.container import About, extract
from app.backups.damage import reading_a_backup
from app.backups.entry_kinds import EntryKind, Gone, entry_kinds
from app.backups.record_kinds import Kind, record_kinds, title_of_part
from app.backups.restoring import shown_moment
from app.core.errors import DiskTrouble, FileDamaged, WrongKey
from app.core.progress import SILENT, Progress
from app.ledgers.persons import person_of
from app.ledgers.publishing import known_ledgers
from db.disk_words import disk_words
from db.erasure import ids_of_person
from db.past_records import Asked, count_records, page_of_records, parts_of, record
from db.past_store import PastStore

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

FOLDER = "look"


class Record(msgspec.Struct, frozen=True):
    """One record in a list: its kind, the id by which it is asked for, a title and a line below."""

    kind: str
    id: str
    title: str
    line: str


class Held(msgspec.Struct, frozen=True):
    """How many records of a kind a backup holds."""

    kind: str
    words: str
    count: int


class Sheet(msgspec.Struct, frozen=True):
    """One record: its facts, and under the words of each kind of part what happened, in order."""

    record: Record
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]


class Past:
    """An opened backup. Whoever opened it closes it; what was taken out is removed then."""

    def __init__(self, about: About, store: "Store", folder: Path, moment: str) -> None:
        """Use :func:`look_into`; ``source`` is the backup's file, ``kinds`` are those of its records by table."""
        self.about, self.store, self._folder = about, store, folder
        self.hidden: Sequence[str] = ()
        self._erased: tuple[Gone, ...] = ()
        self.kinds: Mapping[str, Kind] = {**record_kinds(), **entry_kinds(store, known_ledgers(store))}
        self.source: Path | None = None
        self.moment = moment
        self._left = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()

    def hide(self, residents: Sequence[str], gone: str) -> None:
        """Show nothing of residents who were erased by law since; where their names stood stands ``gone``."""
        self.hidden = residents
        found = ((one, person_of(self.store, one)) for one in residents)
        self._erased = tuple(
            Gone(who, gone, ids_of_person(self.store, one)["cases"]) for one, who in found if who is not None
        )

    def holds(self) -> list[Held]:
        """Count what can be looked at."""
        kinds = self.kinds.values()
        return [Held(kind.key, kind.words, count_records(self.store, kind.key, self._asked(kind))) for kind in kinds]

    def count(self, kind: str, text: str = "") -> int:
        """Count the records of a kind that carry every word of ``text``."""
        return count_records(self.store, kind, self._asked(self.kinds[kind], text))

    def find(self, kind: str, text: str = "", *, limit: int = 50, offset: int = 0) -> list[Record]:
        """Give a piece of these records, the newest first."""
        declared = self.kinds[kind]
        asked = self._asked(declared, text)
        rows = page_of_records(self.store, kind, declared.newest, asked, limit=limit, offset=offset)
        return [record_of(declared, self._shown(declared, row)) for row in rows]

    def sheet(self, kind: str, record_id: str) -> Sheet:
        """Give one record with its parts; raises ``KeyError`` for one that is not in the backup."""
        declared = self.kinds[kind]
        row = self.row(declared, record_id)
        if row is None:
            raise KeyError(kind, record_id)
        parts = tuple(
            (
                part.words,
                tuple(title_of_part(part, one) for one in self.parts(declared, row)[part.table] if not one["deleted"]),
            )
            for part in declared.parts
        )
        facts = tuple((label, value) for label, value in declared.facts_of(row) if value)
        return Sheet(record_of(declared, row), facts, parts)

    def row(self, kind: Kind, record_id: str) -> dict[str, Any] | None:
        """Give a stored record as it stood, a removed one too."""
        row = record(self.store, kind.key, "id", record_id)
        return None if row is None else self._shown(kind, row)

    def parts(self, kind: Kind, row: Mapping[str, Any]) -> dict[str, Sequence[dict[str, Any]]]:
        """Give the stored parts of a record by their table."""
        return {part.table: parts_of(self.store, part.table, part.link, row["id"], part.order) for part in kind.parts}

    def _shown(self, kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
        return kind.without(row, self._erased) if isinstance(kind, EntryKind) and self._erased else row

    def _asked(self, kind: Kind, text: str = "") -> Asked:
        """Ask for records; entries in which somebody erased stands are listed without them, but found by no word."""
        unnamed: list[str] = []
        if text and isinstance(kind, EntryKind):
            names = (name for one in self._erased for name in (one.who.id, one.who.name if one.who.only else ""))
            unnamed = [name for name in names if name]
        return Asked(kind.search, text.split(), kind.people, self.hidden, unnamed)

    def close(self) -> None:
        """Leave the backup and remove what was taken out of it; leaving twice is once."""
        if not self._left:
            self._left = True
            self.store.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def look_into(source: Path, key: bytes, temporary: Path, clock: "Clock", progress: Progress = SILENT) -> Past:
    """Take a backup out into a folder of its own below ``temporary`` and open it; still encrypted, and only to be read.

    A backup of an older program is raised in its copy. Raises ``FileDamaged``, ``NewerFile``, ``DiskTrouble``.
    """
    folder = _free_folder(temporary)
    try:
        with reading_a_backup():
            about, store = _taken_out(source, key, folder / "office.czdb", clock, progress)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(folder)
        raise
    return Past(about, store, folder, shown_moment(about, clock))


def _taken_out(source: Path, key: bytes, target: Path, clock: "Clock", progress: Progress) -> tuple[About, "Store"]:
    about = extract(source, target, progress)
    try:
        return about, PastStore.open(target, key, now=clock.now)
    except WrongKey as trouble:
        raise FileDamaged("它和它的钥匙不是一套") from trouble


def record_of(kind: Kind, row: Mapping[str, Any]) -> Record:
    """Give a stored record as one line."""
    return Record(kind.key, row["id"], kind.title_of(row), kind.line_of(row))


def _free_folder(temporary: Path) -> Path:
    number = 1
    while (folder := temporary / f"{FOLDER}-{number}").exists():
        number += 1
    try:
        folder.mkdir(parents=True)
    except OSError as trouble:
        raise DiskTrouble(f"备份打不开，临时文件夹建不起来（{disk_words(trouble)}）") from trouble
    return folder
