"""The layouts of tables that were imported before: which heading was read as which field (local, not journalled)."""

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def known_layouts(store: "Store", kind: str) -> dict[str, dict[str, str]]:
    """Give the mapping of fields to headings of every known layout, by its fingerprint."""
    rows = store.rows("SELECT fingerprint, mapping FROM import_layouts WHERE kind = ?", (kind,))
    return {row["fingerprint"]: msgspec.json.decode(row["mapping"], type=dict[str, str]) for row in rows}


def keep_layout(write: "Writing", fingerprint: str, kind: str, mapping: dict[str, str]) -> None:
    """Remember one layout, in place of what was known of it."""
    write.local(
        "INSERT OR REPLACE INTO import_layouts (fingerprint, kind, mapping) VALUES (?, ?, ?)",
        (fingerprint, kind, msgspec.json.encode(mapping).decode()),
    )
