"""Persons in turn over working days: fair, whole, unbroken; and who is there when somebody is away."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.units.facts import Person
from app.units.turns import HALVES, NOBODY, Absence, Per, Turn, follows, in_turn, month_days, who_is_there, working

MONDAY = date(2026, 10, 5)
PEOPLE = [Person(str(number), f"甲{number}") for number in range(7)]
days_of = st.sets(st.integers(0, 60)).map(lambda steps: [MONDAY + timedelta(days=step) for step in steps])


@given(days_of, st.integers(1, 7), st.sampled_from(["half", "day", "week"]), st.integers(0, 6), st.booleans())
def test_every_half_day_has_one_person_and_nobody_has_a_turn_more_than_another(
    days: list[date], count: int, per: Per, begin: int, second: bool
) -> None:
    people = PEOPLE[:count]
    turns = list(in_turn(people, days, per, begin=begin % count, second=second))
    first = [turn for turn in turns if turn.role == "A"]
    assert [(turn.day, turn.half) for turn in first] == [(day, half) for day in sorted(days) for half in HALVES]
    spans: dict[Per, Callable[[Turn], object]] = {
        "half": lambda turn: (turn.day, turn.half),
        "day": lambda turn: turn.day,
        "week": lambda turn: turn.day.isocalendar()[:2],
    }
    had: dict[object, Person] = {}
    for turn in first:
        assert had.setdefault(spans[per](turn), turn.person) == turn.person
    order = list(had.values())
    for place, person in enumerate(order):
        assert person == people[(begin % count + place) % count]
    counts = [order.count(person) for person in people]
    assert max(counts) - min(counts) <= 1
    seconds = {(turn.day, turn.half): turn.person for turn in turns if turn.role == "B"}
    assert len(seconds) == (len(first) if second and count > 1 else 0)
    assert all(seconds[turn.day, turn.half] != turn.person for turn in first if seconds)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-1, 6)), max_size=12), st.integers(0, 6))
def test_whoever_is_there_is_not_away_themselves(pairs: list[tuple[int, int]], who: int) -> None:
    absences = [
        Absence(str(place), PEOPLE[away], PEOPLE[instead] if instead >= 0 else NOBODY, "", MONDAY, MONDAY)
        for place, (away, instead) in enumerate(pairs)
    ]
    there = who_is_there(PEOPLE[who], MONDAY, absences)
    assert there == NOBODY or not any(one.covers(there, MONDAY) for one in absences)
    assert who_is_there(PEOPLE[who], MONDAY + timedelta(days=1), absences) == PEOPLE[who]


def test_without_a_name_the_second_takes_over_and_only_at_that_post() -> None:
    away = Absence("1", PEOPLE[0], NOBODY, "window", MONDAY, MONDAY)
    assert who_is_there(PEOPLE[0], MONDAY, [away], "window", PEOPLE[1]) == PEOPLE[1]
    assert who_is_there(PEOPLE[0], MONDAY, [away], "window") == NOBODY
    assert who_is_there(PEOPLE[0], MONDAY, [away], "door", PEOPLE[1]) == PEOPLE[0]
    assert who_is_there(Person("", "甲0"), MONDAY, [away], "window", PEOPLE[1]) == PEOPLE[1]


def test_the_next_month_goes_on_after_the_last_of_this_one() -> None:
    assert follows(PEOPLE, PEOPLE[2]) == 3
    assert follows(PEOPLE, PEOPLE[6]) == 0
    assert follows(PEOPLE, Person("", "乙")) == follows(PEOPLE, None) == 0


@pytest.mark.parametrize(
    ("month", "last"), [("2024-02", 29), ("2026-02", 28), ("2026-12", 31), ("2026-04", 30), ("2100-02", 28)]
)
def test_a_month_has_its_days(month: str, last: int) -> None:
    first, end = month_days(month)
    assert (first.day, end.day, end.month) == (1, last, first.month)
    assert len(working(first, end, lambda _: True)) == last
