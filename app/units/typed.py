"""Checking what is typed for a unit, a holder or a link, field by field, and turning it into stored values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from app.core.errors import Refused
from app.core.typed_day import NoDay, read_day
from app.core.typed_text import clean_name, clean_phone, clean_text, name_problem, phone_problem
from app.units.facts import TypedHolder, TypedLink, TypedUnit

LONGEST_NAME = 40
LONGEST_TEXT = 500
LARGEST_AREA = 100_000
OLDEST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
LABELS = {"short": "简称", "code": "编号", "address": "地址", "note": "备注", "title": "职务", "name": "名称"}
ROLES = ("A", "B")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one field, to be shown beside it."""

    field: str
    sentence: str


class UnitFaults(Refused):
    """What was typed cannot be saved; ``faults`` says what is wrong beside which field."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("；".join(fault.sentence for fault in self.faults) + "。", untouched="没有保存。")


def refuse(faults: Iterable[Fault]) -> None:
    """Raise ``UnitFaults`` where there is any."""
    found = [fault for fault in faults if fault.sentence]
    if found:
        raise UnitFaults(found)


def check_unit(typed: TypedUnit) -> list[Fault]:
    """Say everything that is wrong with a unit as typed, its kind and place in the tree excepted."""
    name = clean_text(typed.name)
    found = [
        Fault("name", "没有填写名称" if not name else too_long("name", name, LONGEST_NAME)),
        Fault("phone", phone_problem(clean_phone(typed.phone))),
        Fault("founded_on", day_problem(typed.founded_on)),
        Fault("floor_area", _area_problem(typed.floor_area)),
        *(Fault(field, too_long(field, getattr(typed, field))) for field in ("short", "code", "address", "note")),
    ]
    return [fault for fault in found if fault.sentence]


def check_holder(typed: TypedHolder) -> list[Fault]:
    """Say everything that is wrong with a holder as typed."""
    found = [
        Fault("role", "" if typed.role in ROLES else "请选 A 岗或 B 岗"),
        Fault("name", name_problem(clean_name(typed.name))),
        Fault("phone", phone_problem(clean_phone(typed.phone))),
        Fault("since", day_problem(typed.since)),
    ]
    return [fault for fault in found if fault.sentence]


def check_link(typed: TypedLink) -> list[Fault]:
    """Say everything that is wrong with a contact link as typed."""
    found = [
        Fault("target_id", "" if typed.target_id else "没有选联系哪里"),
        Fault("name", name_problem(clean_name(typed.name))),
        Fault("phone", phone_problem(clean_phone(typed.phone))),
        Fault("since", day_problem(typed.since)),
        *(Fault(field, too_long(field, getattr(typed, field))) for field in ("title", "note")),
    ]
    return [fault for fault in found if fault.sentence]


def unit_values(typed: TypedUnit) -> dict[str, Any]:
    """Give the stored columns of a checked unit, kind and parent excepted."""
    return {
        "name": clean_text(typed.name),
        "short": clean_text(typed.short),
        "code": clean_text(typed.code),
        "address": clean_text(typed.address),
        "phone": clean_phone(typed.phone),
        "floor_area": int(clean_text(typed.floor_area)) if clean_text(typed.floor_area) else None,
        "founded_on": day_or_none(typed.founded_on),
        "note": clean_text(typed.note),
    }


def day_or_none(typed: str) -> date | None:
    """Read a checked day; nothing typed is no day."""
    return read_day(typed) if typed.strip() else None


def day_problem(typed: str) -> str:
    """Say what is wrong with a day as typed; nothing where it is right or missing."""
    if not typed.strip():
        return ""
    try:
        day = read_day(typed)
    except NoDay as trouble:
        return str(trouble)
    return "" if OLDEST_DAY <= day <= LAST_DAY else "应在 1900 年到 2100 年之间"


def too_long(field: str, text: str, longest: int = LONGEST_TEXT) -> str:
    """Say that a text is too long; nothing where it is not."""
    return f"{LABELS[field]}太长（最多 {longest} 个字）" if len(text) > longest else ""


def refuse_no_reason(reason: str, what: str) -> str:
    """Give a reason cleaned; raises ``Refused`` where there is none or it is endless. ``what`` is a verb: 关闭."""
    plain = clean_text(reason)
    if not plain:
        raise Refused(f"{what}要写明原因。", untouched=f"没有{what}。", advice=f"请写上为什么{what}。")
    if len(plain) > LONGEST_TEXT:
        raise Refused(f"原因太长（最多 {LONGEST_TEXT} 个字）。", untouched=f"没有{what}。", advice="请写短一些。")
    return plain


def _area_problem(typed: str) -> str:
    plain = clean_text(typed)
    if not plain or (plain.isdecimal() and len(plain) < 7 and int(plain) <= LARGEST_AREA):
        return ""
    return f"面积请填 0 到 {LARGEST_AREA} 之间的整数（平方米）"
