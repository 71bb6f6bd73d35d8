"""What the turn of a month asks for: the notice on the board, the package to the township, a backup."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.agenda.declared import Declared, MonthStep
from app.agenda.facts import AgendaLine
from app.core.day_text import shown_day, shown_month

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.backups.shelves import Glance
    from app.core.working_calendar import WorkingCalendar

VERBS = {"notice": "公示", "package": "报送", "backup": "备份", "second": "去抄", "rehearsal": "去看"}
LONGEST_WITHOUT_BACKUP = 7


@dataclass(frozen=True, slots=True)
class MonthSources:
    """What the rooms above cases tell of a month; a room that is not there (``None``) asks for nothing.

    ``notice_posted`` and ``package_written`` answer for a month ``YYYY-MM``; ``backups`` tells how they stand;
    ``package_day`` is the day of the next month until which a package is brought.
    """

    notice_posted: Callable[[str], bool] | None = None
    package_written: Callable[[str], bool] | None = None
    backups: "Callable[[], Glance] | None" = None
    package_day: int = 5


def month_lines(
    today: date, calendar: "WorkingCalendar", sources: MonthSources, known: Declared
) -> Iterator[AgendaLine]:
    """Give the month's steps that are due: the month before where it was left undone, this one at its end."""
    steps = {step.key: step for step in known.month_steps}
    before = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    months = [before]
    if _is_month_end(today, calendar, known.month_end_working_days):
        months.append(today.replace(day=1))
    for first in months:
        month = f"{first:%Y-%m}"
        until = _package_day(first, sources.package_day)
        for key, done in (("notice", sources.notice_posted), ("package", sources.package_written)):
            if done is not None and not done(month):
                yield _line(steps[key], month, until, today)
    if sources.backups is not None:
        yield from _backups(steps, sources.backups(), today)


def _is_month_end(today: date, calendar: "WorkingCalendar", working_days: int) -> bool:
    last = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return calendar.working_days_between(today - timedelta(days=1), last) <= working_days


def _package_day(first: date, day: int) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=day)


def _line(step: MonthStep, month: str, until: date, today: date) -> AgendaLine:
    over = month < f"{today:%Y-%m}"
    words = {"month": shown_month(month), "day": shown_day(until, today)}
    return AgendaLine(
        group="month",
        subject=step.key,
        title=step.title.format(**words),
        why=(step.why_late if over else step.why).format(**words),
        action=step.action,
        verb=VERBS[step.key],
        number=month,
        until=until,
        late=until < today,
    )


def _backups(steps: "Mapping[str, MonthStep]", found: "Glance", today: date) -> Iterator[AgendaLine]:
    if found.fault:
        yield _safekeeping(steps["rehearsal"], steps["rehearsal"].why.format(what=found.fault))
    for step, last in ((steps["backup"], found.last_day), (steps["second"], found.second_day)):
        days = (today - last).days
        if days > LONGEST_WITHOUT_BACKUP:
            yield _safekeeping(step, step.why_late.format(n=days))


def _safekeeping(step: MonthStep, why: str) -> AgendaLine:
    return AgendaLine(
        group="month",
        subject=step.key,
        title=step.title,
        why=why,
        action=step.action,
        verb=VERBS[step.key],
        late=True,
    )
