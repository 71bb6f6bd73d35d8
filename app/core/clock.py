"""The clock that is handed in wherever the day or the moment matters, so that nothing asks the machine itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the local day and the moment in UTC."""

    def today(self) -> date:
        """Give the day on the clerk's wall."""
        ...

    def now(self) -> datetime:
        """Give the moment, aware, in UTC."""
        ...

    def wall(self) -> datetime:
        """Give the moment as the clock on the clerk's wall shows it, aware."""
        ...


class SystemClock:
    """The machine's own clock."""

    def today(self) -> date:
        """Give the local day."""
        return datetime.now().astimezone().date()

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return datetime.now(UTC)

    def wall(self) -> datetime:
        """Give the moment in the machine's zone."""
        return datetime.now().astimezone()


class DeskClock:
    """Another clock with the whole days that the clerk said it is wrong by."""

    def __init__(self, base: Clock) -> None:
        """Go as ``base`` goes."""
        self._base = base
        self._days = timedelta()

    def today(self) -> date:
        """Give the local day."""
        return self._base.today() + self._days

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return self._base.now() + self._days

    def wall(self) -> datetime:
        """Give the moment in the zone of the base."""
        return self._base.wall() + self._days

    def machine_wall(self) -> datetime:
        """Give the moment as the machine has it, whatever the clerk said."""
        return self._base.wall()

    def set_day(self, day: date) -> None:
        """Go on as if today were ``day``; the time of day stays the machine's."""
        self._days = day - self._base.today()


class FixedClock:
    """A clock that stands until it is advanced: for tests, the demonstration and cases entered afterwards.

    ``moment`` must be aware; the local day is the day in the moment's own time zone.
    """

    def __init__(self, moment: datetime) -> None:
        """Stand at ``moment``; a moment without zone is a bug of the caller."""
        if moment.tzinfo is None:
            message = "FixedClock needs an aware moment"
            raise ValueError(message)
        self._moment = moment

    def today(self) -> date:
        """Give the day in the zone of the moment."""
        return self._moment.date()

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return self._moment.astimezone(UTC)

    def wall(self) -> datetime:
        """Give the moment in its own zone."""
        return self._moment

    def advance(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Move on by the given span."""
        self._moment += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
