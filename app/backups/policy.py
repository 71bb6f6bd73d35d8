"""The declaration of backups, ``resources/backups.toml``: rhythm, how long they are kept, wording."""

from functools import cache

import msgspec

from app.core.resources import load_toml


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many are kept: everything of the last ``days`` days, then one a day, week, month and year."""

    days: int = 2
    daily: int = 12
    weekly: int = 10
    monthly: int = 9
    yearly: int = 5
    forced: tuple[str, ...] = ("migration", "restore", "repair")
    forced_days: int = 30
    damaged_days: int = 30
    leap_days: int = 60
    settled_days: int = 7


class Why(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences that say why a backup is kept, and the last three why one is not."""

    newest: str
    most: str
    recent: str
    daily: str
    weekly: str
    monthly: str
    yearly: str
    forced: str
    ahead: str
    unsettled: str
    damaged: str
    crowded: str
    old: str
    spoilt: str


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences that tell on the home page what a rehearsal came to."""

    good: str
    older_good: str
    none_good: str


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole declaration; ``made`` gives the words of each reason for which a backup is made."""

    minutes_between: int
    rehearse_after_days: int
    second_place_days: int
    spare_percent: int
    kept: Kept
    made: dict[str, str]
    told: Told
    why: Why

    def made_words(self, reason: str) -> str:
        """Give the words of a reason; one that a newer program knew stands as it is."""
        return self.made.get(reason, reason)


@cache
def declared() -> Declared:
    """Read the declaration once."""
    return load_toml("backups.toml", Declared)
