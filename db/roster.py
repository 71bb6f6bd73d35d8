"""The duty roster and who stands in for whom, as stored."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store

Found = dict[str, Any]


def turns(store: "Store", first: str, last: str) -> list[Found]:
    """Give the turns from one day to another (ISO), in the order of day, half-day and role."""
    return store.rows(
        "SELECT * FROM duty_turns WHERE day BETWEEN ? AND ? AND deleted = 0 ORDER BY day, half, role, n", (first, last)
    )


def turn_at(store: "Store", day: str, half: str, role: str) -> Found | None:
    """Give who was put down for one half-day and role."""
    return store.row(
        "SELECT * FROM duty_turns WHERE day = ? AND half = ? AND role = ? AND deleted = 0 ORDER BY n",
        (day, half, role),
    )


def last_before(store: "Store", day: str) -> Found | None:
    """Give the last A turn before a day: where the next month goes on."""
    return store.row(
        "SELECT * FROM duty_turns WHERE day < ? AND role = 'A' AND deleted = 0 ORDER BY day DESC, half DESC, n DESC"
        " LIMIT 1",
        (day,),
    )


def stand_ins(store: "Store", first: str, last: str) -> list[Found]:
    """Give who stands in for whom on any day from one to another (ISO), the latest first."""
    return store.rows(
        "SELECT * FROM stand_ins WHERE first_day <= ?2 AND last_day >= ?1 AND deleted = 0"
        " ORDER BY first_day DESC, n DESC",
        (first, last),
    )


def stand_in(store: "Store", stand_in_id: str) -> Found | None:
    """Give one of them."""
    return store.row("SELECT * FROM stand_ins WHERE id = ? AND deleted = 0", (stand_in_id,))


def gone(store: "Store", day: str) -> list[Found]:
    """Give who moved away or died by a day (ISO), and still holds a post, is put down for duty or stands in."""
    return store.rows(
        "SELECT r.id, r.name, r.left_on, r.left_reason FROM residents AS r"
        " WHERE r.deleted = 0 AND r.left_on <= ?1 AND r.id IN ("
        " SELECT resident_id FROM post_holders WHERE deleted = 0 AND (until IS NULL OR until >= r.left_on)"
        " UNION SELECT resident_id FROM duty_turns WHERE deleted = 0 AND day >= r.left_on"
        " UNION SELECT stand_in_id FROM stand_ins WHERE deleted = 0 AND last_day >= r.left_on)",
        (day,),
    )


def stand_ins_of(store: "Store", post_id: str, day: str) -> list[Found]:
    """Give who stands in at one post, narrowed to it, beyond a day (ISO)."""
    return store.rows(
        "SELECT * FROM stand_ins WHERE post_id = ? AND last_day > ? AND deleted = 0 ORDER BY n", (post_id, day)
    )
