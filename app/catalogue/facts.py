"""Facts of the catalogue: departments, items, versions, and the words in which they are shown."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

CATEGORIES = ("事务代办", "公益事业", "咨询服务", "民事调解", "经济发展")
MODES = {"direct": "直接办理", "promised": "承诺办理", "answered": "明确答复"}
ROLES = ("直办", "代办", "协办", "告知")
UNITS = {"working": "个工作日", "natural": "天"}
TRUSTS = {"sourced": "有出处", "part": "部分有出处", "typical": "建议值", "confirmed": "已核定"}
PROGRAM = 2


class Material(msgspec.Struct, frozen=True, omit_defaults=True):
    """One paper that is asked for."""

    name: str
    copies: int = 1
    form: str = ""


class Department(msgspec.Struct, frozen=True):
    """A window to which papers are handed; ``edited`` where our own form of it lies over the shipped one."""

    code: str
    name: str
    window: str = ""
    contact: str = ""
    phone: str = ""
    edited: bool = False


class ItemVersion(msgspec.Struct, frozen=True):
    """One version of a service item; days are ``None`` where none are promised."""

    id: str
    item_code: str
    version: int
    name: str
    category: str
    department_code: str
    mode: str
    role: str
    materials: tuple[Material, ...]
    village_days: int | None
    township_days: int | None
    total_days: int | None
    days_unit: str
    fee: str
    fee_basis: str
    posting_days: int | None
    posting_unit: str
    posting_rule: str
    conditions: str
    flow: str
    officer: str
    officer_phone: str
    complaint_phone: str
    trust: str
    source: str
    valid_from: str | None
    note: str
    special: dict[str, Any]
    state: str
    shipped: bool

    @property
    def promised_days(self) -> int | None:
        """Give the days promised to the villager: the total, else both legs together, else none."""
        if self.total_days is not None:
            return self.total_days
        legs = [days for days in (self.village_days, self.township_days) if days is not None]
        return sum(legs) if legs else None

    @property
    def days_text(self) -> str:
        """Give the promise in words: 当场办结, 15 个工作日, 30 天, 当场答复."""
        days = self.promised_days
        if days is None:
            return "按主管部门规定"
        if days == 0:
            return "当场答复" if self.mode == "answered" else "当场办结"
        return f"{days} {UNITS[self.days_unit]}"

    @property
    def materials_text(self) -> str:
        """List the papers in one line."""
        return "、".join(
            material.name + (f"{material.copies}份" if material.copies > 1 else "") for material in self.materials
        )


class Item(msgspec.Struct, frozen=True):
    """A service item as it is offered now; ``own`` where the office added it, ``edited`` where it changed it."""

    code: str
    category: str
    enabled: bool
    sort: int
    version: ItemVersion

    @property
    def name(self) -> str:
        """Give the name of the current version."""
        return self.version.name

    @property
    def own(self) -> bool:
        """Tell whether the office added this item itself."""
        return self.code.startswith("S")

    @property
    def edited(self) -> bool:
        """Tell whether the office's own version lies over the shipped one."""
        return not self.own and not self.version.shipped


def version_of(row: Mapping[str, Any]) -> ItemVersion:
    """Turn a stored version (with its item's category) into a fact."""
    typed = {
        **row,
        "materials": json.loads(row["materials"]),
        "special": json.loads(row["special"]),
        "shipped": row["owner"] == PROGRAM,
    }
    return msgspec.convert(typed, ItemVersion)


def item_of(row: Mapping[str, Any]) -> Item:
    """Turn a stored item with its current version into a fact."""
    return Item(row["item_code"], row["category"], bool(row["enabled"]), row["sort"], version_of(row))


def departments_of(rows: list[dict[str, Any]]) -> dict[str, Department]:
    """Keep of each department the form that counts (the first one), by code."""
    found: dict[str, Department] = {}
    for row in rows:
        if row["code"] not in found:
            edited = row["owner"] != PROGRAM
            found[row["code"]] = Department(
                row["code"], row["name"], row["window"], row["contact"], row["phone"], edited=edited
            )
    return found
