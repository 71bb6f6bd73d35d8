"""Kinds of the calendar and the clock: day, month, time of day; kept as ISO text, which sorts as it should."""

import re
from datetime import date, time

from app.core.typed_day import NoDay, read_day
from app.core.year_table import FIRST_YEAR, LAST_YEAR
from app.ledgers.kinds.kind import NotTyped, plain

_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_TIME = re.compile(r"(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?")


class Day:
    """A day."""

    column_type = "TEXT"

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


class Month:
    """A month, as the text YYYY-MM."""

    column_type = "TEXT"

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


class TimeOfDay:
    """A time of day to the minute."""

    column_type = "TEXT"

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


def _no_time() -> time:
    raise NotTyped("不像时间，请写成 9:30 的样子")
