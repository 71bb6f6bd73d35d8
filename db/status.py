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


def holds(store: "Store") -> tuple[bool, bool]:
    """Tell whether there is any resident, and any case."""
    row = store.row(
        "SELECT EXISTS (SELECT 1 FROM residents WHERE deleted = 0) AS residents,"
        " EXISTS (SELECT 1 FROM cases WHERE deleted = 0) AS cases"
    )
    return (bool(row["residents"]), bool(row["cases"])) if row else (False, False)


def last_moment(store: "Store") -> str:
    """Give the moment of the journal's last entry (ISO, UTC); packages and backups that were noted are entries too."""
    return str(store.value("SELECT at FROM journal ORDER BY seq DESC LIMIT 1") or "")
