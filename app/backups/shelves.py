"""The backups of one office as they lie in their places: listed, judged, told; nothing here makes or changes one."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.backups.facts import Backup
from app.backups.listing import backups_in, days_in, newest_by_name
from app.backups.places import PREFIX, Places
from app.backups.rehearsing import rehearsal_of
from app.backups.remembered import Remembered
from app.backups.shelf import Shelved, shelved
from app.backups.standing import Standing, standing
from db.backups import glance

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.core.home import Home
    from db.store import Store

LOOKED_AT = 5
"""So many of the newest backups are asked when the clock is compared with them."""


class Held(msgspec.Struct, frozen=True):
    """A backup that still holds what was there on a day, in which place, and until about when."""

    name: str
    place: str
    made_on: date
    until: date | None


class Glance(msgspec.Struct, frozen=True):
    """How the backups stand at one moment; where there is none, the days are that on which the office began."""

    standing: Standing
    fault: str
    last_day: date
    second_day: date


class Shelves:
    """Both places of one open office; every method may be called from any thread, none holds up the desk."""

    def __init__(self, store: "Store", home: "Home", clock: "Clock") -> None:
        """Look at the places of one office, and at what its file remembers of them."""
        self._store, self._home, self._clock = store, home, clock
        self.places, self.remembered = Places(store, home), Remembered(store, clock)
        office = store.office
        self._office = (str(office["id"]), str(office["unit"]))
        self._blob_fault = ""

    def place(self) -> Path:
        """Give the folder of the backups."""
        return self.places.first()

    def second_place(self) -> Path | None:
        """Give the second place, ``None`` where none was chosen."""
        return self.places.second()

    def list(self, place: Path | None = None) -> Sequence[Backup]:
        """Give this office's backups in a place (its own unless told), the newest first; a lost place holds none."""
        return backups_in(place or self.place(), *self._office)

    def shelf(self, place: Path | None = None) -> Sequence[Shelved]:
        """Give the backups of a place with why and until when each is kept."""
        return shelved(self.list(place), self.remembered.broken(), self._clock.wall())

    def standing(self) -> Standing:
        """Say how the backups stand, by the last rehearsal."""
        rehearsals = self.remembered.rehearsals()
        return standing(rehearsals, self.remembered.day_of(rehearsals[0].at) if rehearsals else None)

    def fault(self) -> str:
        """Say what is wrong: with the attachments at the last backup, with the backups at their last rehearsal."""
        return self._fault(self.standing())

    def glance(self) -> Glance:
        """Give everything that the home page tells; unlike the rest it reads on the window's own road."""
        kept, day_of = glance(self._store, PREFIX), self.remembered.day_of
        rehearsals = [rehearsal_of(row) for row in kept.rehearsals]
        found = standing(rehearsals, day_of(rehearsals[0].at) if rehearsals else None)
        founded_on = day_of(datetime.fromisoformat(kept.founded_at))
        carried = day_of(datetime.fromisoformat(kept.carried_at)) if kept.carried_at else founded_on
        last = self._last_day_in(self.places.first(kept.settings))
        return Glance(found, self._fault(found), last or founded_on, carried)

    def last_day(self) -> date | None:
        """Give the day of the newest backup by the names in its place; days after today do not count."""
        return self._last_day_in(self.place())

    def last_moment(self, since: int) -> str:
        """Give when the newest backup by name that reaches past journal entry ``since`` was made; empty for none."""
        for backup in newest_by_name(self.place(), self._office[1], LOOKED_AT):
            if backup.about is not None and backup.about.journal_seq > since:
                return backup.about.made_at
        return ""

    def holding(self, day: date) -> Sequence[Held]:
        """Give the backups, in both places, that hold what was in the office until ``day``, for whoever must know.

        Of a second place that is not plugged in, what was carried there counts, without a day until which.
        """
        day_of = self.remembered.day_of
        places = [place for place in (self.place(), self.second_place()) if place is not None]
        lying = [
            Held(one.backup.name, str(place), day_of(one.backup.made_at), one.until)
            for place in places
            for one in self.shelf(place)
        ]
        away = [Held(name, str(place), on, None) for place in places for name, on in self._carried_to(place)]
        return [one for one in (*lying, *away) if one.made_on <= day]

    def _fault(self, found: Standing) -> str:
        return self._blob_fault or (found.words if found.is_wrong else "")

    def _last_day_in(self, place: Path) -> date | None:
        today = self._clock.today()
        days = [day for day in days_in(place, self._office[1]) if day <= today]
        return days[-1] if days else None

    def _carried_to(self, place: Path) -> Sequence[tuple[str, date]]:
        return () if place.is_dir() else self.remembered.carried_to(place)
