"""Checking what is typed for a resident, field by field, and turning it into stored values."""

from datetime import date
from typing import Any

from app.core.identity import IdReading, read_id_number
from app.core.pinyin import pinyin_of
from app.core.typed_day import NoDay, read_day
from app.core.typed_text import clean_name, clean_phone, clean_text, name_problem, phone_problem
from app.people.facts import FieldError, TypedHousehold, TypedResident

__all__ = ["check_household", "check_resident", "clean_name", "clean_phone", "clean_text", "household_values"]
__all__ += ["resident_values"]

LONGEST_TEXT = 500
OLDEST_DAY = date(1900, 1, 1)
SEXES = ("男", "女", "")
LABELS = {
    "nickname": "小名",
    "household_role": "与户主关系",
    "villager_group": "村民组",
    "address": "住址",
    "note": "备注",
    "left_reason": "迁出原因",
    "number": "户号",
}


def check_resident(typed: TypedResident, today: date) -> list[FieldError]:
    """Say everything that is wrong or odd about what is typed, by field; pure, for every keystroke.

    Errors keep it from being saved; warnings (an unknown area code) only ask to look again.
    """
    reading = read_id_number(typed.id_number, today) if clean_text(typed.id_number) else None
    found = [
        FieldError(field, problem)
        for field, problem in (
            ("name", name_problem(clean_name(typed.name))),
            ("phone", phone_problem(clean_phone(typed.phone))),
            ("sex", "" if typed.sex.strip() in SEXES else "性别请填男或女"),
        )
        if problem
    ]
    if reading is not None:
        found += _id_problems(reading)
    found += _day_problems("birth_day", typed.birth_day, today) + _day_problems("left_on", typed.left_on, today)
    found += _long_texts(typed, ("nickname", "household_role", "villager_group", "address", "note", "left_reason"))
    return found + _disagreements(typed, reading)


def check_household(typed: TypedHousehold) -> list[FieldError]:
    """Say everything that is wrong about a household as typed."""
    found = _long_texts(typed, ("number", "villager_group", "address", "note"))
    if problem := phone_problem(clean_phone(typed.phone)):
        found.append(FieldError("phone", problem))
    if not clean_text(typed.number) and not clean_name(typed.head_name):
        found.append(FieldError("head_name", "户主姓名和户号至少填一个"))
    return found


def resident_values(typed: TypedResident) -> dict[str, Any]:
    """Give the stored columns of a checked resident: cleaned, with pinyin, birth day and sex from the id number."""
    name = clean_name(typed.name)
    pinyin = pinyin_of(name)
    reading = read_id_number(typed.id_number) if clean_text(typed.id_number) else None
    birth_day = read_day(typed.birth_day) if typed.birth_day.strip() else reading.birth_day if reading else None
    return {
        "name": name,
        "pinyin": pinyin.full,
        "initials": pinyin.initials,
        "nickname": clean_name(typed.nickname),
        "sex": typed.sex.strip() or (reading.sex if reading else ""),
        "birth_day": birth_day,
        "id_number": reading.number if reading else "",
        "phone": clean_phone(typed.phone),
        "household_id": typed.household_id,
        "household_role": clean_text(typed.household_role),
        "villager_group": clean_text(typed.villager_group),
        "address": clean_text(typed.address),
        "note": clean_text(typed.note),
        "keep_private": typed.keep_private,
        "left_on": read_day(typed.left_on) if typed.left_on.strip() else None,
        "left_reason": clean_text(typed.left_reason),
    }


def household_values(typed: TypedHousehold) -> dict[str, Any]:
    """Give the stored columns of a checked household."""
    return {
        "number": clean_text(typed.number),
        "head_name": clean_name(typed.head_name),
        "villager_group": clean_text(typed.villager_group),
        "address": clean_text(typed.address),
        "phone": clean_phone(typed.phone),
        "note": clean_text(typed.note),
    }


def _id_problems(reading: IdReading) -> list[FieldError]:
    if reading.reason:
        return [FieldError("id_number", reading.reason)]
    return [FieldError("id_number", reading.warning, warning=True)] if reading.warning else []


def _day_problems(field: str, typed: str, today: date) -> list[FieldError]:
    if not typed.strip():
        return []
    try:
        day = read_day(typed)
    except NoDay as trouble:
        return [FieldError(field, str(trouble))]
    if not OLDEST_DAY <= day <= today:
        return [FieldError(field, "应在 1900 年以后、今天以前")]
    return []


def _long_texts(typed: TypedResident | TypedHousehold, fields: tuple[str, ...]) -> list[FieldError]:
    return [
        FieldError(field, f"{LABELS[field]}太长（最多 {LONGEST_TEXT} 个字）")
        for field in fields
        if len(getattr(typed, field)) > LONGEST_TEXT
    ]


def _disagreements(typed: TypedResident, reading: IdReading | None) -> list[FieldError]:
    if reading is None or not reading.valid:
        return []
    found = []
    try:
        if typed.birth_day.strip() and read_day(typed.birth_day) != reading.birth_day:
            found.append(FieldError("birth_day", f"和身份证号里的出生日期（{reading.birth_day}）不一致"))
    except NoDay:
        return found
    if typed.sex.strip() in {"男", "女"} and typed.sex.strip() != reading.sex:
        found.append(FieldError("sex", f"和身份证号里的性别（{reading.sex}）不一致"))
    return found
