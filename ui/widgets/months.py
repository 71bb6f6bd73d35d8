"""The months that may be asked for: this one and those before it."""

from datetime import date

from app.core.day_text import shown_month
from ui.widgets.choice_entry import Option

MONTHS = 24


def months_back(today: date, count: int = MONTHS) -> list[str]:
    """Give ``2026-10``, ``2026-09`` and so on."""
    whole = today.year * 12 + today.month - 1
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(whole, whole - count, -1)]


def month_options(today: date, count: int = MONTHS) -> list[Option]:
    """Give them to choose from, the newest first."""
    return [Option(month, shown_month(month)) for month in months_back(today, count)]
