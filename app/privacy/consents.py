"""Consents: given for a purpose, withdrawn any day, and those still missing (个人信息保护法 13, 15, 29, 31)."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.privacy.declared import Purpose, declared, purpose
from app.privacy.facts import Consent
from db import privacy as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.people.facts import Resident
    from app.people.people import People
    from db.store import Store

NOT_KEPT = "没有记下同意。"


class Consents:
    """The consents of one office."""

    def __init__(self, store: "Store", clock: "Clock", people: "People") -> None:
        """Work on one open office."""
        self._store, self._clock, self._people = store, clock, people

    def of(self, resident_id: str = "") -> list[Consent]:
        """Give the consents of one person, or of everybody, newest first."""
        return [msgspec.convert(row, Consent, strict=False) for row in rows.consents(self._store, resident_id)]

    def give(
        self,
        resident_id: str,
        key: str,
        *,
        day: date | None = None,
        given_by: str = "",
        guardian: str = "",
        note: str = "",
    ) -> tuple[Consent, Changes]:
        """Keep a consent; ``given_by`` is who signed, ``guardian`` signs for a child under 14 (art. 31).

        Raises ``Refused`` for an unknown purpose, a day to come, or a child without a guardian.
        """
        what, person, today = purpose(key), self._people.find(resident_id), self._clock.today()
        day = day or today
        if day > today:
            raise Refused("同意的日期在今天以后。", untouched=NOT_KEPT, advice="请核对日期。")
        if self.needs_guardian(person, day) and not guardian.strip():
            sentence = f"本人不满 {declared().guardian_below} 周岁，要由监护人同意。"
            raise Refused(sentence, untouched=NOT_KEPT, advice="请写上监护人姓名。")
        values = {
            "resident_id": resident_id,
            "resident_name": person.name,
            "purpose": what.key,
            "given_on": day,
            "given_by": given_by.strip() or guardian.strip() or person.name,
            "guardian": guardian.strip(),
            "form": what.form,
            "note": note.strip(),
        }
        with self._store.writing(reason=f"同意：{what.title}") as write:
            consent_id = write.insert("consents", values)
            return self._find(consent_id), Changes.of(write.changed)

    def withdraw(self, consent_id: str, reason: str = "", day: date | None = None) -> Changes:
        """End a consent; what was done until then stays lawful (art. 15). Raises ``Refused`` where it ended already."""
        kept, day = self._find(consent_id), day or self._clock.today()
        if not kept.stands:
            raise Refused("这份同意已经撤回过。", untouched="没有改动。")
        if kept.given_on is not None and day < kept.given_on:
            raise Refused("撤回的日期早于同意的日期。", untouched="没有改动。", advice="请核对日期。")
        with self._store.writing(reason=reason or "撤回同意") as write:
            write.update("consents", consent_id, {"withdrawn_on": day}, action="withdraw")
            return Changes.of(write.changed)

    def missing(self, resident_id: str, item_code: str, item_name: str) -> list[Purpose]:
        """Give the purposes that a case of this item needs a separate consent for, and that none stands for yet."""
        given = {one.purpose for one in self.of(resident_id) if one.stands}
        return [one for one in declared().purpose if one.key not in given and _asked_by(one, item_code, item_name)]

    def needs_guardian(self, person: "Resident", day: date) -> bool:
        """Tell whether a person is a child whose guardian must consent; unknown birth days need none."""
        born = person.birth_day
        if born is None:
            return False
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return years < declared().guardian_below

    def _find(self, consent_id: str) -> Consent:
        row = rows.consent(self._store, consent_id)
        if row is None:
            raise Refused("找不到这份同意。", untouched="没有改动。", advice="请刷新后再试。")
        return msgspec.convert(row, Consent, strict=False)


def _asked_by(one: Purpose, item_code: str, item_name: str) -> bool:
    return item_code in one.items or any(word in item_name for word in one.words)
