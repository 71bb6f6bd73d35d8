"""Filling the ledgers of the invented village: years of entries through the service, and the months behind closed."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from app.core.progress import Progress, go_on
from app.demo.entry_books import Book, makes_dues
from app.demo.entry_making import Entry, EntryMaker
from app.demo.entry_path import Days
from app.demo.entry_people import Named, named_of
from app.demo.entry_words import told
from app.demo.filling import REASON, Office
from app.ledgers.kinds.values import Ref

if TYPE_CHECKING:
    from app.demo.village import Villager
    from app.ledgers.declaration import Declaration
    from app.ledgers.filling import Filling
    from app.ledgers.periods import Periods
    from app.ledgers.service import Ledgers

PER_TRANSACTION = 3_000
WHOLE = 100
OPEN_MONTHS = 2
"""So many months before the present one are still open."""


class Keeper(Office, Protocol):
    """The open office whose ledgers are to be filled."""

    @property
    def ledgers(self) -> "Ledgers":
        """The ledgers."""
        ...

    @property
    def filling(self) -> "Filling":
        """The lines that cases write into ledgers."""
        ...

    @property
    def periods(self) -> "Periods":
        """What is closed."""
        ...


class EntryFilling:
    """Fills every ledger that ships; draws from its own chance, so no story of the cases changes."""

    def __init__(
        self, office: Keeper, seed: int, people: "Sequence[Villager]", units: Mapping[str, Sequence[Ref]], years: int
    ) -> None:
        """Let the ledgers be kept since so many years, from the first of a month."""
        self._office, self._rng, self._years = office, random.Random(seed + 2), years  # noqa: S311 - nothing secret
        today = office.clock.today()
        self._first = today.replace(day=1) - timedelta(days=round(years * 365.25))
        items = [Ref(item.code, item.name) for item in office.catalogue.items(enabled_only=True)]
        self._named: Named = named_of(self._rng, people, units, items, today)
        self._days = Days(self._rng, office.calendar, self._first, today)

    def write(self, per_year: int, progress: Progress) -> int:
        """Write so many entries a year and ledger, fewer where a ledger has few by its nature; gives how many.

        A ledger that cases fill takes up the cases first; what they do not fill of it was written by hand.
        """
        written = self._from_cases()
        waiting: list[tuple[Declaration, list[Entry]]] = []
        ledgers = self._office.ledgers.all()
        for at, ledger in enumerate(ledgers):
            go_on(progress, at, len(ledgers), "台账")
            waiting.append((ledger, self._told(ledger, per_year)))
            if sum(len(entries) for _, entries in waiting) >= PER_TRANSACTION or ledger is ledgers[-1]:
                written += self._write(waiting)
                waiting.clear()
        return written

    def close(self, progress: Progress) -> int:
        """Close the months that lie behind, all ledgers together; gives how many."""
        ends = self._office.clock.today().replace(day=1)
        for _ in range(OPEN_MONTHS):
            ends = (ends - timedelta(days=1)).replace(day=1)
        month, closed = self._first.replace(day=1), 0
        while month < ends:
            go_on(progress, closed, (ends - month).days // 30, "结账")
            self._office.periods.close(f"{month:%Y-%m}", reason=REASON)
            month, closed = (month + timedelta(days=31)).replace(day=1), closed + 1
        return closed

    def _from_cases(self) -> int:
        filled = [one for one in self._office.ledgers.all() if one.fill is not None]
        with self._office.store.writing(self._office.operator.id, REASON) as write:
            for one in filled:
                self._office.filling.fill(write, one)
        return sum(self._office.ledgers.count(one.key) for one in filled)

    def _write(self, waiting: "list[tuple[Declaration, list[Entry]]]") -> int:
        with self._office.store.writing(self._office.operator.id, REASON) as write:
            return sum(len(self._office.ledgers.write_new(write, one.key, entries)) for one, entries in waiting)

    def _told(self, ledger: "Declaration", per_year: int) -> list[Entry]:
        words, maker = told(ledger.key), EntryMaker(self._rng, ledger, self._named, self._days)
        from_cases = self._office.ledgers.count(ledger.key)
        count = max(per_year * self._years * words.percent // WHOLE - from_cases, 1)
        days = self._days.some(min(count, words.standing) if words.standing else count)
        if ledger.money is None or not words.flow:
            return [maker.make(day, at) for at, day in enumerate(days)]
        book = Book(self._rng, ledger, ledger.money, maker)
        return list(book.dues(days, self._named) if makes_dues(ledger) else book.moves(days))
