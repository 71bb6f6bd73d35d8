"""Which packages were written, told without any key or cipher: Today asks this right after the unlocking."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from db import enrolment as stored
from db import packages as receipts

if TYPE_CHECKING:
    from db.store import Store

MONTH_END_DAYS = 4


def has_parent(store: "Store") -> bool:
    """Tell whether this office reports to another."""
    return stored.parent_office(store) is not None


def covers(store: "Store", month: str) -> bool:
    """Tell whether a package was written for a month (``2026-10``): in its last days, or at any time after."""
    last = (date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    first = (last - timedelta(days=MONTH_END_DAYS)).isoformat()
    return any(row["written_at"][:10] >= first for row in receipts.packages_written(store))
