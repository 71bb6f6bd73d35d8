"""The agenda of an opened office: what its rooms tell it, at first sight and after."""

from functools import partial
from typing import TYPE_CHECKING

from app.agenda.agenda import Agenda
from app.agenda.asked import Rooms
from app.agenda.birthdays import Birthdays
from app.agenda.closing_lines import ClosingLines
from app.agenda.ledger_lines import LedgerLines
from app.agenda.month_lines import MonthSources
from app.agenda.register_lines import RegisterLines
from app.notices.board import is_posted, to_take_down
from app.packages.history import covers, has_parent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.working_calendar import WorkingCalendar
    from app.ledgers.closing import Closed
    from app.ledgers.standing import Standing
    from app.session.services import Services
    from app.units.facts import Post, Unit


def agenda_of(session: "Services") -> Agenda:
    """Wire the agenda; nothing is read here but the office's own settings, and nothing of the ledgers is made yet."""
    store, package_day = session.store, session.settings.number("packages.day")
    month = MonthSources(
        notice_posted=partial(is_posted, store),
        package_written=partial(covers, store) if has_parent(store) else None,
        backups=session.backups.glance,
        to_take_down=lambda day: len(to_take_down(store, day)),
        package_day=package_day,
    )

    def standings() -> "Mapping[str, Standing]":
        return session.publishing.all()

    def calendar() -> "WorkingCalendar":
        return session.calendar

    def posts() -> "list[Post]":
        return session.posts.of()

    def units() -> "list[Unit]":
        return session.network.units()

    def closed() -> "Iterable[Closed]":
        return session.periods.closed()

    duties = LedgerLines(store, standings, calendar, session.due_reasons, Rooms(posts, units))
    later = (
        Birthdays(store),
        RegisterLines(store, standings, calendar, package_day),
        ClosingLines(store, standings, calendar, closed, package_day),
    )
    return Agenda(session.cases, month=month, later=later, duties=duties)
