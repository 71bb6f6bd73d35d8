"""Invented names with the frequency of real ones: surnames by share, given names by sex and time, a few rare faces."""

import random
from bisect import bisect
from functools import cache
from itertools import accumulate

import msgspec

from app.core.resources import load_json


class Era(msgspec.Struct, frozen=True):
    """Given names of people born until a year; earlier characters are more frequent."""

    until: int
    single_share: float
    male: str
    female: str
    male_double: tuple[str, ...]
    female_double: tuple[str, ...]


class GivenNames(msgspec.Struct, frozen=True):
    """The whole of ``resources/demo/given_names.json``."""

    note: str
    eras: tuple[Era, ...]
    rare: str
    rare_share: float
    nicknames: tuple[str, ...]


@cache
def given_names() -> GivenNames:
    """Read the given names once."""
    return load_json("demo/given_names.json", GivenNames)


@cache
def surname_shares() -> dict[str, int]:
    """Read surnames with their share in ten thousandths."""
    return load_json("demo/surnames.json", dict[str, int])


class Surnames:
    """Draws surnames: half of the village belongs to a few clans, the rest follows the country."""

    def __init__(self, rng: random.Random, clans: int = 4) -> None:
        """Choose the clans."""
        shares = surname_shares()
        self._rng = rng
        self._names = list(shares)
        self._bounds = list(accumulate(shares.values()))
        self._clans = [self._common() for _ in range(clans)]

    def draw(self) -> str:
        """Give one surname."""
        if self._rng.random() < 0.5:
            return self._clans[int(len(self._clans) * self._rng.random() ** 1.6)]
        return self._common()

    def _common(self) -> str:
        return self._names[bisect(self._bounds, self._rng.random() * self._bounds[-1])]


def given_name(rng: random.Random, sex: str, born: int, generation: str = "") -> str:
    """Give a given name of the time; ``generation`` is the character that brothers share (字辈)."""
    known = given_names()
    era = next(era for era in known.eras if born <= era.until)
    signs = era.male if sex == "男" else era.female
    doubles = era.male_double if sex == "男" else era.female_double
    if rng.random() < known.rare_share:
        rare = known.rare[int(rng.random() * len(known.rare))]
        return rare if rng.random() < 0.5 else _frequent(rng, signs) + rare
    if generation:
        return generation + _frequent(rng, signs.replace(generation, "") or signs)
    if rng.random() < era.single_share:
        return _frequent(rng, signs)
    if rng.random() < 0.3:
        return doubles[int(len(doubles) * rng.random() ** 1.4)]
    first, second = _frequent(rng, signs), _frequent(rng, signs)
    return first + second if first != second or sex == "女" else first


def generation_sign(rng: random.Random, born: int) -> str:
    """Choose the character that a family's sons share."""
    era = next(era for era in given_names().eras if born <= era.until)
    return _frequent(rng, era.male)


def _frequent(rng: random.Random, signs: str) -> str:
    return signs[int(len(signs) * rng.random() ** 1.5)]
