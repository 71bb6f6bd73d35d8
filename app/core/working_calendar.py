"""The working calendar: which days are worked, the n-th working day after a day, and what is only estimated.

Years 2000 to 2100 (DOMAIN C1): announced years from the notices, every other year from the statutory days. A day's
answer costs one look-up: the whole span lies ready as counts and as a row of working days.
"""

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, compress

from app.core.errors import Refused
from app.core.resources import load_json
from app.core.year_table import FIRST_YEAR, LAST_YEAR, SATURDAY, YearTable

FIRST_DAY = date(FIRST_YEAR - 1, 12, 1).toordinal()
BEYOND = date(LAST_YEAR + 30, 1, 1).toordinal()
"""Due days that run past 2100 still get an answer: weekends only, estimated."""
WEEK = bytes(((FIRST_DAY - 1 + step) % 7) < SATURDAY for step in range(7))


@dataclass(frozen=True, slots=True)
class Due:
    """A due day; ``estimated`` where it rests on a year whose notice is not out."""

    day: date
    estimated: bool


@cache
def shipped_tables() -> Mapping[int, YearTable]:
    """Read the tables that ship with the program, by year."""
    tables = [
        *load_json("calendars/announced.json", list[YearTable]),
        *load_json("calendars/estimated.json", list[YearTable]),
    ]
    return {table.year: table for table in tables}


class WorkingCalendar:
    """Answers for any day from 2000 to 2100; immutable, a new year's table makes a new one."""

    def __init__(self, tables: Mapping[int, YearTable]) -> None:
        """Lay out every day of the span from one table per year."""
        self._tables = dict(tables)
        size = BEYOND - FIRST_DAY
        flags = bytearray((WEEK * (size // 7 + 1))[:size])
        for table in sorted(self._tables.values(), key=lambda one: one.year):
            for day in table.off:
                flags[day.toordinal() - FIRST_DAY] = 0
            for day in table.work:
                flags[day.toordinal() - FIRST_DAY] = 1
        self._flags = bytes(flags)
        self._counts = array("L", accumulate(self._flags))
        self._working = array("L", compress(range(FIRST_DAY, BEYOND), self._flags))

    @classmethod
    def load(cls, imported: Mapping[int, YearTable] | None = None) -> "WorkingCalendar":
        """Take the shipped tables; those that the office imported stand in their place."""
        return cls({**shipped_tables(), **(imported or {})})

    def with_year(self, table: YearTable) -> "WorkingCalendar":
        """Give a calendar in which this table replaces its year."""
        return WorkingCalendar({**self._tables, table.year: table})

    def table(self, year: int) -> YearTable | None:
        """Give the table a year rests on."""
        return self._tables.get(year)

    def is_estimated(self, year: int) -> bool:
        """Tell whether no notice stands behind a year."""
        table = self._tables.get(year)
        return table is None or table.estimated

    def is_working_day(self, day: date) -> bool:
        """Tell whether the offices work on a day, make-up days included."""
        return bool(self._flags[_place(day)])

    def working_days_after(self, start: date, count: int) -> Due:
        """Give the ``count``-th working day strictly after ``start`` (Civil Code 201); 0 gives ``start`` itself.

        Raises ``Refused`` outside 2000 to 2100, for a negative count and for one that leaves the calendar.
        """
        place = self._counts[_place(start)] + count - 1
        if count == 0:
            return Due(start, estimated=False)
        if count < 0 or place >= len(self._working):
            sentence = f"办理天数 {count} 不对，应为 0 到几千之间的整数。"
            raise Refused(sentence, advice="请检查承诺天数。")
        day = date.fromordinal(self._working[place])
        return Due(day, self._rests_on_estimate(start + timedelta(days=1), day))

    def natural_days_after(self, start: date, count: int) -> Due:
        """Give the day ``count`` natural days after ``start``; a last day of rest moves on to the next working day.

        Civil Code 201 and 203 (DOMAIN C1); 0 gives ``start`` itself. Refuses like :meth:`working_days_after`.
        """
        _place(start)
        if count == 0:
            return Due(start, estimated=False)
        if count < 0 or start.toordinal() + count >= self._working[-1]:
            sentence = f"办理天数 {count} 不对，应为 0 到几千之间的整数。"
            raise Refused(sentence, advice="请检查承诺天数。")
        last = start + timedelta(days=count)
        place = bisect_right(self._working, last.toordinal() - 1)
        day = date.fromordinal(self._working[place])
        return Due(day, self._rests_on_estimate(last, day))

    def working_days_between(self, begin: date, end: date) -> int:
        """Count working days in (``begin``, ``end``]; 0 where the end is not after the begin."""
        return max(0, int(self._counts[_place(end)]) - int(self._counts[_place(begin)]))

    def next_working_day(self, day: date) -> date:
        """Give the day itself where it is worked, else the next worked one."""
        return date.fromordinal(self._working[bisect_right(self._working, _place(day) + FIRST_DAY - 1)])

    def _rests_on_estimate(self, first: date, last: date) -> bool:
        return any(self.is_estimated(year) for year in range(first.year, last.year + 1))


def _place(day: date) -> int:
    """Find a day in the span; the last years beyond 2100 only serve due days that run over."""
    place = day.toordinal() - FIRST_DAY
    if not 0 <= place < BEYOND - FIRST_DAY - 366:
        sentence = f"日期 {day.isoformat()} 不在 {FIRST_YEAR}—{LAST_YEAR} 年之间，日历里没有。"
        raise Refused(sentence, advice="请检查年份。")
    return place
