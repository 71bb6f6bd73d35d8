"""Giving a closed file the name of another: whole, synced, and never beside a log that belongs to the other one."""

from pathlib import Path
from typing import TYPE_CHECKING

from db.disk_words import disk_words
from db.durable import sync_folder
from db.errors import DiskTrouble, Refused

if TYPE_CHECKING:
    from db.store import Store


def put_in_place(other: Path, path: Path) -> None:
    """Rename ``other`` over ``path``; both are closed, on one disk, and ``other`` is synced.

    Raises ``Refused`` where somebody still has ``path`` open (its log is there), ``DiskTrouble`` for the rest.
    """
    if path.with_name(f"{path.name}-wal").exists():
        raise Refused(
            "还有任务正在读数据，没有换。", untouched="数据没有改动。", advice="请等它做完，过一会儿再做一次。"
        )
    try:
        other.replace(path)
        sync_folder(path.parent)
        sync_folder(other.parent)
    except OSError as trouble:
        raise DiskTrouble(f"新的数据文件放不到位（{disk_words(trouble)}）") from trouble


def journal_end(store: "Store") -> int:
    """Give the number of the journal's last entry, to see whether anything was written since a copy was made."""
    return int(store.value("SELECT coalesce(max(seq), 0) FROM journal"))
