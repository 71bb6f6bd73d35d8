"""Restoring an office whole: in the place of the open one, of a damaged one, or in a home where none is yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.backups import preparing, switching
from app.backups.container import About, read_about
from app.backups.lineage import is_on_our_line, line_beside
from app.backups.preparing import EraseAgain, Today, nobody_to_erase
from app.backups.unlocking import Unlocked, known_key, refuse_other_office
from app.core.day_text import long_day
from app.core.errors import Refused
from app.core.progress import SILENT, Progress
from app.operators.slots import Slots
from db.copying import Copied
from db.lock import OfficeLock
from db.store import LOCK_NAME, Store
from db.taking_over import read_what_stays
from db.today_aside import read_aside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.core.clock import Clock
    from app.core.home import Home

KEPT = "office-kept-{moment}.czdb"
BringBack = Callable[[Path, tuple[str, ...], Unlocked], str]
"""Brings attachments back from the increments of a folder and gives in words what could not be; see ``BlobsBack``."""


class Restored(msgspec.Struct, frozen=True):
    """What a restore did: rows by table, and the name under which today's file was kept aside, where it had to be."""

    made_at: str
    journal_seq: int
    rows: dict[str, int]
    kept: str
    words: str


def no_blobs(_folder: Path, _names: tuple[str, ...], _unlocked: Unlocked) -> str:
    """Bring nothing back: for an office without attachments."""
    return ""


class Restoring:
    """The restore of the office that is open."""

    def __init__(
        self, home: "Home", store: Store, clock: "Clock", *,
        known_keys: "Mapping[str, bytes]", before: Callable[[str], object], leave: Callable[[], object],
        bring_back: BringBack = no_blobs, erase_again: EraseAgain = nobody_to_erase,
        allow: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """``before(reason)`` makes the forced backup, ``leave`` closes the office, ``allow`` refuses who must not."""
        self._home, self._store, self._clock = home, store, clock
        self._known, self._before, self._leave = known_keys, before, leave
        self._bring_back, self._erase_again, self._allow = bring_back, erase_again, allow

    def whole(self, source: Path, progress: Progress = SILENT) -> Restored:
        """Put a backup in the place of today's office, which is backed up first; the office is closed then.

        Where today's file cannot be backed up, it is kept aside whole. Raises ``Refused``: nothing was changed then,
        unless it says that the next opening goes on.
        """
        self._allow()
        about = read_about(source)
        refuse_other_office(about, self._store.office["id"])
        key = known_key(about, self._known)
        unlocked = Unlocked(key, self._store.key, self._store.operator)
        stays = Today(read_what_stays(self._store), is_on_our_line(self._store, about))
        folder = switching.begin(self._home)
        note = _note(about, self._clock)
        try:
            prepared = preparing.prepare(
                folder, source, about, unlocked, stays,
                clock=self._clock, note=note, erase_again=self._erase_again, progress=progress,
            )  # fmt: skip
            lost = self._bring_back(source.parent, about.blobs, unlocked)  # the backup that follows may put some away
            trouble = self._back_up()
            self._leave()
            with _locked(self._home):
                kept = _kept_name(self._home, self._clock) if trouble or _has_log(self._home) else ""
                return _switch(self._home, about, prepared, kept, self._clock, why=trouble, lost=lost)
        except BaseException:
            switching.give_up(self._home)
            raise

    def _back_up(self) -> str:
        """Back today's file up; gives in words why that could not be, empty where it could."""
        try:
            self._before("restore")
        except Refused as refusal:
            return refusal.sentence
        return ""


def restore_into(
    home: "Home", source: Path, unlocked: Unlocked, *,
    clock: "Clock", bring_back: BringBack = no_blobs, erase_again: EraseAgain = nobody_to_erase,
    progress: Progress = SILENT,
) -> Restored:  # fmt: skip
    """Restore a backup into a home whose office is not open: its file damaged, gone, or none there yet.

    What lies there is kept aside whole. Raises ``Refused``; nothing in the home has changed then.
    """
    about = read_about(source)
    home.prepare()
    with _locked(home):
        switching.finish(home)
        folder = switching.begin(home)
        try:
            today = _today_of(home, source, about, unlocked, folder, clock)
            prepared = preparing.prepare(
                folder, source, about, unlocked, today,
                clock=clock, note=_note(about, clock), erase_again=erase_again, progress=progress,
            )  # fmt: skip
            lost = bring_back(source.parent, about.blobs, unlocked)
            kept = _kept_name(home, clock) if _anything_there(home) else ""
            return _switch(home, about, prepared, kept, clock, lost=lost, slots=unlocked.new_slots)
        except BaseException:
            switching.give_up(home)
            raise


def refuse_where_an_office_is(home: "Home") -> None:
    """Refuse a home that is taken: a second office would be put over the first."""
    if home.is_set_up():
        raise Refused(
            "这个文件夹里已经有一个办公点，没有恢复到这里。",
            untouched="原来的数据没有动。",
            advice="请换一个空的文件夹；要恢复本办公点，请在备份页里选“整个恢复”。",
        )


def finish_restore(home: "Home") -> str:
    """Finish what a cut-off restore left, before anything is opened; gives what was done in words, mostly nothing."""
    if not home.restoring.exists():
        return ""
    with _locked(home):
        switch = switching.finish(home)
    return "" if switch is None else switch.words


def _today_of(
    home: "Home", source: Path, about: About, unlocked: Unlocked, folder: Path, clock: "Clock"
) -> Today:  # fmt: skip
    """Read what stays from a copy of the file that lies there, else which epochs other backups know of."""
    found = read_aside(home.office_file, unlocked.key_after, folder, about.journal_seq, about.journal_digest, clock.now)
    if found is not None:
        stays, same_line = found
        return Today(stays, same_line)
    line = line_beside(source, about, unlocked.key, folder, clock)
    return Today(line, same_line=True, new_place=not home.held_an_office())


def _kept_name(home: "Home", clock: "Clock") -> str:
    """Give a name that is free, for the file and for its log."""
    moment, number = _moment(clock), 1
    while True:
        name = KEPT.format(moment=moment if number == 1 else f"{moment}-{number}")
        if not any((home.folder / f"{name}{suffix}").exists() for suffix in ("", "-wal")):
            return name
        number += 1


def _has_log(home: "Home") -> bool:
    """Tell whether the log still holds something that could not be folded into the file."""
    log = home.office_file.with_name(f"{home.office_file.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _anything_there(home: "Home") -> bool:
    return any(home.office_file.with_name(home.office_file.name + suffix).exists() for suffix in ("", "-wal"))


def _switch(
    home: "Home", about: About, prepared: tuple[Copied, int], kept: str, clock: "Clock", *,
    why: str = "", lost: str = "", slots: Slots | None = None,
) -> Restored:  # fmt: skip
    words = f"已经恢复到 {shown_moment(about, clock)} 的备份。{lost}"
    copied, erased = prepared
    if erased:
        words += f"备份里有 {erased} 位依法删除过个人信息的人，已经重新删除。"
    if kept:
        reason = f"没有能先备份（{why.rstrip('。')}），" if why else ""
        words += f"原来的数据文件{reason}整个留着，叫 {kept}。"
    switching.make_ready(home, switching.Switch(kept, _moment(clock), words, slots))
    switching.finish(home)
    return Restored(about.made_at, about.journal_seq, copied.rows, kept, words)


def _note(about: About, clock: "Clock") -> str:
    return f"恢复到 {shown_moment(about, clock)} 的备份"


def shown_moment(about: About, clock: "Clock") -> str:
    """Give “2026年10月9日 18:00”, the moment of a backup on the clerk's wall."""
    at = datetime.fromisoformat(about.made_at).astimezone(clock.wall().tzinfo)
    return f"{long_day(at.date())} {at:%H:%M}"


def _moment(clock: "Clock") -> str:
    return f"{clock.wall():%Y%m%d-%H%M%S}"


@contextmanager
def _locked(home: "Home") -> Iterator[None]:
    lock = OfficeLock(home.folder / LOCK_NAME)
    try:
        yield
    finally:
        lock.release()
