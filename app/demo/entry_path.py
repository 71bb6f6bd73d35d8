"""How far an invented entry has come and when: days in working time, steps one after the other, most to their end."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from app.demo.entry_words import told

if TYPE_CHECKING:
    from app.core.working_calendar import WorkingCalendar
    from app.ledgers.declaration import Declaration, Step

FRESH, RECENT = 5, 45
STOPS_FRESH, STOPS_RECENT, STOPS_OLD = 0.5, 0.12, 0.003
"""How likely an entry waits before its next step, by its age in days: some wait, few are forgotten."""
STRAIGHT, ENDS_STANDING = 0.9, 0.1
MOST_DAYS_OF_STEP = 3


class Path(msgspec.Struct, frozen=True):
    """The state an entry is in, the day of each field that a step filled, which fields its steps needed, and its last.

    ``unreached`` are the fields of steps that it has not taken.
    """

    state: str
    days: dict[str, date]
    needed: frozenset[str]
    unreached: frozenset[str]
    last: date


class Days:
    """Draws days of the calendar on which the station works."""

    def __init__(self, rng: random.Random, calendar: "WorkingCalendar", first: date, today: date) -> None:
        """``first`` to ``today`` is the time in which the ledgers were kept."""
        self._rng, self._calendar, self.today = rng, calendar, today
        span = (first + timedelta(days=step) for step in range((today - first).days + 1))
        self._worked = [day for day in span if calendar.is_working_day(day)] or [today]

    def some(self, count: int) -> list[date]:
        """Give so many days in order; the last one is of these weeks, so that nothing looks given up."""
        drawn = self._rng.choices(self._worked, k=max(count - 1, 0))
        return sorted([*drawn, self._rng.choice(self._worked[-15:])])[-count:]

    def after(self, day: date, least: int, most: int) -> date:
        """Give a worked day so many natural days after another."""
        return self._calendar.next_working_day(day + timedelta(days=self._rng.randint(least, most)))

    def lately(self, since: date) -> date:
        """Give a worked day of the last weeks, not before ``since``."""
        return max(since, self._rng.choice(self._worked[-40:]))


def walked(rng: random.Random, ledger: "Declaration", day: date, days: Days) -> Path:
    """Walk an entry of a day along its steps until it ends, waits, or today is reached."""
    state, at = ledger.state[0].key if ledger.state else "", day
    filled, needed = dict[str, date](), set[str]()
    kinds = {field.key: field.kind for field in ledger.field}
    for _ in ledger.state:
        step = _next(rng, [one for one in ledger.step if state in one.from_])
        if step is None or _waits(rng, ledger.key, (days.today - day).days):
            break
        then = days.after(at, 0, MOST_DAYS_OF_STEP)
        if then > days.today:
            break
        state, at = step.to, then
        needed |= set(step.needs)
        filled |= {key: at for key in step.needs if kinds[key] == "day" and key != ledger.day}
    asked = {key for step in ledger.step for key in step.needs}
    return Path(state, filled, frozenset(needed), frozenset(asked - needed), at)


def _next(rng: random.Random, steps: "Sequence[Step]") -> "Step | None":
    """Take the first step that there is: what usually happens is declared first."""
    if not steps or rng.random() < STRAIGHT:
        return steps[0] if steps else None
    return rng.choice(steps)


def _waits(rng: random.Random, key: str, age: int) -> bool:
    if told(key).standing and not told(key).finishes:
        return rng.random() > ENDS_STANDING
    return rng.random() < (STOPS_FRESH if age <= FRESH else STOPS_RECENT if age <= RECENT else STOPS_OLD)
