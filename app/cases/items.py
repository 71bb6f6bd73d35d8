"""What a case needs to know of the catalogue: the version of an item, and what it promises."""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from app.cases.facts import Material
from app.cases.rules import CaseRules

AT_THE_VILLAGE = ("direct", "inform", "直办", "告知")


class ItemVersion(Protocol):
    """One version of a service item, as the catalogue's facts carry it; days are ``None`` where none are promised."""

    id: str
    item_code: str
    name: str
    category: str
    department_code: str
    mode: str
    role: str
    materials: Any
    village_days: int | None
    township_days: int | None
    total_days: int | None
    days_unit: str


class Catalogue(Protocol):
    """The catalogue as a case sees it."""

    def current(self, code: str) -> ItemVersion:
        """Give the version that is offered now; raises ``Refused`` for an unknown or retired item."""
        ...

    def refuse_certificate(self, text: str) -> None:
        """Raise ``Refused`` where the text asks for one of the certificates that a village must not issue."""
        ...


def promised_days(version: ItemVersion) -> int | None:
    """Give the days promised to the villager: the total, else both legs together, else none."""
    if version.total_days is not None:
        return version.total_days
    legs = [days for days in (version.village_days, version.township_days) if days is not None]
    return sum(legs) if legs else None


def village_leg(version: ItemVersion, rules: CaseRules) -> int | None:
    """Give the working days in which the station hands in (DOMAIN B1: 3), ``None`` where it does not hand in at all."""
    if version.mode != "promised" or version.role in AT_THE_VILLAGE:
        return None
    return version.village_days if version.village_days is not None else rules.village_days


def materials_of(version: ItemVersion, papers: tuple[str, ...] | None, day: Any) -> list[Any]:
    """List the item's materials for a new case; those named in ``papers`` are here since ``day``, others are added."""
    listed = [_material(entry) for entry in version.materials]
    named = papers or ()
    marked = [
        msgspec.structs.replace(entry, received=True, received_on=day) if entry.name in named else entry
        for entry in listed
    ]
    known = {entry.name for entry in listed}
    added = [Material(name=name, received=True, received_on=day) for name in named if name not in known]
    return list(msgspec.to_builtins([*marked, *added]))


def _material(entry: Any) -> Material:
    if isinstance(entry, str):
        return Material(name=entry)
    stored = entry if isinstance(entry, Mapping) else msgspec.to_builtins(entry)
    copies = stored.get("copies")
    return Material(
        name=stored["name"], copies=copies if isinstance(copies, int) else 1, form=str(stored.get("form") or "")
    )
