"""What the page of backups shows, read off the UI thread, and the tasks it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.facts import Backup
from app.backups.places import PLACE, SECOND, free_bytes
from app.backups.policy import declared
from app.backups.rehearsing import Rehearsal
from app.backups.shelf import Shelved
from app.backups.standing import Standing, grouped
from app.core.changes import Changes
from app.core.day_text import listed_day, shown_day
from ui.widgets.drives import shown_size

if TYPE_CHECKING:
    from datetime import tzinfo

    from app.session import Session
    from ui.work import Progress


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its folder (``None``: not chosen), free bytes (``None``: not there), whether the data's disk."""

    folder: Path | None
    free: int | None = None
    is_ours: bool = False
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page at one moment; moments are told in ``zone``."""

    first: Place
    second: Place
    second_day: date | None
    standing: Standing
    shelf: Sequence[Shelved]
    second_shelf: Sequence[Shelved]
    today: date
    zone: "tzinfo | None"


def read_overview(session: "Session") -> Overview:
    """Look into both places; may wait for a stick, reads the office on connections of its own."""
    backups, wall = session.backups, session.clock.wall()
    first, second = backups.place(), backups.second_place()
    return Overview(
        first=_place(session, first),
        second=_place(session, second),
        second_day=backups.remembered.second_day(),
        standing=backups.standing(),
        shelf=backups.shelf(first),
        second_shelf=backups.shelf(second) if second is not None else (),
        today=wall.date(),
        zone=wall.tzinfo,
    )


def make_backup(session: "Session", progress: "Progress") -> Backup:
    """Make a backup now."""
    return session.backups.now(progress=progress)


def fill_second(session: "Session", progress: "Progress") -> tuple[Backup, Changes]:
    """Carry the newest sound backup to the second place."""
    there = session.backups.fill_second(progress)
    return there, Changes(frozenset({("second_copies", there.name)}))


def rehearse(session: "Session", progress: "Progress") -> tuple[Sequence[Rehearsal], Changes]:
    """Rehearse the newest backup, and older ones where it is no good."""
    done = session.backups.rehearse(progress=progress)
    return done, Changes(frozenset(("checkups", one.name) for one in done))


def change_place(session: "Session", folder: Path | None, second: bool) -> Changes:  # noqa: FBT001 - a task has plain values
    """Keep another place, ``None`` for the usual one (no second one); raises ``Refused`` where it will not do."""
    if folder is not None:
        session.backups.places.check(folder, second=second)
    usual = folder is None or (not second and folder == session.home.backups)
    return session.settings.change(SECOND if second else PLACE, "" if usual else str(folder))


def place_words(place: Place) -> str:
    """Say where a place is and how much room is left."""
    if place.folder is None:
        return "还没有选"
    where = f"数据旁边（{place.folder}）" if place.is_usual else str(place.folder)
    if place.free is None:
        return f"{where}，！ 现在没有插上或者打不开"
    return f"{where}，剩 {shown_size(place.free)}"


def second_words(overview: Overview) -> str:
    """Say where the second place is and when it was last filled."""
    words, last = place_words(overview.second), overview.second_day
    if overview.second.folder is None:
        return f"{words}。电脑坏了，数据旁边的备份也会一起没有：请选一个 U 盘或另一块盘。"
    if last is None:
        words += "，还没有抄过"
    else:
        words += f"，{shown_day(last, overview.today)}抄过"
        days = (overview.today - last).days
        words += f"。！ 已经 {days} 天没有抄了" if days > declared().second_place_days else ""
    return f"{words}。！ 它和数据在同一块盘上，盘坏了两处都会没有" if overview.second.is_ours else words


def last_words(overview: Overview) -> str:
    """Say what the newest backup is."""
    if not overview.shelf:
        return "还没有" if overview.first.free is not None else ""
    one = overview.shelf[0].backup
    made = declared().made_words(one.about.reason) if one.about else "！ 读不出来"
    return f"{moment_words(one, overview)}，{made}，{grouped(one.records)} 条，{shown_size(one.size)}"


def standing_words(overview: Overview) -> str:
    """Say what the last rehearsal came to."""
    found = overview.standing
    if not found.words:
        return "还没有演练过；每月自动做一次，也可以现在做"
    sign = "！ " if found.is_wrong else ""
    return f"{sign}{found.words}，{shown_day(found.day, overview.today) if found.day else ''}演练"


def moment_words(backup: Backup, overview: Overview) -> str:
    """Give the day and time at which a backup was made."""
    at: datetime = backup.made_at.astimezone(overview.zone)
    return f"{listed_day(at.date(), overview.today)} {at:%H:%M}"


def _place(session: "Session", folder: Path | None) -> Place:
    if folder is None:
        return Place(None)
    usual = folder == session.home.backups
    free = free_bytes(session.home.folder if usual and not folder.exists() else folder)
    return Place(folder, free, is_ours=session.backups.places.is_on_our_disk(folder), is_usual=usual)
