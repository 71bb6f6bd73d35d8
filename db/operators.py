"""Operators of the office, as stored."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store


def operators(store: "Store") -> list[dict[str, Any]]:
    """Read our own operators in the order of joining."""
    return store.rows("SELECT id, name, role, active FROM operators WHERE owner = 1 AND deleted = 0 ORDER BY n")
