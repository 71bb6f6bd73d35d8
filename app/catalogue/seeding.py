"""What the program brings into a new office: departments, 63 items and their first versions, under its own owner."""

import uuid
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from app.catalogue.facts import Material
from app.core.resources import load_toml
from db import catalogue as rows

if TYPE_CHECKING:
    from db.writing import Writing

NAMESPACE = uuid.UUID("63756e7a-6861-5e74-8000-6361746c6f67")
"""Shipped rows have the same ids in every office, so that totals by item add up over villages (HOUSE §2.2)."""
SHIPPED_VERSION = 1


class Trust(msgspec.Struct, frozen=True):
    """What a trust mark is called and what it asks of the township."""

    label: str
    note: str


class DeclaredItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item as declared in resources/catalogue/items.toml."""

    code: str
    category: str
    name: str
    department: str
    mode: str
    role: str
    materials: list[str | Material]
    conditions: str
    flow: str
    trust: str
    source: str
    days_text: str
    also: list[str] = []
    village_days: int | None = None
    township_days: int | None = None
    total_days: int | None = None
    days_unit: str = "working"
    fee: str = "不收费"
    fee_basis: str = ""
    posting_days: int | None = None
    posting_unit: str = ""
    posting_rule: str = ""
    note: str = ""
    special: dict[str, Any] = {}


class DeclaredDepartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One department of resources/catalogue/departments.toml; ``within`` the village nothing is handed over."""

    code: str
    name: str
    window: str
    within: str = ""


class _Items(msgspec.Struct, frozen=True):
    trust: dict[str, Trust]
    item: list[DeclaredItem]


class _Departments(msgspec.Struct, frozen=True):
    department: list[DeclaredDepartment]


@cache
def shipped_items() -> list[DeclaredItem]:
    """Read the default catalogue in its order."""
    return load_toml("catalogue/items.toml", _Items).item


@cache
def trust_notes() -> dict[str, Trust]:
    """Read what each trust mark means."""
    return load_toml("catalogue/items.toml", _Items).trust


@cache
def shipped_departments() -> list[DeclaredDepartment]:
    """Read the default departments in their order."""
    return load_toml("catalogue/departments.toml", _Departments).department


def shipped_id(*parts: object) -> str:
    """Give the fixed id of a shipped row."""
    return str(uuid.uuid5(NAMESPACE, ":".join(str(part) for part in parts)))


def seed_catalogue(write: "Writing") -> int:
    """Write what ships as far as this file lacks it; gives the number of rows (0 when everything is there)."""
    departments = [
        {"id": shipped_id("department", one.code), "code": one.code, "name": one.name, "window": one.window}
        for one in shipped_departments()
    ]
    items = [
        {"id": shipped_id("item", one.code), "code": one.code, "category": one.category, "enabled": 1, "sort": place}
        for place, one in enumerate(shipped_items(), start=1)
    ]
    versions = [_version_values(one, trust_notes()[one.trust].note) for one in shipped_items()]
    return (
        rows.ship(write, "departments", departments)
        + rows.ship(write, "service_items", items)
        + rows.ship(write, "item_versions", versions)
    )


def _version_values(one: DeclaredItem, trust_note: str) -> dict[str, object]:
    materials = [Material(entry) if isinstance(entry, str) else entry for entry in one.materials]
    return {
        "id": shipped_id("item", one.code, SHIPPED_VERSION),
        "item_code": one.code,
        "version": SHIPPED_VERSION,
        "state": "published",
        "name": one.name,
        "department_code": one.department,
        "mode": one.mode,
        "role": one.role,
        "materials": materials,
        "village_days": one.village_days,
        "township_days": one.township_days,
        "total_days": one.total_days,
        "days_unit": one.days_unit,
        "fee": one.fee,
        "fee_basis": one.fee_basis,
        "posting_days": one.posting_days,
        "posting_unit": one.posting_unit,
        "posting_rule": one.posting_rule,
        "conditions": one.conditions,
        "flow": one.flow,
        "trust": one.trust,
        "source": one.source,
        "note": f"{one.note}{trust_note}",
        "special": {"days_text": one.days_text, "also": one.also, **one.special},
    }
