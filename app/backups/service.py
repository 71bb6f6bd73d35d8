"""The backups of one office: when one is due, making them, keeping them, the second place, and rehearsing."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.backups.container import About, verify_container
from app.backups.facts import Backup
from app.backups.making import NoBackup, back_up_file, damaged_source
from app.backups.policy import declared
from app.backups.rehearsing import FindKey, Rehearsal, rehearse
from app.backups.second import Carry, NotCarried, carry_to, first_sound
from app.backups.shelf import put_away
from app.backups.shelves import Shelves
from app.backups.stopping import Watched
from app.core.errors import FileDamaged, Refused, Stopped
from app.core.progress import SILENT, Progress
from app.operators import slots
from app.operators.rights import Right
from db.backups import end_of

if TYPE_CHECKING:
    from app.backups.making import BlobKeeper
    from app.core.clock import Clock
    from app.core.home import Home
    from db.backups import End
    from db.store import Store


def anybody_may(_: Right) -> None:
    """Allow it: for whoever watches over an office outside of a session."""


class _Reached(NamedTuple):
    seq: int
    epoch: str
    at: datetime


class Backups(Shelves):
    """Safekeeping of one open office; every method may be called from any thread, none holds up the desk."""

    def __init__(
        self,
        store: "Store",
        home: "Home",
        clock: "Clock",
        *,
        carry: Carry,
        keep_blobs: "BlobKeeper | None" = None,
        find_key: FindKey | None = None,
        require: Callable[[Right], None] = anybody_may,
    ) -> None:
        """Watch over ``store``; what neighbours do (sticks, attachments, former keys, rights) is handed in.

        ``require`` is asked where the clerk wants something; what the program does by itself needs no right.
        """
        super().__init__(store, home, clock)
        self._carry, self._keep_blobs, self._find_key, self._require = carry, keep_blobs, find_key, require
        self._making, self._looking = threading.Lock(), threading.Lock()
        self._leaving = threading.Event()
        self._last: _Reached | None = None

    def now(self, reason: str = "asked", *, to: Path | None = None, progress: Progress = SILENT) -> Backup:
        """Make a backup now, in the place or in the folder ``to``; raises ``NoBackup``, also while one is under way."""
        self._require("backups.make")
        self._stay()
        if not self._making.acquire(blocking=False):
            raise NoBackup("另一份备份正在做", "请等它做完。")
        try:
            return self._make(reason, to, Watched(progress, self._leaving))
        finally:
            self._making.release()

    def is_due(self) -> bool:
        """Tell whether the journal moved since the newest backup, and that is long enough ago (or its date ahead)."""
        end = end_of(self._store)
        last = self._newest(end)
        if last is None:
            return True
        waited = self._clock.now() - last.at
        soon = timedelta(0) <= waited < timedelta(minutes=declared().minutes_between)
        return end.seq != last.seq and not soon

    def due(self, reason: str = "work", progress: Progress = SILENT) -> Backup | None:
        """Make a backup if one is due, none is under way and nobody is leaving; raises as :meth:`now`."""
        if self._leaving.is_set() or not self._making.acquire(blocking=False):
            return None
        try:
            return self._make(reason, None, Watched(progress, self._leaving)) if self.is_due() else None
        finally:
            self._making.release()

    def before(self, reason: str) -> None:
        """Stand by before something that cannot be taken back; raises ``NoBackup``, then it must not be done.

        Waits for a backup that is under way. One that is as new and reads back whole will do, where the policy keeps
        none of that reason for its own sake.
        """
        with self._making:
            if reason in declared().kept.forced or not self._is_covered():
                self._make(reason, None, SILENT)

    def at_close(self) -> Backup | None:
        """Make the last backup of a session if anything changed since the newest; raises ``NoBackup``."""
        with self._making:
            end = end_of(self._store)
            last = self._newest(end)
            return self._make("close", None, SILENT) if last is None or last.seq != end.seq else None

    def stop(self) -> None:
        """Have whatever runs in the background stop for good, and wait until it has: the office is being left."""
        self._leaving.set()
        with self._looking, self._making:
            pass

    @contextmanager
    def in_background(self, progress: Progress = SILENT) -> "Iterator[Progress]":
        """Do something long beside the desk, one at a time; what is given stops it when the office is left."""
        self._stay()
        with self._looking:
            yield Watched(progress, self._leaving)

    def verify(self, backup: Backup, progress: Progress = SILENT) -> About:
        """Read a backup whole and compare its digests; raises ``FileDamaged``, and it is remembered as damaged."""
        if backup.newer:
            raise Refused(backup.trouble, untouched="备份没有动。")
        try:
            return verify_container(backup.path, progress)
        except FileDamaged as damage:
            self.remembered.keep_damage(backup, damage.sentence)
            raise

    def rehearse(self, backup: Backup | None = None, progress: Progress = SILENT) -> Sequence[Rehearsal]:
        """Rehearse one backup, or the newest and on to older ones until one is good; all are remembered.

        Raises ``Refused`` where there is none, where our disk has no room, or where it was stopped.
        """
        self._stay()
        chosen = [backup] if backup is not None else self.list()
        if not chosen:
            raise Refused("还没有备份，没有可以演练的。", advice="请先按“现在备份”。")
        done: list[Rehearsal] = []
        with self.in_background(progress) as watched:
            at = self._clock.now()
            for one in chosen:
                done.append(rehearse(one, self._home.temporary, self._key_of, at, watched))
                self.remembered.keep(done[-1])
                if done[-1].is_good:
                    break
        return done

    def is_rehearsal_due(self) -> bool:
        """Tell whether there is a backup, and the last rehearsal is a month ago (or dated ahead)."""
        last = next(iter(self.remembered.rehearsals()), None)
        lately = last is not None and 0 <= (self._clock.now() - last.at).days < declared().rehearse_after_days
        return not lately and bool(self.list())

    def fill_second(self, progress: Progress = SILENT) -> Backup:
        """Carry the newest sound backup to the second place and keep order there; raises ``NotCarried``."""
        self._require("backups.make")
        self._stay()
        folder = self.second_place()
        if folder is None:
            raise NotCarried("还没有选第二处", "请在“设置 · 备份”里选一个移动盘或另一块盘上的文件夹。")
        with self.in_background(progress) as watched:
            newest = first_sound(self.list(), self.remembered.keep_damage, watched)
            there = carry_to(folder, newest, self._carry, watched)
            self.remembered.keep_second(folder, there)
            put_away(self.shelf(folder))
        return there

    def _make(self, reason: str, to: Path | None, progress: Progress) -> Backup:
        try:
            chosen = to if to is not None else self.place()
        except FileDamaged as damage:
            raise damaged_source(damage) from damage
        made = back_up_file(
            *(self._home, self._store.path, self._store.key, slots.read_slots(self._home.slot_files)),
            *(reason, self._clock),
            place=None if chosen == self._home.backups else chosen,
            keep_blobs=self._keep_what_can_be_read,
            progress=progress,
        )
        if to is None and made.about is not None:
            self._last = _Reached(made.about.journal_seq, made.about.epoch, made.made_at)
            put_away(self.shelf(chosen))
        return made

    def _keep_what_can_be_read(self, folder: Path) -> tuple[str, ...]:
        """Put the attachments beside; where their file is damaged, what was kept of them stays kept, and it is told."""
        self._blob_fault = ""
        if self._keep_blobs is None:
            return ()
        try:
            return self._keep_blobs(folder)
        except FileDamaged as damage:
            self._blob_fault = damage.sentence
            return next((one.about.blobs for one in self.list(folder) if one.about is not None), ())

    def _stay(self) -> None:
        if self._leaving.is_set():
            raise Stopped

    def _newest(self, end: "End") -> _Reached | None:
        """Give what the backup holds that reaches farthest in this line of epochs, whatever its date."""
        if self._last is None or self._last.epoch != end.epoch:
            abouts = [one.about for one in self.list() if one.about is not None and one.about.epoch == end.epoch]
            reached = [_Reached(one.journal_seq, one.epoch, datetime.fromisoformat(one.made_at)) for one in abouts]
            self._last = max(reached, key=lambda one: (one.seq, one.at), default=None)
        return self._last

    def _is_covered(self) -> bool:
        end = end_of(self._store)
        for one in self.list():
            if one.about is not None and (one.about.journal_seq, one.about.epoch) == (end.seq, end.epoch):
                try:
                    self.verify(one)
                except FileDamaged:
                    continue
                return True
        return False

    def _key_of(self, key_id: str) -> bytes | None:
        if key_id == slots.key_id(self._store.key):
            return self._store.key
        return self._find_key(key_id) if self._find_key is not None else None
