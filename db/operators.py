"""Operators of the office, as stored."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store


def operators(store: "Store") -> list[dict[str, Any]]:
    """Read our own operators in the order of joining."""
    return store.rows("SELECT id, name, role, active FROM operators WHERE owner = 1 AND deleted = 0 ORDER BY n")


def last_entry(store: "Store", operator_id: str) -> str | None:
    """Read the moment of the last journal entry of one operator, ``None`` where there is none."""
    found = store.value("SELECT at FROM journal WHERE operator = ? ORDER BY seq DESC LIMIT 1", (operator_id,))
    return None if found is None else str(found)
