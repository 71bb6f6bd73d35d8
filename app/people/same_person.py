"""“Maybe the same person”: by id number, else by the sound of the name and the birth day, else by name and group."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.core.identity import read_id_number
from app.core.pinyin import pinyin_of
from app.core.typed_day import NoDay, read_day
from app.people.checks import clean_name, clean_text
from app.people.facts import Candidate, Resident, TypedResident
from db import people as rows

if TYPE_CHECKING:
    from db.store import Store


def maybe_same_person(store: "Store", typed: TypedResident, today: date, but_not: str = "") -> list[Candidate]:
    """Give candidates with the reason, the surest kind only; a reason that is certain forbids a second registering."""
    reading = read_id_number(typed.id_number, today) if clean_text(typed.id_number) else None
    if reading is not None and reading.valid:
        found = _candidates(rows.residents_with_id_number(store, reading.number), "身份证号相同", but_not, certain=True)
        if found:
            return found
    name = clean_name(typed.name)
    pinyin = pinyin_of(name).full
    if not pinyin:
        return []
    birth_day = reading.birth_day if reading and reading.valid else _typed_birth_day(typed)
    group = clean_text(typed.villager_group)
    alike = rows.residents_by_pinyin(store, pinyin, birth_day.isoformat()) if birth_day else []
    found = _candidates(alike, "姓名同音，出生日期相同", but_not) or _candidates(
        rows.residents_named(store, pinyin, name, group) if group else [], "同组同名", but_not
    )
    if reading is not None and reading.valid:  # two different numbers are two people
        return [candidate for candidate in found if not candidate.resident.id_number]
    return found


def _candidates(found: list[rows.Found], reason: str, but_not: str, *, certain: bool = False) -> list[Candidate]:
    return [
        Candidate(msgspec.convert(row, Resident, strict=False), reason, certain)
        for row in found
        if row["id"] != but_not
    ]


def _typed_birth_day(typed: TypedResident) -> date | None:
    try:
        return read_day(typed.birth_day)
    except NoDay:
        return None
