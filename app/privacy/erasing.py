"""Lawful erasure: the values of one person go from rows, journal, papers, search and attachments; the chain stays."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.errors import Refused
from app.ledgers.erasing import Concerned
from app.ledgers.publishing import known_ledgers
from app.privacy.declared import declared
from app.privacy.emptying import empty_person, entries_of_person, ids_of_person
from app.privacy.facts import Erased, Holder
from db import erasure as rows
from db.ledger_erasure import scans_beside
from db.ledger_tables import PREFIX
from db.privacy import packages_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.search.search import Search
    from db.store import Store


class Held(Protocol):
    """A backup as the room of backups tells it."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def place(self) -> str:
        """Where it lies."""
        ...

    @property
    def until(self) -> "date | None":
        """Until when it is likely to be held."""
        ...


class Erasing:
    """Erases a person on their request; needs the right ``erase``."""

    def __init__(
        self,
        store: "Store",
        search: "Search",
        closed_states: Iterable[str],
        forget_blobs: Callable[[Iterable[str]], object],
        backups: "Callable[[], Sequence[Held]]",
        allow: Callable[[], None],
    ) -> None:
        """``forget_blobs`` takes digests of attachments, ``backups`` tells those that hold what is here now."""
        self._store, self._search, self._closed = store, search, tuple(closed_states)
        self._forget_blobs, self._backups, self._allow = forget_blobs, backups, allow

    def refuse_open_cases(self, resident_id: str, request_number: str = "") -> None:
        """Raise ``Refused`` where a case of the person is under way, the request itself excepted."""
        found = [one for one in rows.open_cases(self._store, resident_id, self._closed) if one != request_number]
        if found:
            told = declared().words["open_cases"].format(count=len(found), numbers="、".join(found[:5]))
            raise Refused(told, untouched="没有删除。", advice="请先办结，或同本人商量撤回。")

    def erase(self, resident_id: str, request_number: str, reason: str) -> tuple[Erased, Changes]:
        """Empty everything of one person for good; cannot be undone, and is itself an entry.

        Raises ``Refused`` without the right, without a reason, for somebody unknown, or while cases are under way;
        nothing is touched then. The values are gone from the file and its log when this returns.
        """
        self._allow()
        if not reason.strip():
            raise Refused("删除要写明依据。", untouched="没有删除。", advice="请写上本人的请求和日期。")
        self.refuse_open_cases(resident_id, request_number)
        ids = ids_of_person(self._store, resident_id)
        if not ids["residents"]:
            raise Refused("找不到这位村民。", untouched="没有删除。", advice="请刷新后再试。")
        digests = rows.digests_of(self._store, ids["attachments"])
        entries = entries_of_person(self._store, resident_id)
        holders = self._holders(rows.first_entry(self._store, {**ids, **entries.ids}))
        with self._store.writing(reason=reason) as write:
            removed = empty_person(write, resident_id, ids)
            holders = (*self._beside(entries), *holders)
            rows.keep_erasure(write, resident_id, removed, holders)
            self._search.rebuild(write)
            write.note("erase", "residents", resident_id, f"按请求 {request_number} 依法删除".replace("  ", " "))
            changes, at = Changes.of(write.changed), write.at
        self._forget_blobs(digests)
        self._store.checkpoint()
        return Erased(resident_id, at, removed, holders), changes

    def all(self) -> list[Erased]:
        """Give every erasure, newest first."""
        found = []
        for row in rows.erasures(self._store):
            removed = msgspec.json.decode(row["removed"], type=dict[str, int])
            holders = msgspec.json.decode(row["holders"], type=tuple[Holder, ...])
            found.append(Erased(row["resident_id"], row["at"], removed, holders))
        return found

    def _beside(self, entries: Concerned) -> tuple[Holder, ...]:
        """Name the scans on entries in which the person is one of several: what is on them, only eyes can tell."""
        about, found = set(entries.about), list[Holder]()
        titles = {key: ledger.title for key, ledger in known_ledgers(self._store).items()}
        for table, ids in entries.ids.items():
            for row in scans_beside(self._store, table, [one for one in ids if one not in about]):
                ledger = titles[table.removeprefix(PREFIX)]
                found.append(Holder(declared().words["scan_beside"].format(ledger=ledger, **row)))
        return tuple(found)

    def _holders(self, first_entry: int) -> tuple[Holder, ...]:
        words, found = declared().words, []
        for one in self._backups():
            told = words["held"] if one.until is not None else words["held_open"]
            until = long_day(one.until) if one.until is not None else ""
            found.append(Holder(told.format(name=one.name, place=one.place, until=until), one.until))
        for package in packages_with(self._store, first_entry):
            told = words["packed"].format(number=package["number"], day=str(package["written_at"])[:10])
            found.append(Holder(told))
        return tuple(found)
