"""Months, quarters, half-years and years as duties count them, and days that lie months apart."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Span = Literal["month", "quarter", "half_year", "year"]
MONTHS: dict[Span, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """One month, quarter, half-year or year; both days belong to it."""

    span: Span
    first: date
    last: date

    @property
    def key(self) -> str:
        """Give the name that never changes: the span and its first month."""
        return f"{self.span}-{self.first:%Y-%m}"

    @property
    def shown(self) -> str:
        """Give “2026年第三季度” and the like."""
        year, month = self.first.year, self.first.month
        if self.span == "year":
            return f"{year}年"
        if self.span == "half_year":
            return f"{year}年{'上' if month == 1 else '下'}半年"
        if self.span == "quarter":
            return f"{year}年第{QUARTERS[month // 3]}季度"
        return f"{year}年{month}月"

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    def before(self) -> "Period":
        """Give the one before."""
        return period_of(self.first - timedelta(days=1), self.span)


def period_of(day: date, span: Span) -> Period:
    """Give the period a day lies in."""
    months = MONTHS[span]
    month = (day.month - 1) // months * months + 1
    last_month = month + months - 1
    return Period(span, date(day.year, month, 1), date(day.year, last_month, monthrange(day.year, last_month)[1]))


def months_after(day: date, months: int) -> date:
    """Give the corresponding day so many months later, or the last of that month (Civil Code 202)."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def latest_start(today: date, starts: tuple[str, ...]) -> date:
    """Give the latest of the yearly days (``01-01``, ``07-01``) that is not after today; ``starts`` is not empty.

    A start on 29 February lies on 1 March where the year has none.
    """
    return max(day for year in (today.year - 1, today.year) for text in starts if (day := _on(year, text)) <= today)


def _on(year: int, text: str) -> date:
    month, number = (int(part) for part in text.split("-"))
    if (month, number) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return date(year, month, number)
