"""When a case is due: pure counting over the working calendar (DOMAIN C1), each answer with its reason in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar

UNIT_WORDS = {"working": "个工作日", "natural": "个自然日"}


@dataclass(frozen=True, slots=True)
class CaseDue:
    """The last day on time; ``estimated`` where it rests on a year whose holidays are not announced."""

    day: date
    estimated: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count: days in (begin, end]."""

    begin: date
    end: date

    def days(self, unit: str, calendar: "WorkingCalendar") -> int:
        """Count the days that stood still, in the unit of the promise."""
        if unit == "natural":
            return max((self.end - self.begin).days, 0)
        return calendar.working_days_between(self.begin, self.end)


def due_day(
    start: date,
    promised_days: int,
    unit: str,
    calendar: "WorkingCalendar",
    *,
    pauses: Iterable[Pause] = (),
    extended: int = 0,
    roll_natural: bool = True,
) -> CaseDue:
    """Give the n-th working (or natural) day strictly after ``start``, moved by extensions and by what stood still.

    Civil Code 201: the starting day does not count; 203: a natural last day that is a rest day moves to the next
    working day (``roll_natural``). A promise of no days is due on the first working day from ``start`` on.
    """
    pauses = tuple(pauses)
    stood = sum(pause.days(unit, calendar) for pause in pauses)
    count = promised_days + extended + stood
    if count <= 0:
        day = calendar.next_working_day(start)
        estimated = calendar.is_estimated(day.year)
    elif unit == "natural" and not roll_natural:
        day, estimated = start + timedelta(days=count), False
    else:
        found = (calendar.natural_days_after if unit == "natural" else calendar.working_days_after)(start, count)
        day, estimated = found.day, found.estimated
    if unit == "working":
        estimated = estimated or any(calendar.is_estimated(pause.end.year) for pause in pauses)
    return CaseDue(day, estimated, _reason(start, promised_days, unit, extended, stood, estimated=estimated))


def same_day_due(day: date, at: time | None, calendar: "WorkingCalendar", closing: time) -> CaseDue:
    """Give the due day of what is done at once (即办): the same day, or the next working day.

    The next working day it is when ``day`` is a rest day or the request came in after ``closing`` (DOMAIN C1: 17:30);
    ``at`` is the local time of coming in, ``None`` where only the day is known.
    """
    if calendar.is_working_day(day) and (at is None or at <= closing):
        return CaseDue(day, calendar.is_estimated(day.year), "即办事项，当天办结")
    found = calendar.next_working_day(day + timedelta(days=1))
    why = f"{closing:%H:%M} 以后登记" if calendar.is_working_day(day) else "休息日登记"
    return CaseDue(found, calendar.is_estimated(found.year), f"即办事项，{why}，顺延到下一个工作日")


def _reason(start: date, promised: int, unit: str, extended: int, stood: int, *, estimated: bool) -> str:
    words = UNIT_WORDS[unit]
    parts = [f"自 {start.month} 月 {start.day} 日次日起第 {promised} {words}"]
    if extended:
        parts.append(f"延期 {extended} {words}")
    if stood:
        parts.append(f"停止计时 {stood} {words}，顺延")
    if estimated:
        parts.append("所在年份的放假安排还没有公布，按法定节日预估")
    return "；".join(parts)
