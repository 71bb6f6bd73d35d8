"""The duty roster's arithmetic, pure: persons in turn over working days, and who is really there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

import msgspec

from app.units.facts import Person

Per = Literal["half", "day", "week"]
Half = Literal["am", "pm"]
Role = Literal["A", "B"]
HALVES: tuple[Half, Half] = ("am", "pm")
NOBODY = Person("", "")


class Turn(msgspec.Struct, frozen=True):
    """One person on duty for one half-day, as first (A) or second (B)."""

    day: date
    half: Half
    role: Role
    person: Person


class Absence(msgspec.Struct, frozen=True):
    """Somebody who is away from one day to another and who stands in; nobody named: the post's B takes over.

    ``post_id`` narrows it to one post, empty is every one and the roster.
    """

    id: str
    person: Person
    stand_in: Person
    post_id: str
    first: date
    last: date
    reason: str = ""

    def covers(self, person: Person, day: date, post_id: str = "") -> bool:
        """Tell whether it speaks of this person, day and post."""
        fits = not self.post_id or self.post_id == post_id
        return fits and self.first <= day <= self.last and self.person.is_same(person)


def month_days(month: str) -> tuple[date, date]:
    """Give the first and last day of ``2026-10``; raises ``ValueError`` where it is no month."""
    year, number = month.split("-")
    first = date(int(year), int(number), 1)
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def in_turn(
    people: Sequence[Person], days: Iterable[date], per: Per, *, begin: int = 0, second: bool = False
) -> Iterator[Turn]:
    """Let people take turns: each half-day, day or calendar week the next one, from number ``begin`` on.

    ``second`` puts the one who follows next down as B, where there are two people at least. Every day gets both its
    halves, once each; nobody has more than one turn more than another (in half-days, days or weeks).
    """
    for place, span in enumerate(_spans(days, per), begin):
        first, after = people[place % len(people)], people[(place + 1) % len(people)]
        for day, half in span:
            yield Turn(day, half, "A", first)
            if second and len(people) > 1:
                yield Turn(day, half, "B", after)


def who_is_there(
    person: Person, day: date, absences: Sequence[Absence], post_id: str = "", second: Person = NOBODY
) -> Person:
    """Give who is there instead of a person who is away, the one who follows that one too; themselves where not away.

    An absence that names nobody hands over to ``second``. Nobody at all (an empty name) where a circle of stand-ins or
    an absence without anybody leaves the place empty.
    """
    passed: list[Person] = []
    at = person
    while (away := next((one for one in absences if one.covers(at, day, post_id)), None)) is not None:
        passed.append(at)
        at = away.stand_in if away.stand_in.name else second
        if not at.name or any(at.is_same(one) for one in passed):
            return NOBODY
    return at


def follows(people: Sequence[Person], last: Person | None) -> int:
    """Give the number of whoever comes after ``last``; the first where that is nobody of these."""
    if last is not None:
        for place, person in enumerate(people):
            if person.is_same(last):
                return (place + 1) % len(people)
    return 0


def working(first: date, last: date, is_working_day: Callable[[date], bool]) -> list[date]:
    """Give the working days from one day to another."""
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


def _spans(days: Iterable[date], per: Per) -> Iterator[list[tuple[date, Half]]]:
    halves = [(day, half) for day in sorted(set(days)) for half in HALVES]
    if per == "half":
        yield from ([one] for one in halves)
    else:
        key: Callable[[tuple[date, Half]], object] = (
            (lambda one: one[0].isocalendar()[:2]) if per == "week" else (lambda one: one[0])
        )
        yield from (list(span) for _, span in groupby(halves, key))
