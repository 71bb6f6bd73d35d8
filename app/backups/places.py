"""Where backups go: the place beside the data or one that the clerk chose, and a second one on another disk."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Refused
from db.backups import settings_of
from db.disk_words import disk_words
from db.identifiers import new_id

if TYPE_CHECKING:
    from app.core.home import Home
    from db.store import Store

PREFIX = "backups."
PLACE, SECOND = f"{PREFIX}place", f"{PREFIX}second_place"


class Places:
    """Reads where both places are, on a connection of its own."""

    def __init__(self, store: "Store", home: "Home") -> None:
        """Look at one office."""
        self._store, self._home = store, home

    def first(self, settings: Mapping[str, str] | None = None) -> Path:
        """Give the folder of the backups: the one that was chosen, else the home's own.

        ``settings`` are those of backups where they were read already.
        """
        return self._chosen(PLACE, settings) or self._home.backups

    def second(self) -> Path | None:
        """Give the second place, ``None`` where none was chosen."""
        return self._chosen(SECOND)

    def check(self, folder: Path, *, second: bool) -> None:
        """Refuse a folder that cannot be this place, before it is kept as a setting."""
        nothing = "备份位置没有改。"
        other = self.first() if second else self.second()
        try:
            if not (folder.is_absolute() and folder.is_dir()):
                raise Refused(f"找不到文件夹 {folder}。", untouched=nothing, advice="请选一个已有的文件夹。")
            inside = folder.resolve()
            if inside != self._home.backups.resolve() and inside.is_relative_to(self._home.folder.resolve()):
                raise Refused("这个文件夹是程序自己用的。", untouched=nothing, advice="请选别的文件夹。")
            if other is not None and inside == other.resolve():
                raise Refused("两处备份不能是同一个文件夹。", untouched=nothing, advice="请给第二处选另一块盘。")
            trial = folder / f"{new_id()}.part"
            trial.write_bytes(b"")
            trial.unlink()
        except OSError as trouble:
            sentence = f"这个文件夹不能用（{disk_words(trouble)}）。"
            raise Refused(sentence, untouched=nothing, advice="请换一个文件夹。") from trouble

    def is_on_our_disk(self, folder: Path) -> bool:
        """Tell whether a folder lies on the disk of the data, where both would be lost together."""
        try:
            return folder.stat().st_dev == self._home.folder.stat().st_dev
        except OSError:
            return False

    def _chosen(self, key: str, settings: Mapping[str, str] | None = None) -> Path | None:
        text = (settings_of(self._store, PREFIX) if settings is None else settings).get(key, "")
        return Path(text) if text else None


def free_bytes(folder: Path) -> int | None:
    """Give the free space of a place, ``None`` where it is not there."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free
    return None
