"""Stored settings of our own office: one row a key, the value as JSON text."""

from typing import TYPE_CHECKING

from db.writing import SELF

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def stored_settings(store: "Store") -> dict[str, str]:
    """Read every setting that was ever changed: key → JSON text."""
    rows = store.rows("SELECT key, value FROM settings WHERE owner = ? AND deleted = 0", (SELF,))
    return {row["key"]: row["value"] for row in rows}


def keep_setting(write: "Writing", key: str, value: str, kept_as: str = "") -> str:
    """Write one setting (JSON text) and give its row's id; a setting that was kept before is changed.

    ``kept_as`` is the action in the journal, where it is another than inserting or updating.
    """
    store = write.store
    known = store.row("SELECT id, deleted FROM settings WHERE owner = ? AND key = ?", (SELF, key))
    if known is None:
        return write.insert("settings", {"key": key, "value": value}, action=kept_as or "insert")
    row_id = str(known["id"])
    if known["deleted"]:  # its first change was taken back
        write.revive("settings", row_id, write.reason)
    write.update("settings", row_id, {"value": value}, action=kept_as or "update")
    return row_id
