"""One opened office from its opening to its end; the only object that ``ui`` and the door receive."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import Refused
from app.session.keeping import Keeping
from db import status

if TYPE_CHECKING:
    from pathlib import Path

    from app.backups.unlocking import Unlocked
    from app.backups.way_back import WayBack
    from app.core.clock import DeskClock
    from app.core.clock_doubt import Doubt
    from app.core.home import Home
    from app.operators.operators import Operator
    from db.store import Store
    from db.writing import Writing


class Session(Keeping):
    """An office with somebody at its desk; services are made when they are first asked for."""

    def __init__(self, home: "Home", store: "Store", clock: "DeskClock", operator: "Operator") -> None:
        """Sit the operator down at an open store; use :func:`app.opening.open_session`."""
        super().__init__(home, store, clock, operator)
        store.journal.reload()
        self._began_after = store.journal.last_seq
        self._is_closed = False
        self._way_back: WayBack | None = None
        self.arrived = ""

    @property
    def way_back(self) -> "WayBack":
        """The way back into a backup: looking inside, single records, the whole; the same one whoever sits down."""
        if self._way_back is None:
            from app.backups.entries_back import EntriesBack
            from app.backups.way_back import WayBack
            from app.operators.file_keys import known_keys
            from app.privacy.declared import declared
            from app.privacy.emptying import erase_again

            self._way_back = WayBack(
                *(self.home, self.store, self.clock),
                known_keys=partial(known_keys, self.store),
                before=self.backups.before,
                leave=self._leave_for_restore,
                index=self._index_rows,
                entries=EntriesBack(self.store, self.publishing.known, self.periods),
                gone=declared().gone,
                bring_back=self._bring_blobs_back,
                erase_again=erase_again,
                allow=lambda: self.require("backups.restore"),
            )
        return self._way_back

    def clock_doubt(self) -> "Doubt | None":
        """Compare the PC's clock with what was saved last; ``None`` is a clock to be believed."""
        from app.core.clock_doubt import doubt_about

        last = self._last_saved()
        return doubt_about(self.clock.wall(), datetime.fromisoformat(last) if last else None)

    def set_day(self, day: date) -> Changes:
        """Go on with the day that the clerk gave; the machine's own day confirms that its clock is right.

        Raises ``Refused`` for another day that lies before what was saved last: nothing is dated before it.
        """
        from app.core.clock_doubt import clock_rules
        from app.core.day_text import long_day

        machine, words = self.clock.machine_wall(), clock_rules().words
        if day < clock_rules().earliest:
            raise Refused(f"{long_day(day)}不会是今天，没有采用。", untouched="什么也没有改。", advice="请重新填日期。")
        last = self._last_saved()
        if day != machine.date() and last and day < datetime.fromisoformat(last).astimezone(machine.tzinfo).date():
            sentence = f"{long_day(day)}比上一次保存还早，没有采用。"
            raise Refused(sentence, untouched="什么也没有改。", advice="请看看日历，重新填今天的日期。")
        self.clock.set_day(day)
        told = words["kept" if day == machine.date() else "set"]
        with self.store.writing(sets_clock=True) as write:
            text = told.format(now=long_day(machine.date()), day=long_day(day))
            write.note("clock", "offices", str(self.store.office["id"]), text)
            self.log.tell("clock", day=day.isoformat())
            return Changes.of(write.changed)

    def save_help_report(self, path: "Path") -> None:
        """Write the sheet for whoever helps from afar to where the clerk says; raises ``DiskTrouble``."""
        from app.core.help_report import help_report
        from db.durable import write_durably

        write_durably(path, help_report(status.counts(self.store), self.log.lines()))

    def leave(self, *, closing: bool = True) -> Refused | None:
        """Back up what changed and give the office back; gives what kept the backup from being made.

        Without ``closing`` (a word of the headless door) a backup is made only if something was written and one is due.
        """
        trouble = None
        try:
            if closing:
                self.backups.stop()
                self.checkup.want_sound()
                self.backups.at_close()
            elif self.store.journal.last_seq != self._began_after:
                self.backups.due()
        except Refused as refusal:
            self.hear(refusal)
            trouble = refusal
        finally:
            self.close()
        return trouble

    def close(self) -> None:
        """Give the office back and leave no passing plaintext behind; a second time there is nothing to do."""
        if self._is_closed:
            return
        self._is_closed = True
        try:
            if self._way_back is not None:
                self._way_back.close()
            if self._blobs is not None:
                self._blobs.close()
            if self.ending is not None:
                self.ending.end(self.store)
        finally:
            self.store.close()
            self.home.empty_temporary()

    def is_closed(self) -> bool:
        """Tell whether the office was given back."""
        return self._is_closed

    def _last_saved(self) -> str:
        """Give the latest moment of an entry, a package or a backup since the clerk last said which day it is."""
        last, since = status.last_moment(self.store)
        return max(last, self.backups.last_moment(since))

    def _index_rows(self, write: "Writing", table: str, ids: Sequence[str]) -> None:
        self.keep_true(write, table, ids)

    def _bring_blobs_back(self, folder: "Path", names: tuple[str, ...], unlocked: "Unlocked") -> str:
        """Bring attachments back while nobody has their file open; it is opened again when it is next asked for."""
        from app.backups.blobs_back import BlobsBack

        if self._blobs is not None:
            self._blobs.close()
        return BlobsBack(self.home, self.clock)(folder, names, unlocked)

    def _leave_for_restore(self) -> None:
        self.backups.stop()
        self.close()
