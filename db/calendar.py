"""Imported years of the working calendar (a local table: every office takes the notice itself)."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.store import Store
    from db.writing import Writing


def stored_years(store: "Store") -> list[dict[str, Any]]:
    """Read every imported year: ``year``, ``source``, ``days`` (JSON text), ``imported_at``."""
    return store.rows("SELECT year, source, days, imported_at FROM calendar_years ORDER BY year")


def keep_year(write: "Writing", year: int, source: str, days: str) -> None:
    """Keep one year's table, in place of an earlier one of the same year, and note it in the journal."""
    write.local(
        "INSERT INTO calendar_years (year, source, days, imported_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (year) DO UPDATE SET source = excluded.source, days = excluded.days,"
        " imported_at = excluded.imported_at",
        (year, source, days, write.at),
    )
    write.note("calendar", "calendar_years", str(year), source)
