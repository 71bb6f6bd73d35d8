"""Finding cases through their subjects: each word is asked of the applicant, the item or the number.

The plan keeps every keystroke short however many cases there are: the rarer side is walked, the other is a set; where
both are common, the newest part of the people is taken, which fills a page long before it is exhausted; and all
readings of the words share one number of steps.
"""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from app.search.case_numbers import in_every_range
from app.search.subjects import Subjects
from app.search.typed import Word
from db import search as asking

if TYPE_CHECKING:
    from db.store import Store

SET_OF_PEOPLE = 5_000
FEW_PEOPLE = 1_500
STEPS = 8_000
STRIDE = 1_200
MOST_NUMBERED = 400
PROBES = 60


class Asked(NamedTuple):
    """One way to read the words: which ask the applicant, and what the others left of items and numbers."""

    people: list[Word]
    items: set[int] | None
    numbered: set[int] | None


class CaseFinder:
    """Answers one search over cases; made anew for each."""

    def __init__(self, store: "Store", subjects: Subjects, limit: int) -> None:
        self._store = store
        self._subjects = subjects
        self._limit = limit
        self._steps = STEPS
        self._heads: list[str] | None = None

    def find(self, words: list[Word]) -> list[int]:
        """Give the row numbers of up to ``limit`` cases that fit every word, newest first.

        Readings of the words are tried in turn (all of the applicant first) until the page is full.
        """
        found: dict[int, int] = {}
        for asked in self._readings(words):
            if len(found) >= self._limit or self._steps <= 0:
                break
            for link in self._cases(asked):
                found.setdefault(link["n"], link["day"])
        newest = sorted(found, key=lambda n: (found[n], n), reverse=True)
        return newest[: self._limit]

    def _readings(self, words: list[Word]) -> list[Asked]:
        numbered = [self._numbered(word) for word in words]
        items = [set(self._subjects.items([word])) for word in words]
        roles = [
            [role for role, there in (("number", numbered[at]), ("person", True), ("item", items[at])) if there]
            for at in range(len(words))
        ]
        readings = []
        for reading in product(*roles):
            people = [word for word, role in zip(words, reading, strict=True) if role == "person"]
            of_items = [items[at] for at, role in enumerate(reading) if role == "item"]
            of_numbers = [numbered[at] for at, role in enumerate(reading) if role == "number"]
            asked = Asked(
                people,
                set.intersection(*of_items) if of_items else None,
                set.intersection(*of_numbers) if of_numbers else None,
            )
            if asked.items != set() and asked.numbered != set():
                readings.append(asked)
        return readings

    def _numbered(self, word: Word) -> set[int]:
        if word.number is None:
            return set()
        numbers = list(word.number.numbers)
        if word.number.sequence:
            if self._heads is None:
                self._heads = asking.number_heads(self._store)
            numbers += in_every_range(word.number, self._heads)
        found = set(asking.cases_numbered(self._store, numbers, MOST_NUMBERED))
        if word.number.beginning:
            found.update(asking.cases_beginning(self._store, word.number.beginning, self._limit * 2))
        return found

    def _cases(self, asked: Asked) -> list[asking.Link]:
        if asked.numbered is not None:
            return self._among_numbered(asked, asked.numbered)
        if asked.items is None:
            return asking.cases_of_people(self._store, self._subjects.shown_people(asked.people), None, self._limit)
        if not asked.people:
            return list(self._walk(asked.items, None))
        return self._people_with_items(asked.people, asked.items)

    def _among_numbered(self, asked: Asked, numbered: set[int]) -> list[asking.Link]:
        links = [
            link
            for link in asking.links_of(self._store, numbered)
            if asked.items is None or link["item"] in asked.items
        ]
        if not asked.people:
            return links
        people = self._subjects.people(asked.people, SET_OF_PEOPLE)
        if len(people) < SET_OF_PEOPLE:
            known = set(people)
            return [link for link in links if link["person"] in known]
        return [link for link in links[:PROBES] if self._subjects.fits(asked.people, link["person"])]

    def _people_with_items(self, words: list[Word], items: set[int]) -> list[asking.Link]:
        people = self._subjects.people(words, SET_OF_PEOPLE)
        self._steps -= len(people) // 4
        if len(people) <= FEW_PEOPLE:
            return asking.cases_of_people(self._store, people, items, self._limit) if people else []
        return list(self._walk(items, set(people)))

    def _walk(self, items: set[int], people: set[int] | None) -> Iterator[asking.Link]:
        """Walk the newest cases of all the items side by side, until a page is full or the steps are used up."""
        stride = max(self._limit, STRIDE // len(items)) if people is not None else self._limit
        left, skip, found = set(items), 0, 0
        while left and found < self._limit and self._steps > 0:
            for item in tuple(left):
                links = asking.cases_of_item(self._store, item, stride, skip)
                self._steps -= len(links)
                if len(links) < stride:
                    left.discard(item)
                fitting = [link for link in links if people is None or link["person"] in people]
                found += len(fitting)
                yield from fitting
            skip += stride
