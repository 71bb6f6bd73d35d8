"""The way back, as an open office offers it: what happened since a backup, a look inside, single records, the whole."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.changed import Since, changed_since
from app.backups.container import About, read_about
from app.backups.looking import Past, look_into
from app.backups.preparing import EraseAgain, nobody_to_erase
from app.backups.restoring import BringBack, Restored, Restoring, no_blobs
from app.backups.single import Index, TakingBack
from app.backups.unlocking import Unlocked, known_key, refuse_other_office
from app.core.progress import SILENT, Progress
from db.past_records import erased_people

if TYPE_CHECKING:
    from app.backups.entries_back import EntriesBack
    from app.core.clock import Clock
    from app.core.home import Home
    from db.store import Store


class WayBack:
    """Everything that needs the right ``backups.restore``; what happened since, everybody may know."""

    def __init__(
        self,
        home: "Home",
        store: "Store",
        clock: "Clock",
        *,
        known_keys: Callable[[], Mapping[str, bytes]],
        before: Callable[[str], object],
        leave: Callable[[], object],
        index: Index,
        entries: "EntriesBack",
        gone: str,
        bring_back: BringBack = no_blobs,
        erase_again: EraseAgain = nobody_to_erase,
        allow: Callable[[], None] = lambda: None,
    ) -> None:
        """``before`` makes the forced backup, ``leave`` closes the office, ``allow`` refuses who must not.

        ``entries`` knows the ledgers of today, ``gone`` is what stands for somebody who was erased by law.
        """
        self._home, self._store, self._clock = home, store, clock
        self._entries, self._gone = entries, gone
        self._known_keys, self._before, self._leave = known_keys, before, leave
        self._index, self._bring_back, self._allow = index, bring_back, allow
        self._erase_again = erase_again
        self._looks: list[Past] = []

    def since(self, about: About) -> Since:
        """Tell what happened since a backup."""
        return changed_since(self._store, about)

    def look_into(self, source: Path, progress: Progress = SILENT) -> Past:
        """Open a backup of this office to be looked at; written down. It is closed with the office at the latest.

        Raises ``Refused``: no right, another office's, an unknown key, damage, no room.
        """
        self._allow()
        about = read_about(source)
        refuse_other_office(about, self._store.office["id"])
        past = look_into(source, known_key(about, self._known_keys()), self._home.temporary, self._clock, progress)
        past.source = source
        past.hide(erased_people(self._store), self._gone)
        self._looks.append(past)
        with self._store.writing() as write:
            write.note("restore", "backups", source.stem, f"查看 {past.moment} 的备份")
        return past

    def taking_back(self, past: Past) -> TakingBack:
        """Bring single records back from an opened backup."""
        bring_blobs = partial(self._bring_blobs, past)
        return TakingBack(self._store, past, self._index, self._entries, bring_blobs=bring_blobs, allow=self._allow)

    def whole(self, source: Path, progress: Progress = SILENT) -> Restored:
        """Restore a backup whole; see :meth:`Restoring.whole`. The office is closed then."""
        self.close()
        restoring = Restoring(
            *(self._home, self._store, self._clock),
            known_keys=self._known_keys(),
            before=self._before,
            leave=self._leave,
            bring_back=self._bring_back,
            erase_again=self._erase_again,
            allow=self._allow,
        )
        return restoring.whole(source, progress)

    def _bring_blobs(self, past: Past) -> None:
        if past.source is not None:
            key = known_key(past.about, self._known_keys())
            unlocked = Unlocked(key, self._store.key, self._store.operator)
            self._bring_back(past.source.parent, past.about.blobs, unlocked)

    def close(self) -> None:
        """Leave every backup that is still looked into."""
        while self._looks:
            self._looks.pop().close()
