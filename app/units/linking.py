"""Beginning and ending a contact link inside one transaction, from a typed and checked one."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.core.typed_text import clean_phone, clean_text
from app.units.people_of import person_of
from app.units.typed import day_or_none

if TYPE_CHECKING:
    from app.units.facts import TypedLink
    from db.store import Store
    from db.writing import Writing


def link_values(store: "Store", typed: "TypedLink", today: date) -> dict[str, Any]:
    """Give the stored columns of a checked link; an empty phone is the register's. Raises ``Refused``."""
    known = person_of(store, typed.name, typed.resident_id)
    return {
        "target": typed.target,
        "target_id": typed.target_id,
        "resident_id": known.person.id,
        "name": known.person.name,
        "phone": clean_phone(typed.phone) or known.phone,
        "phone_open": typed.phone_open and bool(clean_phone(typed.phone)),
        "title": clean_text(typed.title),
        "since": day_or_none(typed.since) or today,
        "note": clean_text(typed.note),
    }


def end_link(write: "Writing", link_id: str, since: date | None, last: date) -> None:
    """End a link with its last day, which is never before its first."""
    write.update("contact_links", link_id, {"until": max(last, since or last)})


def replace_link(write: "Writing", link_id: str, since: date | None, new: dict[str, Any]) -> None:
    """Put another link in the place of one, which ends the day before."""
    end_link(write, link_id, since, new["since"] - timedelta(days=1))
    write.insert("contact_links", new)
