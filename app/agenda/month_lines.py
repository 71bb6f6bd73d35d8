"""What the turn of a month asks for: notices up and down, registers, the package to the township, a backup.

Around the end of a month the list is complete, with what is done ticked off; else it has only what was left undone.
"""

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

LONGEST_WITHOUT_BACKUP = 7


@dataclass(frozen=True, slots=True)
class MonthSources:
    """What the rooms above cases tell of a month; a room that is not there (``None``) asks for nothing.

    ``notice_posted`` and ``package_written`` answer for a month ``YYYY-MM``; ``to_take_down`` counts what hangs too
    long on a day; ``backups`` tells how they stand; ``package_day`` is the day of the next month until which a package
    is brought.
    """

    notice_posted: Callable[[str], bool] | None = None
    package_written: Callable[[str], bool] | None = None
    backups: "Callable[[], Glance] | None" = None
    to_take_down: Callable[[date], int] | None = None
    package_day: int = 5


@dataclass(frozen=True, slots=True)
class Turn:
    """The months whose steps are asked for on a day, the earlier first; a ``whole`` one with what is ticked."""

    today: date
    months: tuple[tuple[date, bool], ...]
    package_day: int

    @property
    def is_near(self) -> bool:
        """Tell whether the complete list is shown."""
        return any(whole for _, whole in self.months)

    def until(self, first: date) -> date:
        """Give the last day for what belongs to a month."""
        return _after(first).replace(day=self.package_day)


def turn_of(today: date, calendar: "WorkingCalendar", known: Declared, package_day: int) -> Turn:
    """Give the month before, and this one in its last working days; both whole until the package is brought."""
    this = today.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    months = [(before, today.day <= package_day)]
    if calendar.working_days_between(today - timedelta(days=1), _after(this) - timedelta(days=1)) <= (
        known.month_end_working_days
    ):
        months.append((this, True))
    return Turn(today, tuple(months), package_day)


def month_lines(
    today: date, calendar: "WorkingCalendar", sources: MonthSources, known: Declared
) -> Iterator[AgendaLine]:
    """Give the month's steps: the month before where it was left undone, this one at its end."""
    steps = {step.key: step for step in known.month_steps}
    turn = turn_of(today, calendar, known, sources.package_day)
    for first, whole in turn.months:
        for key, asked in (("notice", sources.notice_posted), ("package", sources.package_written)):
            if asked is not None and (whole or not asked(f"{first:%Y-%m}")):
                yield month_line(steps[key], first, turn, done=whole and asked(f"{first:%Y-%m}"))
    if sources.to_take_down is not None:
        count = sources.to_take_down(today)
        if count or turn.is_near:
            step = steps["take_down"]
            yield _timeless(step, step.why.format(n=count) if count else step.done, done=not count)
    if sources.backups is not None:
        yield from _backups(steps, sources.backups(), turn)


def month_line(step: MonthStep, first: date, turn: Turn, *, done: bool, **words: object) -> AgendaLine:
    """Make the line of a step that belongs to the month beginning on ``first``."""
    month, until = f"{first:%Y-%m}", turn.until(first)
    told = {"month": shown_month(month), "day": shown_day(until, turn.today), **words}
    why = step.done if done else (step.why_late if month < f"{turn.today:%Y-%m}" else step.why)
    return AgendaLine(
        group="month",
        subject=step.key,
        title=step.title.format(**told),
        why=why.format(**told),
        action=step.action,
        verb=step.verb,
        number=month,
        until=until,
        late=not done and until < turn.today,
        done=done,
    )


def _after(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _backups(steps: "Mapping[str, MonthStep]", found: "Glance", turn: Turn) -> Iterator[AgendaLine]:
    if found.fault:
        yield _timeless(steps["rehearsal"], steps["rehearsal"].why.format(what=found.fault), done=False)
    for step, last in ((steps["backup"], found.last_day), (steps["second"], found.second_day)):
        days = (turn.today - last).days
        if days > LONGEST_WITHOUT_BACKUP:
            yield _timeless(step, step.why_late.format(n=days), done=False)
        elif turn.is_near:
            yield _timeless(step, step.done.format(n=max(1, days)), done=True)


def _timeless(step: MonthStep, why: str, *, done: bool) -> AgendaLine:
    return AgendaLine(
        group="month",
        subject=step.key,
        title=step.title,
        why=why,
        action=step.action,
        verb=step.verb,
        late=not done,
        done=done,
    )
