"""The month's closing on Today: asked for at the turn of the month, ticked when all that was entered is closed."""

from collections.abc import Mapping

import pytest

from app.agenda.facts import AgendaLine
from app.core.clock import FixedClock
from app.ledgers.duties.reasons import Given
from app.session import Session
from tests.app.agenda.ledger_office import add, lines


def closing(session: Session) -> list[AgendaLine]:
    return lines(session.agenda.today(), "close")


def test_it_is_asked_for_at_the_months_end_and_ticked(session: Session, clock: FixedClock) -> None:
    add(session, "seal_use", day="2026-10-08")
    add(session, "household_visit", day="2026-10-08")
    assert closing(session) == []
    clock.advance(days=22)  # Saturday 31 October
    (line,) = closing(session)
    assert (line.title, line.number, line.done) == ("2026年10月台账结账", "2026-10", False)
    assert line.why.startswith("还有 2 本没有结：")
    session.periods.close("2026-10", "seal_use")
    assert closing(session)[0].why.startswith("还有 1 本没有结：民情走访")
    session.periods.close("2026-10")
    assert [(one.done, one.why) for one in closing(session)] == [(True, "结账了")]
    clock.advance(days=9)
    assert closing(session) == []


def test_what_is_due_is_counted_by_ledger(session: Session) -> None:
    add(session, "appeal", day="2026-09-03")
    add(session, "appeal", day="2026-09-20")
    add(session, "seal_use")
    assert {key: (one.due, one.late) for key, one in session.agenda.due_in_ledgers().items()} == {"appeal": (2, 1)}


def test_it_is_reckoned_once_until_something_is_written(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add(session, "appeal", day="2026-09-03")
    reckoned: list[Mapping[str, object]] = []
    reasons = session.due_reasons.all

    def counted() -> Mapping[str, Mapping[str, Given]]:
        reckoned.append(reasons())
        return reasons()

    monkeypatch.setattr(session.due_reasons, "all", counted)
    first = [line.title for line in lines(session.agenda.today())]
    assert session.agenda.due_in_ledgers()["appeal"].due == len(first) == 1
    assert len(reckoned) == 1
    add(session, "appeal", day="2026-09-04")
    assert session.agenda.due_in_ledgers()["appeal"].due == 2
    assert len(reckoned) == 2
