"""The spans of days that a list can be narrowed to: months, years, everything."""

from calendar import monthrange
from datetime import date

from app.core.day_text import shown_month
from ui.widgets.choice_entry import Option
from ui.widgets.months import months_back

ALL = ""
_YEARS = 6


def span_options(today: date) -> list[Option]:
    """Give everything, this year and those before it, this month and those before it."""
    years = [Option(str(year), f"{year}年", "n") for year in range(today.year, today.year - _YEARS, -1)]
    months = [Option(month, shown_month(month)) for month in months_back(today)]
    return [Option(ALL, "全部日期", "qb"), *years[:1], *months, *years[1:]]


def days_of_span(span: str, today: date) -> tuple[date, date]:
    """Give first and last day of a span; everything counts as the current year, for what it adds up to."""
    year = int(span[:4]) if span else today.year
    if len(span) == len("2026-10"):
        month = int(span[5:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def span_words(span: str, today: date) -> str:
    """Name a span for its totals."""
    return shown_month(span) if len(span) == len("2026-10") else f"{span or today.year}年"
