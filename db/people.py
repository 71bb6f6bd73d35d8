"""Residents and households as stored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]

_ESCAPE = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})
_FITS = (
    "(name LIKE ?1 ESCAPE '\\' OR nickname LIKE ?1 ESCAPE '\\' OR pinyin LIKE ?1 ESCAPE '\\'"
    " OR initials LIKE ?1 ESCAPE '\\' OR phone LIKE ?1 ESCAPE '\\' OR id_number LIKE ?1 ESCAPE '\\'"
    " OR address LIKE ?1 ESCAPE '\\')"
)
_LISTED = f"deleted = 0 AND (?1 = '%%' OR {_FITS}) AND (?2 = '' OR villager_group = ?2)"


def resident(store: "Store", resident_id: str) -> Found | None:
    """Give one resident, also a removed one."""
    return store.row("SELECT * FROM residents WHERE id = ?", (resident_id,))


def residents_with_id_number(store: "Store", number: str) -> list[Found]:
    """Give every resident who is not removed and has this id number."""
    return store.rows(
        "SELECT * FROM residents WHERE id_number = ? AND id_number <> '' AND deleted = 0 ORDER BY n", (number,)
    )


def residents_by_pinyin(store: "Store", pinyin: str, birth_day: str) -> list[Found]:
    """Give every resident whose name sounds so and who was born on this day."""
    return store.rows(
        "SELECT * FROM residents WHERE pinyin = ? AND birth_day = ? AND deleted = 0 ORDER BY n", (pinyin, birth_day)
    )


def residents_named(store: "Store", pinyin: str, name: str, group: str) -> list[Found]:
    """Give every resident of this very name in a villager group; ``pinyin`` is the name's, which has the index."""
    return store.rows(
        "SELECT * FROM residents WHERE pinyin = ? AND name = ? AND villager_group = ? AND deleted = 0 ORDER BY n",
        (pinyin, name, group),
    )


def residents_exactly(store: "Store", pinyin: str, name: str) -> list[Found]:
    """Give every resident of this very name."""
    return store.rows(
        "SELECT * FROM residents WHERE pinyin = ? AND name = ? AND deleted = 0 ORDER BY n", (pinyin, name)
    )


def known_id_numbers(store: "Store", numbers: Iterable[str]) -> dict[str, str]:
    """Give, of many id numbers, those that are registered, with the name of whose they are."""
    rows = store.rows(
        "SELECT r.id_number, r.name FROM json_each(?) AS w CROSS JOIN residents AS r"
        " ON r.id_number = w.value AND r.id_number <> '' WHERE r.deleted = 0",
        (msgspec.json.encode(list(numbers)).decode(),),
    )
    return {row["id_number"]: row["name"] for row in rows}


def listed_residents(store: "Store", text: str, group: str, limit: int, offset: int) -> list[Found]:
    """Give one page of the list, by pinyin; ``text`` is any part of name, pinyin, phone, id number or address."""
    return store.rows(
        f"SELECT * FROM residents WHERE {_LISTED} ORDER BY pinyin, n LIMIT ?3 OFFSET ?4",
        (_anywhere(text), group, limit, offset),
    )


def count_residents(store: "Store", text: str, group: str) -> int:
    """Count what the list has in all."""
    return int(store.value(f"SELECT count(*) FROM residents WHERE {_LISTED}", (_anywhere(text), group)))


def villager_groups(store: "Store") -> list[str]:
    """Give every villager group that somebody lives in."""
    rows = store.rows(
        "SELECT DISTINCT villager_group AS name FROM residents WHERE deleted = 0 AND villager_group <> ''"
        " ORDER BY group_place(villager_group), villager_group"
    )
    return [row["name"] for row in rows]


def household(store: "Store", household_id: str) -> Found | None:
    """Give one household, also a removed one."""
    return store.row("SELECT * FROM households WHERE id = ?", (household_id,))


def members(store: "Store", household_id: str) -> list[Found]:
    """Give the residents of a household, the head first."""
    return store.rows(
        "SELECT * FROM residents WHERE household_id = ? AND deleted = 0"
        " ORDER BY household_role NOT IN ('户主', '本人'), birth_day, n",
        (household_id,),
    )


def households(store: "Store", text: str, limit: int, offset: int) -> list[Found]:
    """Give one page of households by group and number; ``text`` is any part of head, number or address."""
    return store.rows(
        "SELECT * FROM households WHERE deleted = 0 AND (head_name LIKE ?1 ESCAPE '\\' OR number LIKE ?1 ESCAPE '\\'"
        " OR address LIKE ?1 ESCAPE '\\') ORDER BY group_place(villager_group),"
        " villager_group, number, n LIMIT ?2 OFFSET ?3",
        (_anywhere(text), limit, offset),
    )


def every_household(store: "Store") -> list[Found]:
    """Give id, number, head and group of every household, for an import to join its lines to."""
    return store.rows("SELECT id, number, head_name, villager_group FROM households WHERE deleted = 0 ORDER BY n")


def _anywhere(text: str) -> str:
    return f"%{text.strip().translate(_ESCAPE)}%"
