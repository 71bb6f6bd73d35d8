"""What backups know of the journal: how far it reached when they were made, and with what digest."""

from collections.abc import Iterable

from app.backups.facts import Backup
from app.core.day_text import long_day
from app.history.facts import Mark


def journal_marks(backups: Iterable[Backup], epoch: str) -> list[Mark]:
    """Give what the backup that reached furthest in this epoch (its id) knows; a restore begins another epoch."""
    known = [(one, one.about) for one in backups if one.about is not None and one.about.epoch == epoch]
    if not known:
        return []
    newest, about = max(known, key=lambda pair: pair[1].journal_seq)
    day = long_day(newest.made_at.astimezone().date())
    return [Mark(f"{day}的备份", about.journal_seq, about.journal_digest)]
