"""The roster of a month: over working days of the calendar, going on, laid anew, changed and swapped."""

from datetime import date

import pytest

from app.core.errors import Refused
from app.session import Session
from app.units.roster import Pattern

PEOPLE = ("王守田", "李淑芬", "赵一")


def on(session: Session, day: date, role: str = "A") -> list[str]:
    return [turn.person.name for turn in session.roster.of_day(day) if turn.role == role]


def test_a_month_is_laid_over_its_working_days_and_the_next_goes_on(session: Session) -> None:
    session.roster.lay("2026-10", Pattern(PEOPLE, second=True))
    turns = session.roster.turns("2026-10")
    days = sorted({turn.day for turn in turns})
    assert days[0] == date(2026, 10, 8)  # the National Day holiday ends on the 7th
    assert date(2026, 10, 10) in days  # a Saturday that is worked
    assert on(session, days[0]) == ["王守田", "王守田"]
    assert on(session, days[0], "B") == ["李淑芬", "李淑芬"]
    last = on(session, days[-1])[0]
    session.roster.lay("2026-11", Pattern(PEOPLE))
    assert on(session, date(2026, 11, 2))[0] == PEOPLE[(PEOPLE.index(last) + 1) % 3]
    assert session.roster.pattern("2026-12") == Pattern((*PEOPLE[1:], PEOPLE[0]), "day", second=True) or set(
        session.roster.pattern("2026-12").people
    ) == set(PEOPLE)
    assert session.roster.pattern("2026-09") == Pattern(())


@pytest.mark.parametrize("per", ["half", "day", "week"])
def test_the_pattern_is_read_off_the_month_before(session: Session, per: str) -> None:
    session.roster.lay("2026-10", Pattern(PEOPLE, per))  # type: ignore[arg-type]
    assert session.roster.pattern("2026-11").per == per


def test_laying_anew_replaces_and_takes_out_what_is_too_much(session: Session) -> None:
    session.roster.lay("2026-10", Pattern(PEOPLE, second=True))
    before = session.roster.turns("2026-10")
    with pytest.raises(Refused, match="已经排过班"):
        session.roster.lay("2026-10", Pattern(PEOPLE))
    session.roster.lay("2026-10", Pattern(PEOPLE[::-1]), begin=date(2026, 10, 19), replace=True)
    after = session.roster.turns("2026-10")
    early = [turn for turn in after if turn.day < date(2026, 10, 19)]
    assert early == [turn for turn in before if turn.day < date(2026, 10, 19)]
    assert all(turn.role == "A" for turn in after if turn.day >= date(2026, 10, 19))
    session.history.undo(session.operator.id)
    assert session.roster.turns("2026-10") == before


def test_one_half_day_is_changed_and_two_days_swap(session: Session) -> None:
    session.roster.lay("2026-10", Pattern(PEOPLE))
    friday, monday, sunday = date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 11)
    session.roster.put(friday, "pm", "A", "钱二")
    session.roster.put(sunday, "am", "A", "孙三")
    assert (on(session, friday), on(session, sunday)) == (["李淑芬", "钱二"], ["孙三"])
    before = on(session, monday)
    session.roster.swap(friday, monday)
    assert (on(session, monday), on(session, friday)) == (["李淑芬", "钱二"], before)
    session.roster.swap(monday, sunday)
    assert (on(session, monday), on(session, sunday)) == (["孙三"], ["李淑芬", "钱二"])
    session.roster.put(sunday, "pm", "A", " ")
    session.roster.put(sunday, "pm", "B", "")
    assert on(session, sunday) == ["李淑芬"]
    for day, other in ((monday, monday), (monday, date(2026, 10, 4))):
        with pytest.raises(Refused):
            session.roster.swap(day, other)


@pytest.mark.parametrize("month", ["2026", "2026-13", "十月", "1999-12", "2101-01", "2026-1-1"])
def test_what_is_no_month_is_refused(session: Session, month: str) -> None:
    with pytest.raises(Refused, match=r"月份|年之间"):
        session.roster.turns(month)


@pytest.mark.parametrize("people", [(), (" ",), ("王守田", "王 守田"), tuple(f"甲{n}" for n in range(61)), ("1",)])
def test_people_in_turn_are_named_once_each(session: Session, people: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        session.roster.lay("2026-10", Pattern(people))
    assert session.roster.turns("2026-10") == []


def test_a_span_without_working_days_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="没有工作日"):
        session.roster.lay("2026-10", Pattern(PEOPLE), begin=date(2026, 10, 31))
    assert session.roster.is_working_day(date(2026, 10, 10))
