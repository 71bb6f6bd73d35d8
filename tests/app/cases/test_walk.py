"""Random walks through the life of a case: whatever the clerk does in whatever order, these things hold."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.clock_effects import due_now
from app.cases.facts import Applicant, Case, Given, NewCase
from app.cases.play import Board, begin, play
from app.cases.rules import CaseRules
from app.cases.shown import file_of
from app.cases.standing import standing
from app.cases.stored import case_of, case_values
from app.cases.timeline import clock_facts
from app.cases.verdict import verdict
from app.cases.workflow import Transition, workflow
from app.core.errors import Refused
from app.core.working_calendar import WorkingCalendar
from db.tables import stored
from tests.app.cases.desk import ITEMS

CALENDAR = WorkingCalendar.load()
FLOW = workflow()
STEPS = [step for step in FLOW.transitions if step.key != "register"]
GIVEN: dict[str, Any] = {
    "reason": "原因",
    "result": "granted",
    "level": 2,
    "kind": "公示",
    "papers": ("权属证明",),
    "text": "内容",
    "party": "window",
    "fields": {"content": "改了"},
    "days": 3,
}


def all_given(step: Transition, day: date) -> Given:
    return Given(day=day, **{name: GIVEN[name] for name in step.asks if name in GIVEN})


@settings(max_examples=300, deadline=None)
@given(
    item=st.sampled_from(ITEMS),
    start=st.dates(date(2004, 1, 1), date(2030, 12, 31)),
    restart=st.booleans(),
    walk=st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.integers(0, 40)), max_size=14),
)
def test_any_walk_keeps_a_case_whole(item: Any, start: date, restart: bool, walk: list[tuple[int, bool, int]]) -> None:
    on = Board(CALENDAR, CaseRules(restart_after_supplement=restart), FLOW)
    played = begin(NewCase(applicant=Applicant(name="甲"), item_code=item.item_code), item, start, None, "乙", on)
    case, events, today = played.case, [played.event], start
    for choice, anything, later in walk:
        today += timedelta(days=later)
        before = case
        allowed = FLOW.offered(case.state, case.mode)
        steps = STEPS if anything or not allowed else allowed
        step = steps[choice % len(steps)]
        offered = step in allowed
        try:
            played = play(case, events, step.key, all_given(step, today), today, "乙", on, item)
        except Refused:
            assert case == before
            continue
        assert offered
        case = played.case
        events.append(played.event)
        _holds(case, events, today, on)


def _holds(case: Case, events: list[Any], today: date, on: Board) -> None:
    assert case.state in {state.key for state in FLOW.states}
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert all(one.day <= other.day for one, other in pairwise(events))
    stands = standing(case, today, CALENDAR, on.rules, FLOW)
    assert stands.words
    assert stands.days >= 0
    assert (case.state in {"paused", "supplementing"}) == bool(case.resume_state)
    assert (case.lapse_day is not None) == (case.state in {"awaiting_papers", "supplementing"})
    assert (case.paused_since is not None) == (case.state == "paused")
    ended = FLOW.state(case.state).group == "ended"
    assert ended == (case.concluded_on is not None)
    judged = verdict(case, today, CALENDAR, on.rules, FLOW)
    assert judged.late or not judged.counts
    facts = clock_facts(events)
    if case.state in {"accepted", "handed_over"} and case.mode == "promised":
        due = due_now(case, facts, CALENDAR, on.rules)
        assert (due.day if due else None) == case.due_day
        assert case.due_day is None or facts.start is None or case.due_day > facts.start
    offers = file_of(case, tuple(events), today, CALENDAR, on.rules, FLOW).offers
    assert sum(offer.main for offer in offers) == min(1, len(offers))
    assert case_of({**{name: stored(value) for name, value in case_values(case).items()}, "id": ""}) == case


@settings(max_examples=60, deadline=None)
@given(start=st.dates(date(2004, 1, 1), date(2030, 12, 31)), wait=st.integers(0, 60), ahead=st.integers(0, 30))
def test_a_pause_gives_back_exactly_what_it_took(start: date, wait: int, ahead: int) -> None:
    item = next(item for item in ITEMS if item.item_code == "P20")
    on = Board(CALENDAR, CaseRules(), FLOW)
    played = begin(NewCase(applicant=Applicant(name="甲"), item_code="P20"), item, start, None, "乙", on)
    events = [played.event]
    left = []
    for key, day in (
        ("accept", start),
        ("pause", start + timedelta(days=ahead)),
        ("resume", start + timedelta(days=ahead + wait)),
    ):
        played = play(played.case, events, key, all_given(FLOW.transition(key), day), day, "乙", on, item)
        events.append(played.event)
        assert played.case.due_day is not None
        left.append(CALENDAR.working_days_between(day, played.case.due_day))
    paused, resumed = left[1], left[2]
    if paused > 0:
        assert paused == resumed
