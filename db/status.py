"""What an office holds, in numbers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store


def counts(store: "Store") -> dict[str, Any]:
    """Count residents, cases (of every office in this file), packages written, and journal entries."""
    row = store.row(
        "SELECT unit, name, kind,"
        " (SELECT count(*) FROM residents WHERE deleted = 0) AS residents,"
        " (SELECT count(*) FROM cases WHERE deleted = 0) AS cases,"
        " (SELECT count(*) FROM packages_out) AS packages_written,"
        " (SELECT coalesce(max(seq), 0) FROM journal) AS journal FROM offices WHERE n = 1"
    )
    return {**(row or {}), "schema": store.schema}
