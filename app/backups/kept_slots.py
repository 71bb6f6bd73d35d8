"""What the newest backup in a folder says of the keys: the way back where the key files themselves are lost."""

from pathlib import Path

from app.backups.container import SUFFIX, read_about
from app.core.errors import Refused
from app.operators.unlocking import Elsewhere


def newest_slots(folder: Path) -> Elsewhere | None:
    """Look at the newest backup that can be read; its name carries its moment. ``None`` where there is none."""
    try:
        found = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.name, reverse=True)
    except OSError:
        return None
    for path in found:
        try:
            return slots_of(path)
        except Refused:
            continue
    return None


def slots_of(backup: Path) -> Elsewhere:
    """Read the slots inside one backup; raises ``FileDamaged`` or ``NewerFile``."""
    about = read_about(backup)
    return Elsewhere(about.office, about.key_id, about.slots)
