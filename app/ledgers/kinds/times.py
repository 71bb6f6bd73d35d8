"""Kinds of the calendar and the clock: day, month, time of day, span of days; kept as ISO text, which sorts right."""

import re
from collections.abc import Mapping
from datetime import date, time

from app.core.typed_day import NoDay, read_day
from app.core.year_table import FIRST_YEAR, LAST_YEAR
from app.ledgers.kinds.kind import NotTyped, Plain, plain
from app.ledgers.kinds.values import Span

_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_BETWEEN = re.compile(r"至|到|~|～|—+|--")
_TIME = re.compile(r"(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?")


class Day(Plain[date]):
    """A day."""

    column_type = "TEXT"
    value_type = date

    def typed(self, text: str) -> date:
        """Read a day as people write it."""
        try:
            return read_day(text)
        except NoDay as trouble:
            raise NotTyped(str(trouble)) from trouble

    def stored(self, value: date) -> str:
        """Keep YYYY-MM-DD."""
        return value.isoformat()

    def read(self, kept: str | int) -> date:
        """Read it back."""
        return date.fromisoformat(str(kept))

    def shown(self, value: date) -> str:
        """Show YYYY-MM-DD."""
        return value.isoformat()


class Month(Plain[str]):
    """A month, as the text YYYY-MM."""

    column_type = "TEXT"
    value_type = str

    def typed(self, text: str) -> str:
        """Read 2026-10, 2026.10 or 2026年10月."""
        found = _MONTH.fullmatch(plain(text))
        if found is None or not 1 <= int(found[2]) <= 12 or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise NotTyped("不像月份，请写成 2026-10 的样子")
        return f"{int(found[1]):04d}-{int(found[2]):02d}"

    def stored(self, value: str) -> str:
        """Keep YYYY-MM."""
        return value

    def read(self, kept: str | int) -> str:
        """Read it back."""
        return str(kept)

    def shown(self, value: str) -> str:
        """Show YYYY-MM."""
        return value


class TimeOfDay(Plain[time]):
    """A time of day to the minute."""

    column_type = "TEXT"
    value_type = time

    def typed(self, text: str) -> time:
        """Read 9:30, 9点30分 or 9点."""
        found = _TIME.fullmatch(plain(text))
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else _no_time()
        except ValueError as trouble:
            raise NotTyped("不像时间，请写成 9:30 的样子") from trouble

    def stored(self, value: time) -> str:
        """Keep HH:MM."""
        return self.shown(value)

    def read(self, kept: str | int) -> time:
        """Read it back."""
        return time.fromisoformat(str(kept))

    def shown(self, value: time) -> str:
        """Show HH:MM."""
        return value.strftime("%H:%M")


class Period(Plain[Span]):
    """A span of days with both ends; one day alone is a span of one day."""

    column_type = "TEXT"
    value_type = Span

    def typed(self, text: str) -> Span:
        """Read 2026-01-01 至 2026-01-31, also with 到, ~ or — between."""
        parts = [part for part in _BETWEEN.split(text.strip()) if part.strip()]
        if not 1 <= len(parts) <= 2:
            raise NotTyped("要写从哪天到哪天，如 2026-01-01 至 2026-01-31")
        first, last = (Day().typed(part) for part in (parts[0], parts[-1]))
        if last < first:
            raise NotTyped("后一天比前一天还早")
        return Span(first, last)

    def given(self, value: object) -> Span:
        """Take a span, or a mapping of ``first`` and ``last``."""
        if isinstance(value, Mapping) and set(value) == {"first", "last"}:
            return self.typed(f"{value['first']} 至 {value['last']}")
        return super().given(value)

    def stored(self, value: Span) -> str:
        """Keep both days as an ISO 8601 interval."""
        return f"{value.first.isoformat()}/{value.last.isoformat()}"

    def read(self, kept: str | int) -> Span:
        """Read it back."""
        first, last = str(kept).split("/")
        return Span(date.fromisoformat(first), date.fromisoformat(last))

    def shown(self, value: Span) -> str:
        """Show both days."""
        return f"{value.first.isoformat()} 至 {value.last.isoformat()}"


def _no_time() -> time:
    raise NotTyped("不像时间，请写成 9:30 的样子")
