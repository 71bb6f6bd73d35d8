"""Invented books of money and goods: what comes and goes in such an order that none ever stands below nothing."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.demo.entry_making import Entry, EntryMaker
from app.demo.entry_people import Named, person
from app.demo.entry_values import FEN
from app.demo.entry_words import Flow, told
from app.ledgers.contributions.months import PAID, expected
from app.ledgers.contributions.rate_tables import shipped_rates

if TYPE_CHECKING:
    from app.ledgers.declaration import Declaration, Money

MONTHS_PAID = 3
PAYS, HANDED_ON = 0.95, 2
CLASSES = ("农民", "农民", "农民", "有工资收入", "离退休")
LOWEST_BASE, HIGHEST_BASE = 2_000, 6_000


class Book:
    """Makes the entries of one book, its days in order."""

    def __init__(self, rng: random.Random, ledger: "Declaration", money: "Money", maker: EntryMaker) -> None:
        """Begin with nothing in any pile."""
        self._rng, self._money, self._maker = rng, money, maker
        self._told = told(ledger.key)
        self._unit = FEN if money.kind == "cash" else 1
        self._left = dict[str, int]()

    def moves(self, days: Sequence[date]) -> Iterator[Entry]:
        """Give an entry for each day: by chance what comes or goes, what comes where too little is there."""
        for at, day in enumerate(days):
            flow = self._rng.choice(self._told.flow)
            pile = flow.values.get(self._money.per, "")
            amount = self._rng.randint(flow.least, flow.most) * self._unit
            if not flow.comes and self._left.get(pile, 0) < amount:
                flow = next(one for one in self._told.flow if one.comes and one.values.get(self._money.per, "") == pile)
                amount = self._rng.randint(flow.least, flow.most) * self._unit
            yield self._moved(day, at, flow, amount, {})

    def dues(self, days: Sequence[date], named: Named) -> Iterator[Entry]:
        """Give the dues of members, one quarter after the other, and what is handed on of them."""
        first, last = days[0], days[-1]
        quarters = _quarters(first, last)
        members = named.members[: max(len(days) // max(len(quarters), 1) - 1, 1)]
        comes, goes = self._told.flow
        classes = {one.id: CLASSES[place % len(CLASSES)] for place, one in enumerate(members)}
        bases = {one.id: self._rng.randint(LOWEST_BASE, HIGHEST_BASE) * FEN for one in members}
        at = 0
        for begin in quarters:
            day = self._maker.worked(max(begin, first))
            for one in members:
                if day > last or self._rng.random() > PAYS:
                    continue
                kept: dict[str, Any] = {"member": person(one), "class": classes[one.id]}
                kept |= {"base": bases[one.id]} if classes[one.id] != CLASSES[0] else {}
                kept |= {
                    "from_month": f"{begin:%Y-%m}",
                    "until_month": f"{begin:%Y}-{begin.month + MONTHS_PAID - 1:02d}",
                }
                owed = expected(lambda _month: shipped_rates(), kept) or 0
                yield self._moved(day, at, comes, owed, kept)
                at += 1
            handed = self._left.get("", 0) // HANDED_ON
            if handed and begin != quarters[-1] and day <= last:
                yield self._moved(day, at, goes, handed, {})
                at += 1

    def _moved(self, day: date, at: int, flow: Flow, amount: int, more: dict[str, Any]) -> Entry:
        pile = flow.values.get(self._money.per, "")
        values, state = self._maker.make(day, at)
        for key in ("member", "class", "base", "from_month", "until_month"):
            values.pop(key, None)
        opening = self._told.opening * self._unit if pile not in self._left and self._money.opening else 0
        if opening:
            values[self._money.opening] = self._amount(opening)
        self._left[pile] = self._left.get(pile, 0) + opening + (amount if flow.comes else -amount)
        way = self._money.income if flow.comes else self._money.outlay
        return {**values, **flow.values, **more, way: self._amount(amount)}, state

    def _amount(self, amount: int) -> int | Decimal:
        return amount if self._money.kind == "cash" else Decimal(amount)


def makes_dues(ledger: "Declaration") -> bool:
    """Tell whether a book is the one of the dues, which follow months and members."""
    return any(flow.values.get("kind") == PAID for flow in told(ledger.key).flow)


def _quarters(first: date, last: date) -> list[date]:
    """Give the first day of every quarter from the one of ``first`` to the one of ``last``."""
    begin = first.replace(month=(first.month - 1) // MONTHS_PAID * MONTHS_PAID + 1, day=1)
    found = []
    while begin <= last:
        found.append(begin)
        month = begin.month + MONTHS_PAID
        begin = begin.replace(year=begin.year + (month > 12), month=(month - 1) % 12 + 1)
    return found
