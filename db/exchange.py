"""Giving a closed file the name of another: whole, synced, and never beside a log that belongs to the other one."""

from pathlib import Path
from typing import TYPE_CHECKING

from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, Refused

if TYPE_CHECKING:
    from db.store import Store


class NotSure(DiskTrouble):
    """The file stands under its name, and a power cut may still bring the other one back."""

    def __init__(self, words: str) -> None:
        """Say that either may be there next time."""
        super().__init__(words)
        self.sentence = f"换好了，但是磁盘没有确认已经写稳（{words}）。"
        self.untouched = "新的和原来的密码、恢复码都先留着，下次用哪个打得开就用哪个。"
        self.advice = "请马上把备份拷到别的盘，再检查磁盘。"


def put_in_place(other: Path, path: Path) -> None:
    """Rename ``other`` over ``path``; both are closed, on one disk, and ``other`` is synced.

    Raises ``Refused`` where somebody still has ``path`` open (its log is there), ``DiskTrouble`` where the name was not
    given, ``NotSure`` where it was and the disk does not say, twice, that it will last.
    """
    if path.with_name(f"{path.name}-wal").exists():
        raise Refused(
            "还有任务正在读数据，没有换。", untouched="数据没有改动。", advice="请等它做完，过一会儿再做一次。"
        )
    try:
        sync_folder(path.parent)  # the log that went must not come back beside the other file
        other.replace(path)
    except OSError as trouble:
        raise DiskTrouble(f"新的数据文件放不到位（{disk_words(trouble)}）") from trouble
    try:
        _sync_both(other.parent, path.parent)
    except OSError:
        try:
            _sync_both(other.parent, path.parent)
        except OSError as trouble:
            raise NotSure(disk_words(trouble)) from trouble


def _sync_both(*folders: Path) -> None:
    for folder in folders:
        sync_folder(folder)


def journal_end(store: "Store") -> int:
    """Give the number of the journal's last entry, to see whether anything was written since a copy was made."""
    return int(store.value("SELECT coalesce(max(seq), 0) FROM journal"))
