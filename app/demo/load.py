"""What comes to the counter and when: items by weight and season, days by weekday, words by item."""

import random
from bisect import bisect
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import msgspec

from app.core.resources import load_toml

MONTHS = 12
Sayings = dict[str, tuple[str, ...]]


class ItemLoad(msgspec.Struct, frozen=True):
    """How much of one item comes over the year, its shape by month, and what people ask for."""

    code: str
    weight: int
    months: tuple[int, ...] = ()
    contents: tuple[str, ...] = ()


class Load(msgspec.Struct, frozen=True):
    """The whole of ``resources/demo/load.toml``."""

    other_weight: int
    weekday_weights: tuple[int, ...]
    items: tuple[ItemLoad, ...] = msgspec.field(name="item")
    sayings: Sayings = msgspec.field(name="reasons")


@cache
def load() -> Load:
    """Read the declaration once."""
    return load_toml("demo/load.toml", Load)


class Counter:
    """Draws items by season for one catalogue, and the days on which people come."""

    def __init__(self, rng: random.Random, codes: tuple[str, ...]) -> None:
        """Lay out the shares of every month."""
        known = load()
        named = {item.code: item for item in known.items}
        items = [named.get(code, ItemLoad(code, known.other_weight)) for code in codes]
        self._rng = rng
        self._items = items
        self._shares = [list(accumulate(_share(item, month) for item in items)) for month in range(MONTHS)]
        self.busy = [shares[-1] for shares in self._shares]

    def item(self, day: date) -> ItemLoad:
        """Give what somebody comes for on a day."""
        shares = self._shares[day.month - 1]
        return self._items[bisect(shares, self._rng.random() * shares[-1])]

    def days(self, first: date, last: date, count: int) -> list[date]:
        """Give the days on which ``count`` people come, in order: more in busy months, few at weekends."""
        weights = load().weekday_weights
        span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        bounds = list(accumulate(weights[day.weekday()] * self.busy[day.month - 1] for day in span))
        return sorted(span[bisect(bounds, self._rng.random() * bounds[-1])] for _ in range(count))


def saying(rng: random.Random, kind: str) -> str:
    """Give one of the sentences people say: why late, why refused, what was done."""
    words = load().sayings[kind]
    return words[int(rng.random() * len(words))]


def _share(item: ItemLoad, month: int) -> float:
    if not item.months:
        return item.weight / MONTHS
    return item.weight * item.months[month] / sum(item.months)
