"""Ledgers that are still being designed: kept on this computer alone, never journalled, gone once published."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def drafts(store: "Store") -> list[dict[str, Any]]:
    """Give every draft, the one touched last first: ``ledger`` is the key of the ledger it is a newer version of."""
    return store.rows("SELECT n, ledger, title, changed_on, design FROM ledger_drafts ORDER BY changed_on DESC, n DESC")


def draft(store: "Store", n: int) -> dict[str, Any] | None:
    """Give one draft."""
    return store.row("SELECT n, ledger, title, changed_on, design FROM ledger_drafts WHERE n = ?", (n,))


def keep_draft(write: "Writing", n: int, *, ledger: str, title: str, design: str, changed_on: str) -> int:
    """Write a draft in place of its former state (0: a new one) and give its number."""
    write.local(
        "INSERT INTO ledger_drafts (n, ledger, title, changed_on, design) VALUES (nullif(?, 0), ?, ?, ?, ?)"
        " ON CONFLICT (n) DO UPDATE SET ledger = excluded.ledger, title = excluded.title,"
        " changed_on = excluded.changed_on, design = excluded.design",
        (n, ledger, title, changed_on, design),
    )
    return n or int(write.store.value("SELECT max(n) FROM ledger_drafts"))


def drop_draft(write: "Writing", n: int) -> None:
    """Throw a draft away; nothing happens where it is gone."""
    write.local("DELETE FROM ledger_drafts WHERE n = ?", (n,))
