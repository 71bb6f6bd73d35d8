"""Attachments of a restored office: what the increments beside a backup hold goes into the second file."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.attachments.increments import bring_back

if TYPE_CHECKING:
    from app.backups.unlocking import Unlocked
    from app.core.clock import Clock
    from app.core.home import Home


class BlobsBack:
    """Brings them back into one home whose office nobody has open; what is there already stays."""

    def __init__(self, home: "Home", clock: "Clock") -> None:
        """Work in ``home``."""
        self._home, self._clock = home, clock

    def __call__(self, folder: Path, names: tuple[str, ...], unlocked: "Unlocked") -> str:
        """Bring back what ``names`` in ``folder`` hold; gives in words what could not be, empty where all came.

        Raises ``DiskTrouble``.
        """
        if not names:
            return ""
        target, at = self._home.attachments_file, self._clock.now().isoformat()
        brought = bring_back(folder, names, unlocked.key, target, into_key=unlocked.key_after, at=at)
        lost = len(brought.damaged)
        words = f"有 {lost} 份附件坏了，没有找回。" if lost else ""
        missing = len(brought.unread)
        return words + (f"备份旁边的 {missing} 个附件文件不在或读不出来，里面的附件没有找回。" if missing else "")
