"""The search box's service: finding while typing, and keeping the index true inside each writing transaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from app.search.case_finder import CaseFinder
from app.search.hits import Hit, case_hit, item_hit, resident_hit
from app.search.subjects import Subjects
from app.search.typed import Word, asked_of_entries, read_words
from app.search.words import item_words, person_words
from db import search as asking
from db import search_index as index
from db.ledger_search import index_entries
from db.ledger_tables import PREFIX, entry_tables

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing

LIMIT = 20
ITEM_SHARE = 5
ENTRY_SHARE = 4
UNIT_SHARE = 5
FEW = 20


class Entries(Protocol):
    """The entries of ledgers as the search box sees them: it knows no declaration."""

    def words(self, ledger: str) -> Callable[[Mapping[str, Any]], str]:
        """Give what gives the words of a ledger's stored rows."""
        ...

    def hits(self, store: "Store", expression: str, limit: int) -> list[Hit]:
        """Give the newest entries that match an expression."""
        ...


def no_entry_words(_: str) -> Callable[[Mapping[str, Any]], str]:
    """Give no words for any entry: where nobody knows the declarations."""
    return lambda _: ""


def no_units(_text: str, _limit: int) -> list[Hit]:
    """Find no unit: where nobody knows the network."""
    return []


class Search:
    """Finds residents, cases, items and units by whatever part of them is typed; several words must all fit."""

    def __init__(
        self,
        store: "Store",
        state_words: Callable[[str], str] = str,
        entries: Entries | None = None,
        units: Callable[[str, int], list[Hit]] = no_units,
    ) -> None:
        """Search one office; ``state_words`` says a case's state as the clerk reads it, ``entries`` knows ledgers.

        ``units`` finds units by a part of their name or of a name that holds a post there.
        """
        self._store, self._units = store, units
        self._entries = entries
        self.entry_words = entries.words if entries is not None else no_entry_words
        self._state_words = state_words

    def find(self, text: str, limit: int = LIMIT) -> list[Hit]:
        """Give up to ``limit`` hits: a case whose number was typed first, items, residents, newest cases and entries.

        Any text is allowed; signs that mean nothing are passed over. No word at all finds nothing.
        """
        words = read_words(text)
        if not words or limit < 1:
            return []
        subjects = Subjects(self._store, limit)
        items = self._items(subjects.items(words), max(1, limit // ITEM_SHARE))
        entries = self._entries.hits(self._store, asked_of_entries(text), limit) if self._entries is not None else []
        known = subjects.residents(words)[: limit * 2]  # some of them may be removed
        residents = [resident_hit(row) for row in asking.resident_faces(self._store, known)[:limit]]
        found = CaseFinder(self._store, subjects, limit).find(words)
        rows = asking.case_faces(self._store, found)
        cases = [case_hit(row, self._state_words(row["state"])) for row in rows]
        kept_residents = max(limit - len(items) - len(cases), (limit - len(items)) // 2)
        kept_cases = limit - len(items) - min(len(residents), kept_residents)
        numbered, others = _split(cases[:kept_cases], words)
        found_rows = [*numbered, *items, *residents[:kept_residents], *others]
        kept_entries = max(limit - len(found_rows), min(limit // ENTRY_SHARE, len(entries)))
        units = self._units(text.strip(), limit // UNIT_SHARE)
        return [*found_rows[: limit - min(kept_entries, len(entries)) - len(units)], *units, *entries][:limit]

    def index_resident(self, write: "Writing", row: Mapping[str, Any]) -> None:
        """Index one resident that was just written; only ``row["id"]`` is read."""
        self.index_residents(write, (row["id"],))

    def index_case(self, write: "Writing", row: Mapping[str, Any]) -> None:
        """Index one case that was just written; only ``row["id"]`` is read."""
        self.index_cases(write, (row["id"],))

    def index_residents(self, write: "Writing", ids: Iterable[str]) -> None:
        """Index residents that were just written; where they are few, cases under a name they had are looked at, too.

        Many come from imports and packages, where the cases follow or are indexed with them.
        """
        wanted = list(ids)
        index.index_residents(write, wanted, person_words)
        if len(wanted) <= FEW:
            self.index_cases(write, index.cases_of_residents(write, wanted))

    def index_cases(self, write: "Writing", ids: Iterable[str]) -> None:
        """Index many cases that were just written, changed or removed."""
        index.index_cases(write, ids, person_words, item_words)

    def index_many(self, write: "Writing", table: str, ids: Iterable[str]) -> None:
        """Index many rows of ``residents``, ``cases`` or a ledger; other tables carry no search words."""
        if table == "residents":
            self.index_residents(write, ids)
        elif table == "cases":
            self.index_cases(write, ids)
        elif table.startswith(PREFIX):
            index_entries(write, table, ids, self.entry_words)
        elif table in {"service_items", "item_versions"}:
            self.index_items(write)

    def index_items(self, write: "Writing") -> None:
        """Index the names of every item of the catalogue that is not known yet."""
        index.index_items(write, index.catalogue_names(write), item_words)

    def rebuild(self, write: "Writing") -> None:
        """Make the whole index anew from residents, catalogue and cases (also after a lawful erasure)."""
        index.empty_index(write)
        self.index_items(write)
        self.index_residents(write, index.every_id(write, "residents"))
        self.index_cases(write, index.every_id(write, "cases"))
        for table in entry_tables(write.store.tables):
            index_entries(write, table, None, self.entry_words)
        index.tighten_index(write)

    def _items(self, found: list[int], limit: int) -> list[Hit]:
        rows = asking.item_faces(self._store, [n - index.ITEMS for n in found])
        return [item_hit(row) for row in rows[:limit]]


def _split(cases: list[Hit], words: list[Word]) -> tuple[list[Hit], list[Hit]]:
    """Put the cases whose whole number was typed before everything else."""
    typed = {number for word in words if word.number for number in word.number.numbers}
    return [hit for hit in cases if hit.number in typed], [hit for hit in cases if hit.number not in typed]
