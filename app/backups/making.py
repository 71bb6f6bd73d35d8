"""Making one backup: a checked copy of the file in use, put into one container, verified, and only then given its name.

Works from path and key alone, on connections of its own, so that nobody waits for it and a migration can ask for it.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.container import CHUNK, About, verify_container, write_container
from app.backups.facts import UNFINISHED, Backup, backup_name
from app.backups.listing import sweep
from app.backups.policy import declared
from app.core.errors import DiskTrouble, FileDamaged, Refused
from app.core.progress import SILENT, Progress, go_on
from app.operators import slots as keys
from db.backups import faults_of
from db.copying import Copied, copy_office
from db.disk_words import disk_words
from db.durable import make_folder, sync_folder
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home

BlobKeeper = Callable[[Path], tuple[str, ...]]
"""Puts what is new among the attachments beside the backups of a folder; gives the names of all that belong."""

ATTEMPTS = 1_000
UNTOUCHED = "以前的备份都在，没有动。"
_MEGA = 1 << 20


class NoBackup(Refused):
    """No backup was made; the older ones are as they were."""

    def __init__(self, what: str, advice: str) -> None:
        """Say why."""
        super().__init__(f"没有备份：{what}。", untouched=UNTOUCHED, advice=advice)


def back_up_file(
    home: "Home",
    path: Path,
    key: bytes,
    slots: keys.Slots,
    reason: str,
    clock: "Clock",
    *,
    place: Path | None = None,
    keep_blobs: BlobKeeper | None = None,
    progress: Progress = SILENT,
) -> Backup:
    """Make a backup of the office's file ``path`` in ``place`` (the home's own folder unless told).

    Raises ``NoBackup`` with what is missing or broken, ``Stopped`` or ``Cancelled``; then at most a ``.part`` is left.
    """
    folder = prepared(home, place)
    check_room(path, home.temporary, folder)
    _check_source(path, key, progress)
    copy = home.temporary / f"copy-{new_id()}"
    try:
        home.temporary.mkdir(exist_ok=True)
        go_on(progress, 0, 0, "复制数据")
        copied = copy_office(path, key, copy, stopped=progress.cancelled)
        blobs = keep_blobs(folder) if keep_blobs is not None else ()  # after the copy: whatever its rows name is there
        return _kept(folder, _about(copied, copy, key, slots, reason, clock, blobs, progress), copy, clock, progress)
    except FileDamaged as damage:
        raise damaged_source(damage) from damage
    except DiskTrouble as trouble:
        what = trouble.sentence.removeprefix("没有保存：").rstrip("。")
        raise NoBackup(what, "请检查备份位置和磁盘空间，再备份一次。") from trouble
    except OSError as trouble:
        raise NoBackup(disk_words(trouble), "请检查备份位置和磁盘空间，再备份一次。") from trouble
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def prepared(home: "Home", place: Path | None) -> Path:
    """Give the folder to write to; only the home's own is made where it is not there. Raises ``NoBackup``."""
    folder = home.backups if place is None else place
    try:
        if folder == home.backups:
            make_folder(folder)
        if not folder.is_dir():
            raise NoBackup(f"找不到备份位置 {folder}", "请插好盘，或者在“设置 · 备份”里换一个位置。")
        if folder != home.backups and folder.resolve().is_relative_to(home.folder.resolve()):
            raise NoBackup(f"{folder} 是程序自己用的文件夹", "请在“设置 · 备份”里换一个位置。")
    except OSError as trouble:
        raise NoBackup(f"备份位置 {folder} 打不开（{disk_words(trouble)}）", "请换一个备份位置。") from trouble
    return folder


def check_room(path: Path, temporary: Path, folder: Path) -> None:
    """Refuse where the copy and the container would not fit, and say how much is missing."""
    try:
        needed = sum(each.stat().st_size for each in (path, path.with_name(f"{path.name}-wal")) if each.exists())
        needed += needed * declared().spare_percent // 100 + _MEGA
        same_disk = temporary.parent.stat().st_dev == folder.stat().st_dev
        asked = [(folder, 2 * needed)] if same_disk else [(folder, needed), (temporary.parent, needed)]
        for where, wanted in asked:
            if (missing := wanted - shutil.disk_usage(where).free) > 0:
                advice = f"请在 {where} 所在的盘上再腾出 {missing // _MEGA + 1} MB，或者换一个备份位置。"
                raise NoBackup(f"空间不够，需要约 {wanted // _MEGA + 1} MB，还差 {missing // _MEGA + 1} MB", advice)
    except OSError as trouble:
        raise NoBackup(f"备份位置读不出来（{disk_words(trouble)}）", "请检查这个盘。") from trouble


def digest_of(path: Path, progress: Progress = SILENT) -> str:
    """Give the SHA-256 of a file in hexadecimal digits; never of the office's own file, whose locks it would drop."""
    digest, done, size = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            go_on(progress, done, size, "算校验码")
            digest.update(piece)
            done += len(piece)
    return digest.hexdigest()


def _check_source(path: Path, key: bytes, progress: Progress) -> None:
    go_on(progress, 0, 0, "检查数据")
    if faults_of(path, key, progress.cancelled):
        raise damaged_source(FileDamaged("数据页坏了"))


def damaged_source(damage: FileDamaged) -> NoBackup:
    """Say that the office's file itself is damaged: what is made of it would replace good backups by bad ones."""
    what = damage.sentence.removeprefix("数据文件有问题：").rstrip("。")
    return NoBackup(
        f"数据文件没有通过检查（{what}），坏的数据不能替换好的备份",
        "请到“设置 · 体检”查看，或者用最近的备份恢复。",
    )


def _about(
    copied: Copied,
    copy: Path,
    key: bytes,
    slots: keys.Slots,
    reason: str,
    clock: "Clock",
    blobs: tuple[str, ...],
    progress: Progress,
) -> About:
    return About(
        office=copied.office,
        unit=copied.unit,
        kind=copied.kind,
        made_at=clock.now().isoformat(),
        reason=reason,
        schema=copied.schema,
        key_id=keys.key_id(key),
        epoch=copied.epoch,
        journal_seq=copied.journal_seq,
        journal_digest=copied.journal_digest,
        rows=copied.rows,
        database_bytes=copy.stat().st_size,
        database_sha256=digest_of(copy, progress),
        slots=slots,
        blobs=blobs,
    )


def _kept(folder: Path, about: About, copy: Path, clock: "Clock", progress: Progress) -> Backup:
    """Write, verify, rename, and sync the final file once more, as sticks need it (FAULTS §4.4)."""
    sweep(folder, about.unit)
    final = _free_name(folder, about, clock)
    part = final.with_name(final.name + UNFINISHED)
    try:
        go_on(progress, 0, 0, "写备份")
        write_container(part, about, copy)
        _read_back(part, progress)
        part.rename(final)
        with final.open("rb+") as stream:
            os.fsync(stream.fileno())
        sync_folder(folder)
        return Backup(final, final.stat().st_size, about)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _read_back(part: Path, progress: Progress) -> None:
    try:
        verify_container(part, progress)
    except FileDamaged as damage:
        raise NoBackup("写下去的备份读回来不一样，这个盘不可靠", "请换一个备份位置。") from damage


def _free_name(folder: Path, about: About, clock: "Clock") -> Path:
    moment = clock.wall()
    for attempt in range(1, ATTEMPTS):
        final = folder / backup_name(about.unit, moment, about.journal_seq, attempt)
        if not final.exists():
            return final
    raise NoBackup("同名的备份太多", "请清理备份位置。")
