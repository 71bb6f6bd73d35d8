"""Today: one computed list of what to do, each line with the reason in words and the step that does it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from app.agenda.case_lines import Desk, correct_line, explain_line, invite_line, open_line, reply_line
from app.agenda.declared import declared
from app.agenda.facts import AgendaGroup, AgendaLine, DueCount, Today
from app.agenda.month_lines import MonthSources, month_lines
from app.cases.reading import CaseReading

Source = Callable[[date], Iterable[AgendaLine]]
NEVER = date.max


class Agenda:
    """What is due, computed anew whenever it is asked for; nothing of it is stored.

    ``month`` tells what the rooms of notices, packages and backups know; ``sources`` are further rooms that give lines
    of their own for a day, ``later`` those that may come after the first sight, ``duties`` among them the ledgers.
    """

    def __init__(
        self,
        cases: CaseReading,
        *,
        month: MonthSources | None = None,
        sources: Sequence[Source] = (),
        later: Sequence[Source] = (),
        duties: Source | None = None,
    ) -> None:
        """Look over the cases of one office."""
        self._cases = cases
        self._month = month or MonthSources()
        self._sources, self._later = tuple(sources), (*filter(None, [duties]), *later)
        self._duties = duties

    def today(self, person: str = "", *, whole: bool = True) -> Today:
        """Compute Today, narrowed to a person where one is named; not ``whole`` is what comes at first sight."""
        return self.on(self._cases.clock.today(), person, whole=whole)

    def on(self, day: date, person: str = "", *, whole: bool = True) -> Today:
        """Compute what is to be done on a day as things stand now."""
        known, people = declared(), set[str]()
        found: dict[str, list[AgendaLine]] = {group.key: [] for group in known.groups}
        for line in self._lines(day, whole=whole):
            people.update(line.by)
            if not person or person in line.by:
                found[line.group].append(line)
        groups = [
            AgendaGroup(
                key=group.key,
                label=group.label,
                empty=group.empty,
                total=sum(not line.done for line in found[group.key]),
                lines=tuple(sorted(found[group.key], key=_urgency)[: known.most_lines]),
                span=group.span,
            )
            for group in known.groups
        ]
        return Today(
            day=day,
            working_day=self._cases.calendar.is_working_day(day),
            groups=tuple(groups),
            people=tuple(sorted(people)),
            person=person,
            whole=whole,
        )

    def due_in_ledgers(self) -> dict[str, DueCount]:
        """Count by ledger what Today asks of each, and how much of it is late."""
        found: dict[str, DueCount] = {}
        for line in self._duties(self._cases.clock.today()) if self._duties is not None else ():
            if not line.done:
                key = line.id.partition("/")[0]
                due, late = found.get(key, DueCount(0, 0))
                found[key] = DueCount(due + 1, late + line.late)
        return found

    def line(self, due: str) -> AgendaLine | None:
        """Give the line of a due by its key, also one that a reason closed."""
        lines = self._lines(self._cases.clock.today(), whole=True)
        return next((line for line in lines if due and line.due == due), None)

    def _lines(self, day: date, *, whole: bool) -> Iterator[AgendaLine]:
        cases, known = self._cases, declared()
        desk = Desk(day, cases.calendar, cases.rules, cases.declared, known.why)
        yield from (line for case in cases.open_cases() if (line := open_line(case, desk)))
        for case in cases.open_cases(("concluded", "returned", "refused", "terminated")):
            yield reply_line(case, desk)
        yield from self._follow_up(day, desk)
        yield from month_lines(day, cases.calendar, self._month, known)
        for source in (*self._sources, *(self._later if whole else ())):
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


def _urgency(line: AgendaLine) -> tuple[bool, bool, date, str]:
    return (line.done, not line.late, line.until or NEVER, line.number)
