"""Moments of the journal as the clerk's wall clock shows them, and local days as spans of such moments."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.core.day_text import shown_day

if TYPE_CHECKING:
    from app.core.clock import Clock

OPEN = ""


def shown_moment(at: str, clock: "Clock") -> str:
    """Give “10月9日（周五）09:30”, with the year where it is another one; what is no moment is given as it stands."""
    try:
        local = datetime.fromisoformat(at).astimezone(clock.wall().tzinfo)
    except ValueError:
        return at
    return f"{shown_day(local.date(), clock.today())}{local:%H:%M}"


def span_of_days(since: date | None, until: date | None, clock: "Clock") -> tuple[str, str]:
    """Give the moments (ISO, UTC) between which the days lie, both included; an empty text is no bound."""
    first = OPEN if since is None else _begin(since, clock)
    last = OPEN if until is None else _begin(until + timedelta(days=1), clock)
    return first, last


def _begin(day: date, clock: "Clock") -> str:
    return datetime.combine(day, time.min, clock.wall().tzinfo).astimezone(UTC).isoformat()
