"""What a resident and a household are, and what a clerk types for them."""

from datetime import date

import msgspec

ADULT_AGE = 18


class Resident(msgspec.Struct, frozen=True, kw_only=True):
    """One villager as stored; ``id_number`` is the full number, to be masked wherever it is shown."""

    id: str
    name: str
    pinyin: str = ""
    initials: str = ""
    nickname: str = ""
    sex: str = ""
    birth_day: date | None = None
    id_number: str = ""
    phone: str = ""
    household_id: str | None = None
    household_role: str = ""
    villager_group: str = ""
    address: str = ""
    note: str = ""
    keep_private: bool = False
    left_on: date | None = None
    left_reason: str = ""
    brought_over: bool = False
    deleted: bool = False
    owner: int = 1
    revision: int = 1


class Household(msgspec.Struct, frozen=True, kw_only=True):
    """One household: its number in the village's own roll, and whose it is."""

    id: str
    number: str = ""
    head_name: str = ""
    villager_group: str = ""
    address: str = ""
    phone: str = ""
    note: str = ""
    deleted: bool = False
    owner: int = 1
    revision: int = 1


class TypedResident(msgspec.Struct, frozen=True, kw_only=True):
    """A resident as typed; days and numbers are still text."""

    name: str = ""
    nickname: str = ""
    sex: str = ""
    birth_day: str = ""
    id_number: str = ""
    phone: str = ""
    household_id: str | None = None
    household_role: str = ""
    villager_group: str = ""
    address: str = ""
    note: str = ""
    keep_private: bool = False
    left_on: str = ""
    left_reason: str = ""


class TypedHousehold(msgspec.Struct, frozen=True, kw_only=True):
    """A household as typed."""

    number: str = ""
    head_name: str = ""
    villager_group: str = ""
    address: str = ""
    phone: str = ""
    note: str = ""


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field, to be shown beside it; ``warning`` means that it may be saved all the same."""

    field: str
    sentence: str
    warning: bool = False


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who is perhaps the person being typed, and why; ``certain`` where the id number is the same."""

    resident: Resident
    reason: str
    certain: bool = False


class Page(msgspec.Struct, frozen=True):
    """One page of the residents' list, and how many there are in all."""

    residents: tuple[Resident, ...]
    total: int


def is_minor(birth_day: date | None, day: date, adult_age: int = ADULT_AGE) -> bool:
    """Tell whether somebody was under age on ``day``; an unknown birth day is no minor's (Civil Code art. 17).

    ``adult_age`` is in years; who was born on 29 February is of age on 1 March.
    """
    if birth_day is None:
        return False
    had_birthday = (day.month, day.day) >= (birth_day.month, birth_day.day)
    return day.year - birth_day.year - (not had_birthday) < adult_age


def typed_again(resident: Resident) -> TypedResident:
    """Give a resident as it would be typed, to start a form from."""
    return TypedResident(
        name=resident.name,
        nickname=resident.nickname,
        sex=resident.sex,
        birth_day=resident.birth_day.isoformat() if resident.birth_day else "",
        id_number=resident.id_number,
        phone=resident.phone,
        household_id=resident.household_id,
        household_role=resident.household_role,
        villager_group=resident.villager_group,
        address=resident.address,
        note=resident.note,
        keep_private=resident.keep_private,
        left_on=resident.left_on.isoformat() if resident.left_on else "",
        left_reason=resident.left_reason,
    )
