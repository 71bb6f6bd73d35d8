"""What a result shows: a kind, an id, a title and one line beneath it, personal numbers masked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from app.core.day_text import long_day
from app.core.masking import mask_phone


class Hit(msgspec.Struct, frozen=True):
    """One result; ``id`` is the row's id, for an item its code. ``number`` is a case's number, else empty.

    ``name`` is a resident's name alone, as papers write it; the title may tell the nickname too.
    """

    kind: str
    id: str
    title: str
    detail: str
    number: str = ""
    name: str = ""


def resident_hit(row: Mapping[str, Any]) -> Hit:
    """Show a resident: name and nickname, then group, sex, year of birth and masked phone."""
    title = f"{row['name']}（{row['nickname']}）" if row["nickname"] else row["name"]
    year = f"{row['birth_day'][:4]}年生" if row["birth_day"] else ""
    phone = mask_phone(row["phone"]) if row["phone"] else ""
    left = "已迁出" if row["left_on"] else ""
    detail = _line(row["villager_group"], row["sex"], year, phone, left)
    return Hit("resident", row["id"], title, detail, name=row["name"])


def case_hit(row: Mapping[str, Any], state: str) -> Hit:
    """Show a case: number and applicant, then item, state in words and the day it was registered."""
    day = f"{long_day(date.fromisoformat(row['registered_on']))}登记" if row["registered_on"] else ""
    title = f"{row['number']} {row['applicant_name']}"
    return Hit("case", row["id"], title, _line(row["item_name"], state, day), row["number"])


def item_hit(row: Mapping[str, Any]) -> Hit:
    """Show an item of the catalogue: name, then code, kind and department."""
    return Hit("item", row["code"], row["name"], _line(row["code"], row["category"], row["department"]))


def unit_hit(unit_id: str, name: str, detail: str) -> Hit:
    """Show a unit: name, then what it is and who holds its posts."""
    return Hit("unit", unit_id, name, detail)


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
