"""One place with its backups: why each is kept, until when, and putting away what the policy drops."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.backups.facts import Backup
from app.backups.lasting import likely_last_days
from app.backups.policy import declared
from app.backups.retention import Moment, Verdict, retained

BLOB_SUFFIX = ".czblobs"


@dataclass(frozen=True, slots=True)
class Shelved:
    """One backup of a place, whether and why it is kept, and the day until which it is likely to be there."""

    backup: Backup
    verdict: Verdict
    until: date | None


def shelved(backups: Sequence[Backup], broken: Collection[str], now: datetime) -> list[Shelved]:
    """Judge the backups of one place in their order; ``broken`` names those that failed when they were read whole."""
    judged = [one for one in backups if not one.newer]
    moments = [_moment(one, broken) for one in judged]
    verdicts, days = retained(moments, now, declared()), likely_last_days(moments, now, declared())
    return [Shelved(one, verdicts[one.name], days[one.name]) for one in judged]


def put_away(shelf: Iterable[Shelved]) -> list[str]:
    """Remove what is not kept, and the increments of attachments that only such ones named; gives their names.

    What cannot be removed stays for the next time. Files that no backup of ours names are never touched.
    """
    every = list(shelf)
    gone, stays = [one.backup for one in every if not one.verdict.keep], [one for one in every if one.verdict.keep]
    for backup in gone:
        with suppress(OSError):
            backup.path.unlink(missing_ok=True)
    if all(one.backup.about is not None for one in stays):
        needed = {name for one in stays for name in _blobs(one.backup)}
        for backup in gone:
            for name in set(_blobs(backup)) - needed:
                with suppress(OSError):
                    (backup.path.parent / name).unlink(missing_ok=True)
    return [backup.name for backup in gone]


def blobs_of(backup: Backup) -> list[Path]:
    """Give the increments of attachments that lie beside a backup."""
    return [backup.path.parent / name for name in _blobs(backup)]


def _blobs(backup: Backup) -> list[str]:
    """Give the names that are plain names of increments: what a file says of itself is not believed."""
    named = backup.about.blobs if backup.about else ()
    return [name for name in named if Path(name).name == name and name.endswith(BLOB_SUFFIX)]


def _moment(backup: Backup, broken: Collection[str]) -> Moment:
    about = backup.about
    if about is None:
        return Moment(backup.name, backup.made_at, sound=False)
    return Moment(backup.name, backup.made_at, about.reason, about.journal_seq, sound=backup.name not in broken)
