"""The subjects that words ask for, looked up once each within one search."""

from typing import TYPE_CHECKING

from app.search.typed import Word, every_word
from app.search.words import asked_exactly
from db import search as asking
from db.ledger_search import ENTRIES
from db.search_index import ITEMS, RESIDENTS

if TYPE_CHECKING:
    from db.store import Store

MOST_ITEMS = 24
FEWEST_SHOWN = 60


class Subjects:
    """Answers for one search which people and items carry all of some words."""

    def __init__(self, store: "Store", limit: int) -> None:
        self._store = store
        self._shown = max(FEWEST_SHOWN, limit * 3)
        self._people: dict[str, list[int]] = {}
        self._items: dict[str, list[int]] = {}

    def shown_people(self, words: list[Word]) -> list[int]:
        """Give the people worth showing: those with exactly the one word first, then residents, then applicants."""
        found = self.people(words, self._shown)
        if len(words) > 1 or len(found) < 2:
            return found
        exact = asking.subjects_with(self._store, asked_exactly(words[0].text), 1, ITEMS - 1, self._shown)
        return list(dict.fromkeys([*exact, *found]))[: self._shown]

    def residents(self, words: list[Word]) -> list[int]:
        """Give the row numbers (in ``residents``) of the residents worth showing."""
        return [n - RESIDENTS for n in self.shown_people(words) if n >= RESIDENTS]

    def people(self, words: list[Word], limit: int) -> list[int]:
        """Give up to ``limit`` residents and applicants with these words, residents and the newest first."""
        expression = every_word(words)
        known = self._people.get(expression)
        if known is None or len(known) == self._shown < limit:
            known = asking.subjects_with(self._store, expression, 1, ITEMS - 1, limit)
            self._people[expression] = known
        return known[:limit]

    def items(self, words: list[Word]) -> list[int]:
        """Give the items with these words, as subjects."""
        expression = every_word(words)
        if expression not in self._items:
            self._items[expression] = asking.subjects_with(self._store, expression, ITEMS, ENTRIES - 1, MOST_ITEMS)
        return self._items[expression]

    def fits(self, words: list[Word], person: int) -> bool:
        """Tell whether one person carries all these words."""
        return asking.subject_matches(self._store, every_word(words), person)
