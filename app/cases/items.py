"""What a case takes from the catalogue: the version that is offered now, its village leg and its materials."""

from datetime import date
from typing import Protocol

import msgspec

from app.cases.facts import Material
from app.cases.rules import CaseRules
from app.catalogue.facts import ItemVersion

AT_THE_VILLAGE = ("直办", "告知")


class Catalogue(Protocol):
    """The catalogue as a case sees it."""

    def current(self, code: str) -> ItemVersion:
        """Give the version that is offered now; raises ``Refused`` for an unknown or retired item."""
        ...

    def refuse_certificate(self, text: str) -> None:
        """Raise ``Refused`` where the text asks for one of the certificates that a village must not issue."""
        ...


def village_leg(version: ItemVersion, rules: CaseRules) -> int | None:
    """Give the working days in which the station hands in (DOMAIN B1: 3), ``None`` where it does not hand in at all."""
    if version.mode != "promised" or version.role in AT_THE_VILLAGE:
        return None
    return version.village_days if version.village_days is not None else rules.village_days


def materials_of(version: ItemVersion, papers: tuple[str, ...] | None, day: date) -> tuple[Material, ...]:
    """List the item's materials for a new case; those named in ``papers`` are here since ``day``, others are added."""
    listed = [Material(name=entry.name, copies=entry.copies, form=entry.form) for entry in version.materials]
    named = papers or ()
    marked = [
        msgspec.structs.replace(entry, received=True, received_on=day) if entry.name in named else entry
        for entry in listed
    ]
    known = {entry.name for entry in listed}
    added = [Material(name=name, received=True, received_on=day) for name in named if name not in known]
    return (*marked, *added)
