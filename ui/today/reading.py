"""What Today asks of the session, in the working threads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.agenda.facts import AgendaLine, Today
from app.backups.standing import Standing
from app.units.on_duty import duty_words

if TYPE_CHECKING:
    from app.agenda.wall_sheet import AgendaSheet, Span
    from app.core.changes import Changes
    from app.session import Session


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows: today, whether there is any villager or case at all, how the backups stand.

    ``on_duty`` says who is on duty and who stands in; empty at first sight and where nothing is put down.
    """

    today: Today
    residents: bool
    cases: bool
    backups: Standing
    on_duty: str = ""

    @property
    def has_something(self) -> bool:
        """Tell whether there is something to do; a step of the month alone is nothing to an office that begins."""
        lines = [line for group in self.today.groups for line in group.lines]
        return bool(lines) and (self.cases or any(line.subject == "ledger" for line in lines))


def read_home(session: "Session", person: str = "", *, whole: bool = True) -> Home:
    """Compute Today, and look whether anything is there; not ``whole`` is what comes at first sight."""
    today = session.agenda.today(person, whole=whole)
    on_duty = duty_words(session.duty_today.on(today.day)) if whole else ""
    return Home(today, *session.holds(), session.backups.glance().standing, on_duty)


def close_due(session: "Session", line: AgendaLine, reason: str) -> "Changes":
    """Close what cannot be done."""
    return session.due_reasons.give(line.due, reason)


def reopen_due(session: "Session", line: AgendaLine) -> "Changes":
    """Ask for it again."""
    return session.due_reasons.take_back(line.due)


def make_sheet(session: "Session", span: "Span", person: str, *, internal: bool) -> "AgendaSheet":
    """Make the sheet for the wall."""
    return session.agenda_sheets.make(span, person, internal=internal)
