"""What a township sees of the ledgers of its villages: how much was entered, what it adds up to, the entries."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.core.errors import Refused
from app.ledgers.checking import groups
from app.ledgers.declaration import Declaration
from app.ledgers.entry_reading import EntryReading
from app.ledgers.facts import Entry
from app.ledgers.fields import Fields
from app.ledgers.measures import Figure, span_texts
from app.ledgers.measuring import stored_figures
from app.ledgers.reading import shipped_declarations
from app.ledgers.standing import Standing
from app.ledgers.villages import ledgers_of, made_by
from db import enrolment
from db.ledgers import entry_row
from db.units import offices
from db.village_entries import entries_by_owner

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store


class LedgerCount(msgspec.Struct, frozen=True):
    """How many entries a village made in a ledger in a span; ``key`` is the one that the ledger has here."""

    key: str
    title: str
    entries: int


def counts(store: "Store", owners: Iterable[int], first: date, last: date) -> dict[int, tuple[LedgerCount, ...]]:
    """Count what each of some villages entered in a span of days, by ledger; a ledger without any is not there."""
    found: dict[int, list[LedgerCount]] = {owner: [] for owner in owners}
    made = (one for owner in found for one in made_by(store, owner).values())
    order = [key for key, _ in groups()]
    for ledger in sorted((*shipped_declarations(), *made), key=lambda one: order.index(one.group)):
        for owner, entries in entries_by_owner(store, ledger.key, ledger.day, *span_texts(ledger, first, last)).items():
            if owner in found:
                found[owner].append(LedgerCount(ledger.key, ledger.title, entries))
    return {owner: tuple(some) for owner, some in found.items()}


class VillageEntry(NamedTuple):
    """One entry that a village sent, by which declaration, and whose it is: the village's code and name."""

    unit: str
    village: str
    ledger: Declaration
    entry: Entry


def village_entry(store: "Store", key: str, entry_id: str) -> VillageEntry:
    """Give one entry of a village by the key that its ledger has here; raises ``Refused`` where it is gone."""
    row = entry_row(store, key, entry_id)
    ledger = ledgers_of(store, row["owner"]).get(key) if row is not None else None
    if row is None or ledger is None:
        raise Refused("这条登记已经不在了。", untouched="什么也没有改动。", advice="请回到汇总再找。")
    village = next(one for one in offices(store) if one["n"] == row["owner"])
    return VillageEntry(village["unit"], village["name"], ledger, Fields(ledger).entry(row))


class VillageBooks:
    """The ledgers of one village as its packages brought them: to read, never to change."""

    def __init__(self, store: "Store", clock: "Clock", unit: str) -> None:
        """Find the village by its code; raises ``Refused`` where it is not enrolled here."""
        office = next((one for one in enrolment.child_offices(store) if one["unit"] == unit), None)
        if office is None:
            sentence = f"{unit[:20]} 没有在本单位登记过。"
            raise Refused(sentence, untouched="什么也没有改动。", advice="请核对村站的代码。")
        self._store, self.name, self.owner = store, str(office["name"]), int(office["n"])
        self.entries = EntryReading(store, clock, self._standings, owner=self.owner)

    def ledgers(self) -> dict[str, Declaration]:
        """Give the ledgers that may hold entries of the village, by the key that each has here."""
        return ledgers_of(self._store, self.owner)

    def counts(self, first: date, last: date) -> tuple[LedgerCount, ...]:
        """Count what was entered in a span of days."""
        return counts(self._store, (self.owner,), first, last)[self.owner]

    def figures(self, key: str, first: date, last: date) -> tuple[Figure, ...]:
        """Give every declared measure of a ledger for a span of days; raises ``Refused`` where there is no such one."""
        return stored_figures(self._store, self.entries.ledger(key), first, last, owner=self.owner)

    def _standings(self) -> dict[str, Standing]:
        return {key: Standing(one) for key, one in self.ledgers().items()}
