"""What lies in a place: the backups of one office, and what power cuts left; foreign files are never touched."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from app.backups.container import SUFFIX, read_about
from app.backups.facts import UNFINISHED, Backup, day_in_name
from app.core.errors import FileDamaged, NewerFile


def backups_in(folder: Path, office: str = "", unit: str = "") -> list[Backup]:
    """Give the backups of a folder, the newest first; without ``office`` those of any.

    One that cannot be read is there with its trouble where its name is one of ``unit``'s. A folder that is not there
    holds none.
    """
    found = [
        backup
        for path in _files(folder, SUFFIX)
        if (backup := look_at(path)) is not None and _belongs(backup, office, unit)
    ]
    return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)


def look_at(path: Path) -> Backup | None:
    """Read what one backup says of itself; ``None`` where it vanished meanwhile."""
    try:
        size = path.stat().st_size
    except OSError:
        return None
    try:
        found = Backup(path, size, read_about(path))
        dated = found.made_at.tzinfo is not None
    except NewerFile as refusal:
        return Backup(path, size, None, refusal.sentence, newer=True)
    except FileDamaged as refusal:
        return Backup(path, size, None, refusal.sentence.removeprefix("数据文件有问题："))
    except ValueError:
        dated = False
    return found if dated else Backup(path, size, None, f"备份 {path.name} 的日期读不出来。")


def days_in(folder: Path, unit: str) -> list[date]:
    """Give the days of a unit's backups by their names alone, which costs no reading."""
    return sorted(day for path in _files(folder, SUFFIX) if (day := day_in_name(path.name, unit)) is not None)


def newest_by_name(folder: Path, unit: str, count: int) -> list[Backup]:
    """Read the ``count`` newest of a unit's backups, as their names tell it, the newest first."""
    named = [path for path in _files(folder, SUFFIX) if day_in_name(path.name, unit) is not None]
    return [backup for path in named[: -count - 1 : -1] if (backup := look_at(path)) is not None]


def sweep(folder: Path, unit: str) -> None:
    """Remove what was never finished of this unit's backups; what cannot be removed stays."""
    for path in _files(folder, SUFFIX + UNFINISHED):
        if day_in_name(path.name.removesuffix(UNFINISHED), unit) is not None:
            with suppress(OSError):
                path.unlink()


def _belongs(backup: Backup, office: str, unit: str) -> bool:
    if backup.about is None:
        return not unit or day_in_name(backup.name, unit) is not None
    return not office or backup.about.office == office


def _files(folder: Path, ending: str) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.endswith(ending) and entry.is_file()]
    except OSError:
        return
    yield from (folder / name for name in sorted(names))
