"""Everything that the office holds of one person, gathered for their own eyes (个人信息保护法 45)."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import msgspec

from app.privacy.consents import Consents
from app.privacy.emptying import ids_of_person
from app.privacy.facts import Consent
from app.privacy.held_entries import HeldEntry, held_entries
from db import network, privacy

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.clock import Clock
    from app.people.people import People
    from db.store import Store

ACTS = {"look": "查看完整号码", "print": "打印", "export": "存成文件"}


class HeldCase(msgspec.Struct, frozen=True):
    """One case in words."""

    number: str
    item: str
    day: str
    state: str
    result: str


class Look(msgspec.Struct, frozen=True):
    """One look at the person's data: when by the wall clock, what, who."""

    moment: str
    what: str
    who: str


class HeldOf(msgspec.Struct, frozen=True):
    """All of one person; ``facts`` are label and full value, because it is theirs."""

    name: str
    facts: tuple[tuple[str, str], ...]
    cases: tuple[HeldCase, ...]
    consents: tuple[Consent, ...]
    entries: tuple[HeldEntry, ...]
    scans: tuple[str, ...]
    looks: tuple[Look, ...]


class Gathering:
    """Gathers what is held of a person."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        people: "People",
        consents: Consents,
        state_words: "Callable[[str], str]",
        scans_of: "Callable[[str, str], list[str]]",
    ) -> None:
        """``state_words`` says a case's state in words, ``scans_of`` gives the titles on a record (table, id)."""
        self._store, self._clock, self._people, self._consents = store, clock, people, consents
        self._state_words, self._scans_of = state_words, scans_of

    def of(self, resident_id: str) -> HeldOf:
        """Give everything about one person; raises ``Refused`` where there is none."""
        one = self._people.find(resident_id)
        ids, entries = ids_of_person(self._store, resident_id), held_entries(self._store, resident_id)
        household = self._people.household(one.household_id) if one.household_id else None
        facts = (
            ("姓名", one.name),
            ("别名", one.nickname),
            ("性别", one.sex),
            ("出生日期", one.birth_day.isoformat() if one.birth_day else ""),
            ("身份证号", one.id_number),
            ("电话", one.phone),
            ("村民组", one.villager_group),
            ("住址", one.address),
            ("户编号", household.number if household else ""),
            ("与户主关系", one.household_role),
            ("备注", one.note),
            *(("任职", words) for words in self._posts(resident_id)),
        )
        records = [(table, row_id) for table in ("residents", "cases") for row_id in ids[table]]
        records += [(one.table, one.id) for one in entries]
        scans = [title for record in records for title in self._scans_of(*record)]
        looked = [*ids["residents"], *ids["cases"], *ids["papers"], *(one.id for one in entries)]
        return HeldOf(
            one.name,
            tuple((label, value) for label, value in facts if value),
            tuple(self._cases(resident_id)),
            tuple(self._consents.of(resident_id)),
            tuple(entries),
            tuple(scans),
            tuple(self._looks(looked)),
        )

    def _cases(self, resident_id: str) -> list[HeldCase]:
        found = privacy.cases_of(self._store, resident_id)
        return [
            HeldCase(
                number=row["number"],
                item=row["item_name"],
                day=row["registered_on"],
                state=self._state_words(row["state"]),
                result=row["result_text"],
            )
            for row in found
        ]

    def _posts(self, resident_id: str) -> list[str]:
        found = network.roles_of(self._store, resident_id)
        told = "{unit} {post}（{role} 岗，{since} 至 {until}，电话 {phone}）"
        return [told.format(**{**row, "since": row["since"] or "", "until": row["until"] or "今"}) for row in found]

    def _looks(self, ids: list[str]) -> list[Look]:
        zone = self._clock.wall().tzinfo
        found = privacy.looks_at(self._store, msgspec.json.encode(ids).decode())
        return [Look(_wall(row["at"], zone), ACTS[row["action"]], row["operator"]) for row in found]


def _wall(moment: str, zone: "tzinfo | None") -> str:
    return f"{datetime.fromisoformat(moment).astimezone(zone):%Y-%m-%d %H:%M}"
