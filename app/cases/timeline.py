"""What a case's events say about its clock: where counting began, what stood still, what was extended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.cases.due import Pause
from app.cases.facts import CaseEvent

STANDING_STATES = ("paused", "supplementing")


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """Counting began after ``start``; ``pauses`` are over; ``extended`` days were added since counting began.

    ``standing_since`` is the day on which the clock was last stopped and has not gone on.
    """

    start: date | None = None
    pauses: tuple[Pause, ...] = ()
    extended: int = 0
    standing_since: date | None = None


def clock_facts(events: Iterable[CaseEvent]) -> ClockFacts:
    """Read the events in their order; a restart forgets pauses and extensions from before it."""
    facts = ClockFacts()
    for event in events:
        facts = _after(facts, event)
    return facts


def _after(facts: ClockFacts, event: CaseEvent) -> ClockFacts:
    if event.what in {"register", "accept"} or event.details.get("clock") == "restart":
        return ClockFacts(start=event.day)
    if event.what == "extend":
        return replace(facts, extended=facts.extended + int(event.details.get("days", 0)))
    stands = event.to_state in STANDING_STATES
    if stands and facts.standing_since is None:
        return replace(facts, standing_since=event.day)
    if not stands and facts.standing_since is not None:
        stood = Pause(facts.standing_since, event.day)
        return replace(facts, pauses=(*facts.pauses, stood), standing_since=None)
    return facts
