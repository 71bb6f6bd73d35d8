"""Salvage: everything that can be read of a damaged office, in a new home, with a list by name of what could not.

The damaged files are only read. The new file takes its name last, so a salvage that is cut off has made no office.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from app.checkup.declaration import finding, label_of
from app.checkup.facts import Finding
from app.checkup.marks import read_marks
from app.checkup.salvage_finishing import Means, finish
from app.checkup.salvage_words import told
from app.core.errors import DiskTrouble, FileDamaged, NewerFile, Refused
from app.core.progress import SILENT, Progress, go_on
from app.ledgers.publishing import declared_as
from app.ledgers.tables import shape_of
from app.operators.slots import write_slots
from db.connection import APPLICATION_ID
from db.damaged_blobs import carry_blobs
from db.damaged_file import DamagedFile, copy_bytes, copy_log, digest_of, put_salt_back
from db.disk_words import disk_words
from db.durable import sync_folder
from db.journal_gaps import Declared
from db.ledger_tables import PREFIX, entry_tables
from db.lock import OfficeLock
from db.migrations import SCHEMA
from db.salvage import FOUNDATION, Carried, Filling
from db.salvage_entries import declared_texts, make_entry_tables
from db.salvage_links import mend_links
from db.salvage_rebuild import rebuild
from db.salvage_schema import mend_schema
from db.store import LOCK_NAME

if TYPE_CHECKING:
    from app.core.home import Home
    from db.ledger_tables import Shape

WORK = "salvaging"
COPY = "copy.czdb"
UNTOUCHED = "原来的文件没有动。"
STEPS = 5
LEDGER = "台账"
NO_GROUND = "记着本办公点和数据线的那一页坏了，备份里也没有"


class Salvaged(msgspec.Struct, frozen=True):
    """What came of it: rows by table that were read and rebuilt, what was lost by name, what the check then found."""

    read: dict[str, int]
    rebuilt: dict[str, int]
    lost: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    untouched: bool

    @property
    def rows(self) -> int:
        """How many rows are in the new file."""
        return sum(self.read.values()) + sum(self.rebuilt.values())


class _Salvage:
    """One salvage under way, in the folder ``work`` of the new home."""

    def __init__(self, source: "Home", target: "Home", means: Means, progress: Progress) -> None:
        self._source, self._target, self._means, self._progress = source, target, means, progress
        self._work = target.folder / WORK
        self._ledgers: dict[str, str] = {}

    def run(self) -> Salvaged:
        """Do every step; what was begun is removed where one fails."""
        try:
            self._begin()
            digest = self._copy()
            made, carried, declared = self._fill()
            lost = [*told(carried, made, self._ledgers), *self._blobs()]
            self._step(3)
            report = finish(self._work / self._target.office_file.name, self._means, declared, lost)
            write_slots(self._means.slots, self._target.slot_files)
            self._give_names()
            untouched = digest == digest_of(self._source.office_file)
            return Salvaged(carried.read, carried.rebuilt, report.lost, report.findings, untouched)
        finally:
            with suppress(OSError):
                shutil.rmtree(self._work)

    def _begin(self) -> None:
        self._target.prepare()
        try:
            if self._work.exists():
                shutil.rmtree(self._work)
            self._work.mkdir()
        except OSError as trouble:
            raise DiskTrouble(f"新的文件夹不能写（{disk_words(trouble)}）") from trouble

    def _copy(self) -> str:
        self._step(0)
        digest = copy_bytes(self._source.office_file, self._work / COPY, self._told_bytes)
        copy_log(self._source.office_file, self._work / COPY)
        return digest

    def _open(self) -> DamagedFile:
        """Open the copy, with the remembered salt where the first bytes are not those that the key needs."""
        path, key = self._work / COPY, self._means.key
        marks = read_marks(self._source.marks_file)
        layout = "" if marks is None else marks.layout
        try:
            mend_schema(path, key, layout)
        except FileDamaged:
            if marks is None or not marks.salt:
                raise
            put_salt_back(path, bytes.fromhex(marks.salt))
            mend_schema(path, key, layout)
        file = DamagedFile(path, key)
        if file.application != APPLICATION_ID:
            file.close()
            raise FileDamaged("它属于另一个程序")
        if file.schema > SCHEMA:
            file.close()
            raise NewerFile(file.schema, SCHEMA)
        return file

    def _fill(self) -> tuple[list[str], Carried, Declared]:
        file = self._open()
        filling = Filling(self._work / self._target.office_file.name, self._means.key)
        try:
            filling.carry_over(file, lambda table: self._step(1, _title(table, {}) or label_of(table)))
            self._lend(filling)
            self._step(2)
            marks = read_marks(self._source.marks_file)
            make_entry_tables(filling.connection, _shape_of)
            texts = declared_texts(filling.connection)
            self._ledgers = {table: _title(table, texts) for table in filling.entry_tables()}
            gaps = filling.gaps(max(filling.highest_entry(), marks.seq if marks is not None else 0))
            rebuild(filling, gaps)
            filling.drop_values_without_entry()
            values = filling.missing_values(filling.lost)
            stand_ins = mend_links(filling)
            rows = tuple(filling.missing_rows())
            return stand_ins, filling.finish(), Declared(gaps, values, rows)
        except BaseException:
            filling.give_up()
            raise
        finally:
            file.close()

    def _lend(self, filling: Filling) -> None:
        """Ask the newest backup for what everything stands on, where this file has lost some of it."""
        if any(one.table in FOUNDATION for one in filling.lost) or not filling.stands():
            for table, rows in self._means.lend().items():
                filling.lend(table, rows)
        marks = read_marks(self._source.marks_file)
        if marks is not None and not filling.stands():
            for table, remembered in marks.ground.items():
                filling.lend(table, remembered)
        if not filling.stands():
            raise FileDamaged(NO_GROUND)

    def _blobs(self) -> Iterator[Finding]:
        source, target = self._source.attachments_file, self._target.attachments_file
        if not source.is_file():
            return
        copy = self._work / f"copy-{source.name}"
        copy_bytes(source, copy, self._told_bytes)
        copy_log(source, copy)
        lost = carry_blobs(copy, self._means.key, self._work / target.name)
        if lost:
            yield finding("blob_lost", "attachments", count=lost)

    def _give_names(self) -> None:
        """Give both files their names, the office's last."""
        try:
            for path in (self._target.attachments_file, self._target.office_file):
                if (made := self._work / path.name).exists():
                    made.replace(path)
            sync_folder(self._target.folder)
        except OSError as trouble:
            raise DiskTrouble(f"新的文件放不到位（{disk_words(trouble)}）") from trouble

    def _step(self, done: int, words: str = "") -> None:
        steps = ("抄一份来读", "取出读得出来的", "用流水补回", "重做搜索，检查新的文件")
        go_on(self._progress, done, STEPS, " ".join(part for part in (steps[done], words) if part))

    def _told_bytes(self, done: int, total: int) -> None:
        self._step(0, f"{done * 100 // max(total, 1)}%")


def salvage(source: "Home", target: "Home", means: Means, progress: Progress = SILENT) -> Salvaged:
    """Salvage ``source`` into ``target``; raises ``Refused`` where nothing can be read or the target is not empty.

    Raises ``Cancelled`` when the clerk stopped it. The files of ``source`` are only read.
    """
    if not source.office_file.is_file() or source.office_file.is_symlink():
        sentence = f"{source.office_file.name} 不在，或者不是一个普通文件，没有可以抢救的。"
        raise Refused(sentence, untouched=UNTOUCHED, advice="请从最近的备份恢复。")
    if target.folder.resolve() == source.folder.resolve() or target.is_set_up() or target.held_an_office():
        raise Refused(
            "抢救要放进一个新的空文件夹，没有做。", untouched=UNTOUCHED, advice="请换一个没有办公点的文件夹。"
        )
    with _alone_on(source):
        return _Salvage(source, target, means, progress).run()


def _shape_of(key: str, text: str) -> "Shape | None":
    """Give what the table of a ledger holds, where its declaration can still be had."""
    declared = declared_as(key, text)
    return None if declared is None else shape_of(declared)


def _title(table: str, texts: Mapping[str, str]) -> str:
    """Give the title of the ledger whose entries a table holds; nothing for any other table."""
    if not entry_tables([table]):
        return ""
    key = table.removeprefix(PREFIX)
    declared = declared_as(key, texts.get(key, ""))
    return LEDGER if declared is None else declared.title


@contextmanager
def _alone_on(source: "Home") -> Iterator[None]:
    """Hold the lock of the damaged office; a folder that cannot be written is nobody's to hold."""
    try:
        lock = OfficeLock(source.folder / LOCK_NAME)
    except DiskTrouble:
        yield
        return
    try:
        yield
    finally:
        lock.release()
