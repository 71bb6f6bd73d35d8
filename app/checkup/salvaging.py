"""Salvage: everything that can be read of a damaged office, in a new home, with a list by name of what could not.

The damaged files are only read. The new file takes its name last, so a salvage that is cut off has made no office.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from app.checkup.declaration import finding
from app.checkup.facts import Finding
from app.checkup.marks import read_marks
from app.checkup.salvage_filling import Filled, fill
from app.checkup.salvage_finishing import Means, finish
from app.checkup.salvage_source import copied, opened_copy
from app.checkup.salvage_words import told
from app.core.errors import DiskTrouble, Refused
from app.core.progress import SILENT, Progress, go_on
from app.operators.slots import write_slots
from db.damaged_blobs import carry_blobs
from db.damaged_file import digest_of
from db.disk_words import disk_words
from db.durable import sync_folder
from db.lock import OfficeLock
from db.store import LOCK_NAME

if TYPE_CHECKING:
    from app.core.home import Home

WORK = "salvaging"
COPY = "copy.czdb"
UNTOUCHED = "原来的文件没有动。"
STEPS = 5


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

    def run(self) -> Salvaged:
        """Do every step; what was begun is removed where one fails."""
        try:
            self._begin()
            self._step(0)
            digest = copied(self._source.office_file, self._work / COPY, self._told_bytes)
            filled = self._fill()
            carried = filled.carried
            lost = [*told(carried, filled.stand_ins, filled.ledgers), *self._blobs()]
            self._step(3)
            report = finish(self._work / self._target.office_file.name, self._means, filled.declared, lost)
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

    def _fill(self) -> Filled:
        marks = read_marks(self._source.marks_file)
        file = opened_copy(self._work / COPY, self._means.key, marks)
        try:
            return fill(file, self._work / self._target.office_file.name, self._means, marks, self._step)
        finally:
            file.close()

    def _blobs(self) -> Iterator[Finding]:
        source, target = self._source.attachments_file, self._target.attachments_file
        if not source.is_file():
            return
        copy = self._work / f"copy-{source.name}"
        copied(source, copy, self._told_bytes)
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
