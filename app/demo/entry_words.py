"""What invented entries of ledgers say: the structs into which ``resources/demo/entries.toml`` is read, strictly."""

from functools import cache

import msgspec

from app.core.resources import load_toml

Sayings = dict[str, tuple[str, ...]]
Keys = tuple[str, ...]


class Flow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which money or goods come or go: what its fields say, and how much (yuan or pieces) at a time."""

    comes: bool
    least: int
    most: int
    values: dict[str, str]


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One ledger: how much of what is asked for is written, or how many entries in all where they stand for years.

    What stands comes seldom to an end, save where it ``finishes``.
    Of ``together`` all fields are filled or none, ``never`` stay empty, ``cadres`` are residents who work here.
    """

    percent: int = 100
    standing: int = 0
    finishes: bool = False
    opening: int = 0
    never: Keys = ()
    together: Keys = ()
    cadres: Keys = ()
    words: Sayings = {}
    numbers: dict[str, tuple[int, int]] = {}
    flow: tuple[Flow, ...] = ()


class EntryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``resources/demo/entries.toml``."""

    staff: Keys
    cadres: Keys
    never: Keys
    deadlines: Keys
    founded: Keys
    after: Sayings
    units: dict[str, str]
    numbers: dict[str, tuple[int, int]]
    words: Sayings
    ledger: dict[str, Told]


@cache
def entry_words() -> EntryWords:
    """Read the declaration once."""
    return load_toml("demo/entries.toml", EntryWords)


def told(key: str) -> Told:
    """Give what is said of one ledger; of one that is not named, nothing in particular."""
    return entry_words().ledger.get(key, Told())


def sayings(ledger: str, field: str) -> tuple[str, ...]:
    """Give what a text field may say, the ledger's own words first; nothing where there is no word for it."""
    return told(ledger).words.get(field) or entry_words().words.get(field, ())
