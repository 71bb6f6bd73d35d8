"""What the office's file remembers of its backups: rehearsals, damage that was met, what went to the second place."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.backups.facts import Backup
from app.backups.rehearsing import Rehearsal, rehearsal_of
from db import backups as stored

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.clock import Clock
    from db.store import Store


class Remembered:
    """Local rows of one office, none of them journalled: a backup must not make the next one due."""

    def __init__(self, store: "Store", clock: "Clock") -> None:
        """Read and write one office's rows."""
        self._store, self._clock = store, clock

    def keep(self, one: Rehearsal) -> None:
        """Keep what came of rehearsing a backup."""
        stored.keep_rehearsal(self._store, one.at.isoformat(), one.name, one.records, one.findings)

    def keep_damage(self, backup: Backup, sentence: str) -> None:
        """Keep that a backup failed when it was read whole."""
        finding = sentence.removeprefix("数据文件有问题：").rstrip("。")
        self.keep(Rehearsal(self._clock.now(), backup.name, 0, (finding,)))

    def rehearsals(self) -> Sequence[Rehearsal]:
        """Give what came of rehearsals, the newest first."""
        return [rehearsal_of(row) for row in stored.rehearsals(self._store)]

    def broken(self) -> set[str]:
        """Give the names of the backups that failed the last time they were looked into."""
        latest: dict[str, Rehearsal] = {}
        for one in self.rehearsals():
            latest.setdefault(one.name, one)
        return {name for name, one in latest.items() if not one.is_good}

    def keep_second(self, folder: "Path", there: Backup) -> None:
        """Keep that a backup lies at the second place."""
        seq = there.about.journal_seq if there.about else 0
        stored.keep_second_copy(self._store, self._clock.now().isoformat(), str(folder), there.name, seq)

    def carried_to(self, folder: "Path") -> Sequence[tuple[str, date]]:
        """Give name and day of the backups that were carried to a place, each once."""
        found = {
            row["name"]: self.day_of(datetime.fromisoformat(row["at"]))
            for row in stored.second_copies(self._store)
            if row["place"] == str(folder)
        }
        return list(found.items())

    def second_day(self) -> date | None:
        """Give the day on which the second place was last filled."""
        found = stored.second_copies(self._store, 1)
        return self.day_of(datetime.fromisoformat(found[0]["at"])) if found else None

    def day_of(self, moment: datetime) -> date:
        """Give the day of a moment on the clerk's wall."""
        return moment.astimezone(self._clock.wall().tzinfo).date()
