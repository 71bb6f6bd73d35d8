"""Units, their posts with holders, and who is linked to what, as stored."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]


def units(store: "Store") -> list[Found]:
    """Give every unit that is not removed, also merged and closed ones, in the order of their making."""
    return store.rows("SELECT * FROM units WHERE deleted = 0 ORDER BY n")


def unit(store: "Store", unit_id: str) -> Found | None:
    """Give one unit that is not removed."""
    return store.row("SELECT * FROM units WHERE id = ? AND deleted = 0", (unit_id,))


def posts(store: "Store", unit_id: str = "") -> list[Found]:
    """Give the posts of one unit, or of all, also those that ended."""
    return store.rows(
        "SELECT * FROM posts WHERE deleted = 0 AND (?1 = '' OR unit_id = ?1) ORDER BY unit_id, n", (unit_id,)
    )


def post(store: "Store", post_id: str) -> Found | None:
    """Give one post that is not removed."""
    return store.row("SELECT * FROM posts WHERE id = ? AND deleted = 0", (post_id,))


def holders(store: "Store", unit_id: str = "") -> list[Found]:
    """Give who holds or held the posts of one unit, or of all: A before B, the latest first."""
    return store.rows(
        "SELECT h.*, r.left_on, r.left_reason FROM post_holders AS h"
        " JOIN posts AS p ON p.id = h.post_id AND p.deleted = 0"
        " LEFT JOIN residents AS r ON r.id = h.resident_id AND h.resident_id <> '' AND r.deleted = 0"
        " WHERE h.deleted = 0 AND (?1 = '' OR p.unit_id = ?1) ORDER BY h.post_id, h.role, h.since DESC, h.n DESC",
        (unit_id,),
    )


def holder(store: "Store", holder_id: str) -> Found | None:
    """Give one holder that is not removed."""
    return store.row("SELECT * FROM post_holders WHERE id = ? AND deleted = 0", (holder_id,))


def links(store: "Store", target_id: str = "") -> list[Found]:
    """Give who is linked to one unit or household, or to anything; a household by its number and head."""
    return store.rows(
        "SELECT l.*, coalesce(u.name, trim(h.head_name || '户 ' || h.number), '') AS target_name"
        " FROM contact_links AS l LEFT JOIN units AS u ON l.target = 'unit' AND u.id = l.target_id"
        " LEFT JOIN households AS h ON l.target = 'household' AND h.id = l.target_id"
        " WHERE l.deleted = 0 AND (?1 = '' OR l.target_id = ?1) ORDER BY l.n",
        (target_id,),
    )


def link(store: "Store", link_id: str) -> Found | None:
    """Give one link that is not removed."""
    return store.row("SELECT * FROM contact_links WHERE id = ? AND deleted = 0", (link_id,))


def people_named(store: "Store", pinyin: str, name: str) -> list[Found]:
    """Give id and phone of every resident of this very name who still lives here."""
    return store.rows(
        "SELECT id, name, phone FROM residents WHERE pinyin = ? AND name = ? AND deleted = 0 AND left_on IS NULL"
        " ORDER BY n",
        (pinyin, name),
    )


def person(store: "Store", resident_id: str) -> Found | None:
    """Give id, name and phone of one resident."""
    return store.row("SELECT id, name, phone FROM residents WHERE id = ? AND deleted = 0", (resident_id,))


def is_used(store: "Store", unit_id: str) -> str:
    """Say what hangs on a unit: ``units``, ``posts``, ``links`` or ``households``; empty where nothing does."""
    return str(
        store.value(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM units WHERE parent_id = ?1 AND deleted = 0) THEN 'units'"
            " WHEN EXISTS (SELECT 1 FROM post_holders AS h JOIN posts AS p ON p.id = h.post_id"
            " WHERE p.unit_id = ?1 AND h.deleted = 0 AND p.deleted = 0) THEN 'posts'"
            " WHEN EXISTS (SELECT 1 FROM contact_links WHERE target_id = ?1 AND deleted = 0) THEN 'links'"
            " WHEN EXISTS (SELECT 1 FROM grid_households AS g JOIN households AS h ON h.id = g.household_id"
            " AND h.deleted = 0 WHERE g.grid_id = ?1 AND g.deleted = 0) THEN 'households'"
            " ELSE '' END",
            (unit_id,),
        )
    )


def roles_of(store: "Store", resident_id: str) -> list[Found]:
    """Give the posts and links of one resident in words' parts, for their own eyes."""
    return store.rows(
        "SELECT u.name AS unit, p.name AS post, h.role, h.phone, h.since, h.until FROM post_holders AS h"
        " JOIN posts AS p ON p.id = h.post_id JOIN units AS u ON u.id = p.unit_id"
        " WHERE h.resident_id = ?1 AND h.deleted = 0 ORDER BY h.n",
        (resident_id,),
    )
