"""Today: one computed list of what to do, each line with the reason in words and the step that does it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from app.agenda.case_lines import Desk, correct_line, explain_line, invite_line, open_line, reply_line
from app.agenda.declared import declared
from app.agenda.facts import AgendaGroup, AgendaLine, Today
from app.agenda.month_lines import MonthSources, month_lines
from app.cases.reading import CaseReading

Source = Callable[[date], Iterable[AgendaLine]]
NEVER = date.max


class Agenda:
    """What is due, computed anew whenever it is asked for; nothing of it is stored.

    ``month`` tells what the rooms of notices, packages and backups know; ``sources`` are further rooms that give lines
    of their own for a day.
    """

    def __init__(
        self, cases: CaseReading, *, month: MonthSources | None = None, sources: Sequence[Source] = ()
    ) -> None:
        """Look over the cases of one office."""
        self._cases = cases
        self._month = month or MonthSources()
        self._sources = tuple(sources)

    def today(self) -> Today:
        """Compute Today."""
        day, known = self._cases.clock.today(), declared()
        found: dict[str, list[AgendaLine]] = {group.key: [] for group in known.groups}
        for line in self._lines(day):
            found[line.group].append(line)
        groups = [
            AgendaGroup(
                key=group.key,
                label=group.label,
                empty=group.empty,
                total=len(found[group.key]),
                lines=tuple(sorted(found[group.key], key=_urgency)[: known.most_lines]),
            )
            for group in known.groups
        ]
        return Today(day=day, working_day=self._cases.calendar.is_working_day(day), groups=tuple(groups))

    def _lines(self, day: date) -> Iterator[AgendaLine]:
        cases, known = self._cases, declared()
        desk = Desk(day, cases.calendar, cases.rules, cases.declared, known.why)
        yield from (line for case in cases.open_cases() if (line := open_line(case, desk)))
        for case in cases.open_cases(("concluded", "returned", "refused", "terminated")):
            yield reply_line(case, desk)
        yield from self._follow_up(day, desk)
        yield from month_lines(day, cases.calendar, self._month, known)
        for source in self._sources:
            yield from source(day)

    def _follow_up(self, day: date, desk: Desk) -> Iterator[AgendaLine]:
        """Give what is left to do after the end, one line a case: a low rating first, then a delay, then a visit."""
        cases, known = self._cases, declared()
        seen: set[str] = set()
        invited = (day - timedelta(days=known.invite_within_days), day - timedelta(days=desk.rules.invite_days))
        for found, line_of in (
            (cases.to_correct(), correct_line),
            (cases.late_unexplained(day - timedelta(days=known.unexplained_within_days)), explain_line),
            (cases.unrated(*invited), invite_line),
        ):
            yield from (line_of(case, desk) for case in found if case.id not in seen)
            seen |= {case.id for case in found}


def _urgency(line: AgendaLine) -> tuple[bool, date, str]:
    return (not line.late, line.until or NEVER, line.number)
