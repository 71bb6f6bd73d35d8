"""What the pages of the catalogue ask of the session, off the UI thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalogue.facts import Department, Item, ItemVersion

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.session import Session

PLACE = "catalogue"
NEW, EDIT, DEPARTMENTS, CERTIFICATES = "new", "edit", "departments", "certificates"
CONCERNED = ("service_items", "item_versions", "departments")


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """One item with all its versions, newest first, and the departments by code."""

    item: Item
    versions: Sequence[ItemVersion]
    departments: Mapping[str, Department]

    def department_name(self, code: str) -> str:
        """Give a department's name, or its code where it is not known."""
        found = self.departments.get(code)
        return found.name if found else code

    def shipped(self) -> ItemVersion | None:
        """Give what came with the program, ``None`` for an item of our own."""
        return next((version for version in self.versions if version.shipped), None)


def read_item(session: "Session", code: str) -> ItemSheet:
    """Read everything that the page of an item shows; raises ``Refused`` where there is none."""
    catalogue = session.catalogue
    item = catalogue.item(code)
    return ItemSheet(item, catalogue.versions(item.code), catalogue.departments())


def read_departments(session: "Session") -> list[Department]:
    """Give the departments in their order."""
    return list(session.catalogue.departments().values())


def save_item(session: "Session", code: str, values: Mapping[str, object]) -> "tuple[Item, Changes]":
    """Write a new version of an item, or a new item of our own where ``code`` is empty."""
    return session.catalogue.edit(code, values) if code else session.catalogue.add(values)
