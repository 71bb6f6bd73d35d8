"""What holds of every duty on every day: it never begins too early, never reopens, and computing it twice is once."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.working_calendar import WorkingCalendar
from app.ledgers.duties.duty import Duty
from app.ledgers.duties.facts import Circumstances, Due, EntryFact, Person, Value, Who
from app.ledgers.duties.reckoning import dues
from app.ledgers.periods_of_time import Span, months_after, period_of

CALENDAR = WorkingCalendar.load()
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
PEOPLE = tuple(Who(f"r-{number}", f"村民{number}") for number in range(3))
KINDS: tuple[dict[str, object], ...] = (
    {"kind": "reply_within", "from": "day", "days": 30, "unit": "natural", "done": "answered"},
    {"kind": "reply_within", "from": "day", "days": 5, "unit": "working", "done": "answered"},
    {"kind": "review_every", "months": 6, "on": ["01-01", "07-01"], "field": "answered"},
    {"kind": "review_every", "months": 3, "field": "answered"},
    {"kind": "at_least_sum", "per": "who", "sum": "days", "least": 5, "in": "year"},
    {"kind": "at_least_count", "per": "who", "least": 1, "in": "month"},
    {"kind": "at_least_count", "least": 2, "in": "quarter"},
    {"kind": "once_in_years", "per": "who", "years": 3},
    {"kind": "within_first_days", "days": 20, "of": "quarter"},
    {"kind": "window", "from": "day", "before": 3, "after": 10, "text": "办理：", "done": "answered"},
    {"kind": "expires", "field": "answered", "warn_days": 30},
)
DUTIES = st.sampled_from([msgspec.convert({"key": "asked", "words": "{name}：{left}", **each}, Duty) for each in KINDS])


@st.composite
def entries(draw: st.DrawFn) -> list[EntryFact]:
    """Give a few entries about one of three people, some answered later."""
    made = []
    for number in range(draw(st.integers(0, 6))):
        day, who = draw(DAYS), draw(st.sampled_from(PEOPLE))
        after = draw(st.none() | st.integers(0, 90))
        answered = None if after is None else day + timedelta(days=after)
        values: dict[str, Value] = {
            "day": day,
            "who": who,
            "answered": answered,
            "days": Decimal(draw(st.integers(0, 4))),
        }
        made.append(EntryFact(str(number), f"第{number}条", day, about=(who,), values=values))
    return made


def found(asked: Duty, known: list[EntryFact], today: date, begin: date) -> dict[str, Due]:
    return {due.key: due for due in dues(asked, known, Circumstances(today, CALENDAR, begin, asked=PEOPLE[:1]))}


@settings(max_examples=150, deadline=None)
@given(DUTIES, entries(), DAYS, st.integers(0, 400), DAYS)
def test_what_is_done_stays_done_and_late_stays_late_or_gets_done(
    asked: Duty, known: list[EntryFact], today: date, later: int, begin: date
) -> None:
    now, then = found(asked, known, today, begin), found(asked, known, today + timedelta(days=later), begin)
    for key in now.keys() & then.keys():
        assert then[key].until == now[key].until
        if now[key].state == "done":
            assert then[key].state == "done"
        if now[key].state == "late":
            assert then[key].state in {"late", "done"}


@settings(max_examples=100, deadline=None)
@given(DUTIES, entries(), DAYS, DAYS)
def test_computing_again_in_any_order_gives_the_same(
    asked: Duty, known: list[EntryFact], today: date, begin: date
) -> None:
    at = Circumstances(today, CALENDAR, begin, asked=PEOPLE[:1])
    once = dues(asked, known, at)
    assert dues(asked, known, at) == once
    assert dues(asked, known[::-1], at) == once
    assert len({due.key for due in once}) == len(once)


@settings(max_examples=100, deadline=None)
@given(DUTIES, entries(), DAYS, DAYS)
def test_nothing_ends_before_it_opens_or_before_the_ledger_was_kept(
    asked: Duty, known: list[EntryFact], today: date, begin: date
) -> None:
    for due in dues(asked, known, Circumstances(today, CALENDAR, begin, asked=PEOPLE[:1])):
        assert due.opens <= due.until
        assert due.state != "late" or due.until < today
        assert due.state != "open" or due.until >= today
        assert due.entry or due.until >= begin or asked.kind == "once_in_years"
        assert due.why


@settings(max_examples=100, deadline=None)
@given(DUTIES, entries(), DAYS)
def test_a_reason_closes_one_due_and_no_other(asked: Duty, known: list[EntryFact], today: date) -> None:
    begin = date(2023, 1, 1)
    waiting = [due for due in dues(asked, known, Circumstances(today, CALENDAR, begin)) if due.state != "done"]
    if waiting:
        reasons = {waiting[0].key: "外出务工"}
        after = dues(asked, known, Circumstances(today, CALENDAR, begin, reasons=reasons))
        assert [due.key for due in after if due.reason] == [waiting[0].key]
        assert {due.key for due in after if due.state != "done"} == {due.key for due in waiting[1:]}


@settings(max_examples=100, deadline=None)
@given(DUTIES, entries(), DAYS)
def test_when_all_have_left_only_the_whole_ledger_is_asked(asked: Duty, known: list[EntryFact], today: date) -> None:
    gone = {who.key: Person(left=today) for who in PEOPLE}
    at = Circumstances(today, CALENDAR, date(2023, 1, 1), people=gone, asked=PEOPLE)
    assert all(due.subject is None and not due.entry for due in dues(asked, known, at))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_periods_follow_each_other_without_a_gap(day: date, span: Span) -> None:
    period = period_of(day, span)
    assert period.holds(day)
    assert period.before().last + timedelta(days=1) == period.first
    assert months_after(period.first, {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[span]) == (
        period.last + timedelta(days=1)
    )


def test_periods_say_their_name() -> None:
    day = date(2026, 8, 9)
    shown = [period_of(day, span).shown for span in ("month", "quarter", "half_year", "year")]
    assert shown == ["2026年8月", "2026年第三季度", "2026年下半年", "2026年"]
