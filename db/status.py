"""What an office holds, in numbers."""

from typing import TYPE_CHECKING, Any

from db.connection import identifier
from db.ledger_tables import entry_tables

if TYPE_CHECKING:
    from db.store import Store


def counts(store: "Store") -> dict[str, Any]:
    """Count residents, cases and entries (of every office in this file), packages written, and what the journal has."""
    counted = (
        f"SELECT count(*) AS found FROM {identifier(table)} WHERE deleted = 0" for table in entry_tables(store.tables)
    )
    entries = store.value(
        f"SELECT coalesce(sum(found), 0) FROM ({' UNION ALL '.join(['SELECT 0 AS found', *counted])})"
    )
    row = store.row(
        "SELECT unit, name, kind,"
        " (SELECT count(*) FROM residents WHERE deleted = 0) AS residents,"
        " (SELECT count(*) FROM cases WHERE deleted = 0) AS cases,"
        " (SELECT count(*) FROM packages_out) AS packages_written,"
        " (SELECT coalesce(max(seq), 0) FROM journal) AS journal FROM offices WHERE n = 1"
    )
    return {**(row or {}), "entries": int(entries), "schema": store.schema}


def holds(store: "Store") -> tuple[bool, bool]:
    """Tell whether there is any resident, and any case."""
    row = store.row(
        "SELECT EXISTS (SELECT 1 FROM residents WHERE deleted = 0) AS residents,"
        " EXISTS (SELECT 1 FROM cases WHERE deleted = 0) AS cases"
    )
    return (bool(row["residents"]), bool(row["cases"])) if row else (False, False)


def last_moment(store: "Store") -> tuple[str, int]:
    """Give the latest moment of an entry, a package written or read (ISO, UTC; empty for none), and since which entry.

    Only what came after the clerk last said which day it is counts: moments before may be of a clock that was wrong.
    """
    since = int(
        store.value(
            "SELECT coalesce(max(seq), 0) FROM journal WHERE action = 'clock'"
            " AND row_id = (SELECT id FROM offices WHERE n = 1)"
        )
    )
    found = store.value(
        "SELECT max(at) FROM (SELECT at FROM journal WHERE seq = (SELECT max(seq) FROM journal)"
        " UNION ALL SELECT written_at FROM packages_out WHERE journal_to > ?1"
        " UNION ALL SELECT read_at FROM packages_in WHERE ?1 = 0)",
        (since,),
    )
    return str(found or ""), since
