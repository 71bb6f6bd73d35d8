"""The second place, on a stick or another disk: the newest sound backup is carried there with what belongs to it."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from app.backups.container import verify_container
from app.backups.facts import Backup, another_name
from app.backups.listing import look_at
from app.backups.making import UNTOUCHED, digest_of
from app.backups.shelf import blobs_of
from app.core.errors import FileDamaged, Refused, Stopped
from app.core.progress import Cancelled, Progress

ATTEMPTS = 100


class Carried(Protocol):
    """A file that was put somewhere and read back."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...


class Carry(Protocol):
    """The recipe for sticks (FAULTS §4.4), handed in: a new unique name, synced twice, read back and compared."""

    def __call__(
        self, source: IO[bytes], folder: Path, name_of: Callable[[int], str], *, progress: Progress
    ) -> Carried:
        """Carry an open file into a folder under the first free name; raises ``Refused``."""
        ...


class NotCarried(Refused):
    """Nothing was carried to the second place."""

    def __init__(self, what: str, advice: str) -> None:
        """Say why."""
        super().__init__(f"没有抄到第二处：{what}。", untouched=UNTOUCHED, advice=advice)


def first_sound(backups: Iterable[Backup], told: Callable[[Backup, str], None], progress: Progress) -> Backup:
    """Give the newest that passes when it is read whole; each that does not is ``told``. Raises ``NotCarried``."""
    for backup in backups:
        try:
            verify_container(backup.path, progress)
        except FileDamaged as damage:
            told(backup, damage.sentence)
        else:
            return backup
    raise NotCarried("还没有一份完好的备份", "请先按“现在备份”。")


def carry_to(folder: Path, backup: Backup, carry: Carry, progress: Progress) -> Backup:
    """Carry a backup, its attachments first, to ``folder``; gives it as it lies there.

    What is there already is not done again; an increment that is damaged there is replaced. Raises ``NotCarried``,
    ``Stopped`` or ``Cancelled``.
    """
    if not folder.is_dir():
        raise NotCarried(f"现在找不到 {folder}", "请插好盘再抄一次，或者换一个位置。")
    try:
        for blob in blobs_of(backup):
            if not _is_there(blob, folder / blob.name, progress):
                (folder / blob.name).unlink(missing_ok=True)
                _carry_one(blob, folder, carry, progress)
        there = _same_one(folder, backup, progress) or _carry_one(backup.path, folder, carry, progress)
    except OSError as trouble:
        raise NotCarried("盘读写出错，或者被拔掉了", "请插好盘再抄一次。") from trouble
    found = look_at(there)
    if found is None:
        raise NotCarried("抄完以后盘不见了", "请插好盘再抄一次。")
    return found


def _carry_one(path: Path, folder: Path, carry: Carry, progress: Progress) -> Path:
    try:
        with path.open("rb") as source:
            return carry(source, folder, partial(another_name, path.name), progress=progress).path
    except (Cancelled, Stopped):
        raise
    except Refused as refusal:
        raise NotCarried(refusal.sentence.removeprefix("没有写成：").rstrip("。"), refusal.advice) from refusal


def _is_there(ours: Path, theirs: Path, progress: Progress) -> bool:
    return (
        theirs.is_file()
        and theirs.stat().st_size == ours.stat().st_size
        and digest_of(theirs, progress) == digest_of(ours, progress)
    )


def _same_one(folder: Path, backup: Backup, progress: Progress) -> Path | None:
    for attempt in range(1, ATTEMPTS):
        there = folder / another_name(backup.name, attempt)
        if not there.is_file():
            return None
        if _is_there(backup.path, there, progress):
            return there
    return None
