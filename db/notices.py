"""Notices as stored, and who must not be named on one."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store

_COLUMNS = (
    "id, kind, month, paper, title, state, posted_on, until_day, taken_down_on, place, paper_id, complaint_phone,"
    " objections"
)


def notices(store: "Store", month: str = "") -> list[dict[str, Any]]:
    """Read our own notices, the newest first; of one month where named."""
    return store.rows(
        f"SELECT {_COLUMNS} FROM notices WHERE owner = 1 AND deleted = 0 AND ? IN ('', month) ORDER BY n DESC",
        (month,),
    )


def notice_with_id(store: "Store", notice_id: str) -> dict[str, Any] | None:
    """Read one of our own notices."""
    return store.row(f"SELECT {_COLUMNS} FROM notices WHERE id = ? AND owner = 1 AND deleted = 0", (notice_id,))


def private_people(store: "Store", born_after: str) -> list[dict[str, Any]]:
    """Read who must not be named on the board: ``id`` and ``name`` of the kept private and of those born later."""
    return store.rows(
        "SELECT id, name FROM residents WHERE deleted = 0 AND (keep_private = 1 OR birth_day > ?)", (born_after,)
    )
