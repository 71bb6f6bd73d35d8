"""What events say about the clock."""

from datetime import date

from app.cases.due import Pause
from app.cases.facts import CaseEvent
from app.cases.timeline import clock_facts


def day(number: int) -> date:
    return date(2026, 3, number)


def event(what: str, number: int, before: str = "", after: str = "", **details: object) -> CaseEvent:
    return CaseEvent(seq=1, what=what, day=day(number), from_state=before, to_state=after, details=details)


ACCEPTED = [event("register", 1, "", "registered"), event("accept", 2, "registered", "accepted")]


def test_counting_begins_with_acceptance() -> None:
    assert clock_facts(ACCEPTED).start == day(2)
    assert clock_facts(ACCEPTED[:1]).start == day(1)
    assert clock_facts([]).start is None


def test_pauses_are_kept_until_a_restart() -> None:
    paused = [
        *ACCEPTED,
        event("pause", 3, "accepted", "paused"),
        event("resume", 6, "paused", "accepted", clock="resume"),
    ]
    assert clock_facts(paused).pauses == (Pause(day(3), day(6)),)
    waiting = [*paused, event("supplement", 9, "accepted", "supplementing")]
    assert clock_facts(waiting).standing_since == day(9)
    restarted = [*waiting, event("resume", 12, "supplementing", "accepted", clock="restart")]
    facts = clock_facts(restarted)
    assert (facts.start, facts.pauses, facts.extended, facts.standing_since) == (day(12), (), 0, None)


def test_extensions_add_up() -> None:
    longer = [
        *ACCEPTED,
        event("extend", 4, "accepted", "accepted", days=3),
        event("extend", 5, "accepted", "accepted", days=2),
    ]
    assert clock_facts(longer).extended == 5


def test_other_steps_leave_the_clock_alone_while_it_stands() -> None:
    told = [*ACCEPTED, event("pause", 3, "accepted", "paused"), event("amend", 4, "paused", "paused")]
    assert clock_facts(told).standing_since == day(3)
    ended = [*told, event("terminate", 8, "paused", "terminated")]
    assert clock_facts(ended).pauses == (Pause(day(3), day(8)),)
