"""Rehearsing a backup: it is restored into a passing office, opened, and compared with what it says of itself."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from app.attachments.increments import verify
from app.backups.container import About, extract
from app.backups.facts import Backup
from app.backups.making import check_room
from app.backups.shelf import blobs_of
from app.core.errors import FileDamaged, NewerFile, WrongKey
from app.core.progress import Progress, go_on
from db.backups import chain_fault
from db.copying import Copied, read_copy
from db.identifiers import new_id

FindKey = Callable[[str], bytes | None]
"""Gives the file key of an id, ``None`` where this office never had it."""


class Rehearsal(msgspec.Struct, frozen=True):
    """What came of rehearsing one backup at a moment: ``records`` in it, ``findings`` in words (none: it is good)."""

    at: datetime
    name: str
    records: int
    findings: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Tell whether the backup can be used."""
        return not self.findings


def rehearse(backup: Backup, temporary: Path, find_key: FindKey, now: datetime, progress: Progress) -> Rehearsal:
    """Rehearse one backup below ``temporary``, which holds nothing of it afterwards.

    Raises ``Refused`` where our own disk has no room, or the rehearsal was stopped.
    """
    if backup.newer:
        return Rehearsal(now, backup.name, 0, (backup.trouble,))
    if backup.about is not None:
        check_room(backup.path, temporary, temporary)
    folder = temporary / f"rehearsal-{new_id()}"
    folder.mkdir(parents=True)
    try:
        findings = tuple(_findings(backup, folder / "office.czdb", find_key, progress))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Rehearsal(now, backup.name, backup.records, findings)


def _findings(backup: Backup, office: Path, find_key: FindKey, progress: Progress) -> Iterator[str]:
    try:
        about = extract(backup.path, office, progress)
        key = find_key(about.key_id)
        if key is None:
            yield "这份备份用的钥匙不在这个办公点里，没有打开"
            return
        go_on(progress, 0, 0, "打开试用")
        copied = read_copy(office, key)
        yield from _differences(about, copied)
        if fault := chain_fault(office, key, progress.cancelled):
            yield fault
        yield from _blob_faults(backup, key, progress)
    except (FileDamaged, NewerFile, WrongKey) as damage:
        yield damage.sentence.removeprefix("数据文件有问题：").rstrip("。")


def _blob_faults(backup: Backup, key: bytes, progress: Progress) -> Iterator[str]:
    """Read the attachments that belong to it; one increment is a step."""
    blobs = blobs_of(backup)
    for done, path in enumerate(blobs):
        go_on(progress, done, len(blobs), "核对附件")
        if path.is_file():
            yield from verify(path.parent, [path.name], key)
        else:
            yield f"附件备份 {path.name} 不在旁边"


def _differences(about: About, copied: Copied) -> Iterator[str]:
    if (about.office, about.epoch) != (copied.office, copied.epoch):
        yield "里面的数据属于另一个办公点，或者另一次恢复"
    if (about.journal_seq, about.journal_digest) != (copied.journal_seq, copied.journal_digest):
        yield f"流水应到第 {about.journal_seq} 条，实际到第 {copied.journal_seq} 条"
    yield from (
        f"表 {table} 应有 {about.rows.get(table, 0)} 行，实际 {copied.rows.get(table, 0)} 行"
        for table in sorted({*about.rows, *copied.rows})
        if about.rows.get(table) != copied.rows.get(table)
    )


def rehearsal_of(row: Mapping[str, str | int]) -> Rehearsal:
    """Make a rehearsal of a stored row."""
    findings = msgspec.json.decode(str(row["findings"]), type=tuple[str, ...])
    return Rehearsal(datetime.fromisoformat(str(row["at"])), str(row["subject"]), int(row["rows"]), findings)
