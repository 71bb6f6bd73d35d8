"""The removable drives that are plugged in now, as places to write to or to read from."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

MOUNTED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_MEGA, _GIGA = 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class Drive:
    """One drive: where it is, what it is called, how many bytes are free."""

    folder: str
    name: str
    free: int

    @property
    def words(self) -> str:
        """Give “移动盘 KINGSTON（剩 3.2 GB）”."""
        return f"移动盘 {self.name or self.folder}（剩 {shown_size(self.free)}）"


def drives() -> list[Drive]:
    """Look for them; may wait for a slow drive, so it is asked off the UI thread."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        folder = volume.rootPath()
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and is_removable(folder):
            found.append(Drive(folder, volume.displayName().removeprefix(folder), volume.bytesAvailable()))
    return sorted(found, key=lambda drive: drive.folder)


def is_removable(folder: str) -> bool:
    """Tell by its place: below the mount points of desktops; on Windows any letter but the system's."""
    if sys.platform == "win32":
        return not folder.upper().startswith(Path.home().drive.upper())
    return folder.startswith(MOUNTED_UNDER)


def shown_size(count: int) -> str:
    """Give “3.2 GB”, “120 MB”, “5 KB”."""
    if count >= _GIGA:
        return f"{count / _GIGA:.1f} GB"
    if count >= _MEGA:
        return f"{count // _MEGA} MB"
    return f"{max(1, count // 1024)} KB"
