"""What an entry is found by in the search box and how a hit shows it; removed ledgers and entries are not found."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from app.core.day_text import long_day
from app.ledgers.declaration import Declaration
from app.ledgers.fields import Fields
from app.ledgers.kinds.kind import FieldKind, read_kept
from app.ledgers.kinds.registry import REFERRING
from app.ledgers.kinds.times import Day
from app.search.hits import Hit
from app.search.words import entry_words
from db.ledger_search import entries_by_number, entries_with

if TYPE_CHECKING:
    from db.store import Store

Known = Callable[[], Mapping[str, Declaration]]
WORDED = frozenset({"line", "paragraphs", "choice", "choices", "rows", *REFERRING})
DIGITS = frozenset({"phone", "id_number", "account"})
EACH = 5


class Finding:
    """Gives the words of entries and shows those that match; declarations are asked for anew with every search."""

    def __init__(self, known: Known) -> None:
        """``known`` gives every ledger of the office by key."""
        self._known = known
        self._made: dict[str, Fields] = {}

    def words(self, ledger: str) -> Callable[[Mapping[str, Any]], str]:
        """Give what gives the words of a ledger's stored rows; none for a ledger that is not declared here."""
        fields = self._fields(ledger)
        return partial(_words, fields, tuple(_searched(fields))) if fields is not None else _no_words

    def hits(self, store: "Store", expression: str, limit: int) -> list[Hit]:
        """Give the newest entries that match an expression, by their day."""
        wanted: dict[str, list[int]] = {}
        for ledger, n in entries_with(store, expression, min(EACH, limit)):
            wanted.setdefault(ledger, []).append(n)
        found = [one for ledger, numbers in wanted.items() for one in self._faces(store, ledger, numbers)]
        found.sort(key=lambda one: one[0], reverse=True)
        return [hit for _, hit in found[:limit]]

    def _faces(self, store: "Store", ledger: str, numbers: Iterable[int]) -> Iterable[tuple[str, Hit]]:
        fields = self._fields(ledger)
        if fields is None:
            return
        states = {state.key: state.label for state in fields.ledger.state}
        for row in entries_by_number(store, ledger, numbers):
            entry, kept = fields.entry(row), str(row.get(fields.ledger.day) or "")
            day = long_day(Day().read(kept)) if len(kept) > len("2026-10") else kept
            detail = " · ".join(part for part in (fields.ledger.title, day, states.get(entry.state, "")) if part)
            yield kept, Hit("entry", f"{ledger}/{entry.id}", f"{entry.number} {entry.name}", detail, entry.number)

    def _fields(self, ledger: str) -> Fields | None:
        declared = self._known().get(ledger)
        if declared is None:
            return None
        made = self._made.get(ledger)
        if made is None or made.ledger is not declared:
            made = self._made[ledger] = Fields(declared)
        return made


def _words(fields: Fields, searched: Iterable[tuple[str, FieldKind[Any]]], row: Mapping[str, Any]) -> str:
    names, numbers, texts = list[str](), [str(row["number"])], list[str]()
    for key, kind in searched:
        if (value := read_kept(kind, row.get(key))) is None:
            continue
        field, words = fields.all[key][0], kind.words(value)
        if field.kind in REFERRING:
            names += words.split()
        elif field.privacy in DIGITS:
            numbers.append(words)
        else:
            texts.append(words)
    return entry_words(names, numbers, texts)


def _no_words(_: Mapping[str, Any]) -> str:
    return ""


def _searched(fields: Fields) -> Iterable[tuple[str, FieldKind[Any]]]:
    """Give the fields whose words are found: those declared so, those of the name and the list that hold words."""
    shown = {*fields.ledger.list.columns, *fields.named}
    for key, (field, kind) in fields.all.items():
        if field.search or (key in shown and field.kind in WORDED):
            yield key, kind
