"""What hangs on the board, told without making any paper: Today asks this right after the unlocking."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from app.notices.facts import Posted
from db import notices as rows

if TYPE_CHECKING:
    from db.store import Store


def posted_notices(store: "Store", month: str = "") -> list[Posted]:
    """List notices, the newest first; of one month where named."""
    return msgspec.convert(rows.notices(store, month), list[Posted])


def is_posted(store: "Store", month: str) -> bool:
    """Tell whether the month's notice of cases hangs or hung."""
    return any(one.kind == "cases" and one.state != "released" for one in posted_notices(store, month))


def to_take_down(store: "Store", day: date) -> list[Posted]:
    """List what hangs longer than its period."""
    return [one for one in posted_notices(store) if one.state == "posted" and one.until_day and one.until_day < day]
