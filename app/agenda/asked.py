"""On whom a duty falls who stands in no entry yet: holders of a post, units of a kind, what another ledger lists."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from app.agenda.due_entries import DutyEntries, fact_value
from app.ledgers.duties.facts import EntryFact, Person, Who
from app.ledgers.fields import Fields
from db import ledger_dues as rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from app.ledgers.declaration import Declaration
    from app.ledgers.standing import Standing
    from app.units.facts import Post, Unit
    from db.store import Store

MOST = 500


class Rooms(NamedTuple):
    """Where those who are asked are found."""

    posts: "Callable[[], list[Post]]"
    units: "Callable[[], list[Unit]]"


class Asking:
    """Finds them for one office and day; each is found with since when."""

    def __init__(self, store: "Store", rooms: Rooms, known: "Mapping[str, Standing]", today: date) -> None:
        """``known`` gives every ledger of the office."""
        self._store, self._rooms, self._known, self._today = store, rooms, known, today

    def of(self, asked: str) -> dict[Who, Person]:
        """Read ``post:…``, ``unit:…`` or ``ledger:….…`` of a declaration; nobody where it is empty."""
        what, _, name = asked.partition(":")
        finding: dict[str, Callable[[str], Iterator[tuple[Who, Person]]]] = {
            "post": self._holders,
            "unit": self._units,
            "ledger": self._listed,
        }
        return dict(finding[what](name)) if what in finding else {}

    def _holders(self, name: str) -> "Iterator[tuple[Who, Person]]":
        for post in self._rooms.posts():
            holder = post.now("A", self._today)
            if name in {post.name, post.known_as} and post.ended_on is None and holder is not None:
                yield Who(holder.resident_id, holder.name), Person(holder.since, holder.until)

    def _units(self, kind: str) -> "Iterator[tuple[Who, Person]]":
        for unit in self._rooms.units():
            if unit.kind == kind:
                yield Who(unit.id, unit.name), Person(unit.founded_on)

    def _listed(self, address: str) -> "Iterator[tuple[Who, Person]]":
        key, _, field = address.partition(".")
        if key not in self._known:
            return
        ledger = self._known[key].declaration
        for row in rows.sought_entries(self._store, _open(ledger, field), MOST):
            value = row.get(field)
            found = None if value is None else fact_value(Fields(ledger).all[field][1].read(value))
            for who in found if isinstance(found, tuple) else (found,):
                if isinstance(who, Who | str) and who:
                    yield who if isinstance(who, Who) else Who("", who), Person()


def entries_of(read: DutyEntries, asked: "Collection[Who]") -> tuple[EntryFact, ...]:
    """Give the entries of those who are asked: whoever held the post before is not asked for it any more.

    A bare name means who is asked under this name.
    """
    by_key, by_name = {who.key: who for who in asked}, {who.name: who for who in asked}
    found = []
    for entry in read.entries:
        named = entry.persons(read.duty.per)
        meant = (by_key.get(who.key) or _same(who, by_name.get(who.name)) for who in named)
        if whom := tuple(who for who in meant if who is not None):
            found.append(replace(entry, values={**entry.values, read.duty.per: whom}))
    return tuple(found)


def _same(who: Who, other: Who | None) -> Who | None:
    return other if other is not None and not (who.id and other.id) else None


def _open(ledger: "Declaration", field: str) -> rows.Sought:
    states = tuple(state.key for state in ledger.state if not state.ended)
    return rows.Sought(ledger.key, (field,), states=(*states, "") if ledger.state else ())
