"""Making a restored office ready beside the one in use: taken out, raised, checked, a new epoch begun, today's key."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.container import About, extract
from app.backups.damage import reading_a_backup
from app.core.errors import DiskTrouble, FileDamaged, WrongKey
from app.core.progress import SILENT, Progress, go_on
from app.operators.operators import CHIEF
from app.operators.slots import key_id
from db.copying import Copied, read_copy
from db.disk_words import disk_words
from db.file_keys import keep_former_key
from db.packages import start_epoch
from db.rekeying import rekey
from db.store import Store
from db.taking_over import TakenOver, forget_places, knows_operator, take_over

if TYPE_CHECKING:
    from app.backups.unlocking import Unlocked
    from app.core.clock import Clock
    from db.writing import Writing

NAMELESS = "（姓名待补）"
_ROOM = 3
"""So many times its size a restored file needs while it is made ready: taken out, its log, spare."""


EraseAgain = Callable[[Store], int]
"""Empties anew whoever was erased by law after the backup, in the restored file; gives how many."""


def nobody_to_erase(_: Store) -> int:
    """Erase nobody: where no erasure can have been."""
    return 0


@dataclass(frozen=True)
class Today:
    """What the file in use gives to the restored one; ``same_line``: the backup's journal is a piece of its journal.

    ``new_place`` tells that this is another PC, where the folders of the backups are others.
    """

    stays: TakenOver
    same_line: bool = False
    new_place: bool = False


def prepare(
    folder: Path, source: Path, about: About, unlocked: "Unlocked", today: Today, *,
    clock: "Clock", note: str, erase_again: EraseAgain = nobody_to_erase, progress: Progress = SILENT,
) -> tuple[Copied, int]:  # fmt: skip
    """Make ``folder/office.czdb`` the restored office; gives what it holds, and how many were erased anew.

    Touches nothing outside ``folder``.

    Raises ``DiskTrouble``, ``FileDamaged``, ``NewerFile``, ``Cancelled``.
    """
    _want_room(folder, about)
    with reading_a_backup():
        target = folder / "office.czdb"
        extract(source, target, progress)
        erased = _begin_epoch(target, source.stem, unlocked, today, clock, note, erase_again)
        if unlocked.key_after != unlocked.key:
            go_on(progress, 0, 1, "换成现在的钥匙")
            rekey(target, unlocked.key, unlocked.key_after)
        go_on(progress, 0, 1, "检查")
        return read_copy(target, unlocked.key_after), erased


def _begin_epoch(
    target: Path, name: str, unlocked: "Unlocked", today: Today, clock: "Clock", note: str, erase_again: EraseAgain
) -> int:
    try:
        store = Store.open(target, unlocked.key, now=clock.now)
    except WrongKey as trouble:
        raise FileDamaged("它和它的钥匙不是一套") from trouble
    try:
        store.operator = unlocked.operator
        with store.writing(reason=note) as write:
            _begin_anew(write, unlocked, today)
            write.note("restore", "backups", name, note)
        return erase_again(store)
    finally:
        store.close()


def _begin_anew(write: "Writing", unlocked: "Unlocked", today: Today) -> None:
    take_over(write, today.stays, same_line=today.same_line)
    if unlocked.key_after != unlocked.key:
        keep_former_key(write, key_id(unlocked.key), unlocked.key)
    if not knows_operator(write.store, unlocked.operator):
        write.insert("operators", {"id": unlocked.operator, "name": NAMELESS, "role": CHIEF})
    if today.new_place:
        forget_places(write)
    start_epoch(write)


def _want_room(folder: Path, about: About) -> None:
    wanted = _ROOM * about.database_bytes
    try:
        free = shutil.disk_usage(folder).free
    except OSError as trouble:
        raise DiskTrouble(f"看不出磁盘还剩多少（{disk_words(trouble)}）") from trouble
    if free < wanted:
        raise DiskTrouble(f"磁盘满了，恢复要 {wanted // 1024**2 + 1} MB，只剩 {free // 1024**2} MB")
