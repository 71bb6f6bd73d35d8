"""One invented entry of any ledger, computed from its declaration: how far it came, when, and what it holds."""

import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from app.demo.entry_path import Days, Path, walked
from app.demo.entry_people import Named
from app.demo.entry_values import Drawer, Moment, Values
from app.demo.entry_words import entry_words, told

if TYPE_CHECKING:
    from app.ledgers.declaration import Declaration, Field

Entry = tuple[Values, str]
FILLED, TOGETHER, DONE, REVIEWED = 0.8, 0.1, 0.97, 0.9
SOON = 3
TODAY = 0.4
"""How likely what waits is due today, so that Today has something to do."""
FOUNDED, DEADLINE, EXPIRY = (-2_000, -100), (6, 25), (200, 1_200)
"""In how many days from the entry's own such days lie."""
TOTALS = ("days", "hours")


class EntryMaker:
    """Makes the entries of one ledger, one after the other."""

    def __init__(self, rng: random.Random, ledger: "Declaration", named: Named, days: Days) -> None:
        """Read once what the declaration says about days."""
        self._rng, self._ledger, self._days = rng, ledger, days
        self._people, self._drawer = named.people, Drawer(rng, ledger, named)
        self._told, self._words = told(ledger.key), entry_words()
        self._reviewed = {duty.field for duty in ledger.duty if duty.kind == "review_every"}
        self._answers = {duty.done: duty.from_ for duty in ledger.duty if duty.done}
        self._ends = {state.key for state in ledger.state if state.ended}
        self._kinds = {field.key: field.kind for field in ledger.field}
        expires = dict.fromkeys((duty.field for duty in ledger.duty if duty.kind == "expires"), EXPIRY)
        words = self._words
        self._spans = {**dict.fromkeys(words.founded, FOUNDED), **dict.fromkeys(words.deadlines, DEADLINE), **expires}
        money = ledger.money
        books = (money.income, money.outlay, money.opening) if money else ()
        self._asked = {*self._told.together, *(money.needs if money else ())}
        self._never = {*self._told.never, *words.never, *books, ledger.day}

    def make(self, day: date, at: int) -> Entry:
        """Give what is written of the entry ``at`` (from 0) of a day, and the state it is in."""
        path = walked(self._rng, self._ledger, day, self._days)
        values: Values = {self._ledger.day: day}
        now = Moment(day, at, self._people[int(len(self._people) * self._rng.random())], values)
        fields = self._filled(path)
        for field in fields:
            if field.kind == "day" and (on := self._day(field, day, path, values)) is not None:
                values[field.key] = on
        for field in fields:
            asked = field.required or field.key in path.needed or field.key in self._asked
            if field.kind != "day" and (asked or self._wanted(field, values)):
                values[field.key] = self._drawer.value(field, now)
        _add_up(values)
        return {key: value for key, value in values.items() if value is not None}, path.state

    def worked(self, day: date) -> date:
        """Give a worked day soon after one."""
        return self._days.after(day, 0, SOON)

    def _filled(self, path: Path) -> "list[Field]":
        """Give the fields that an entry may fill that came so far."""
        skipped = set(self._never)
        if self._told.together and self._rng.random() > TOGETHER:
            skipped |= set(self._told.together)
        known = (field for field in self._ledger.field if field.key not in skipped and not field.computed)
        return [field for field in known if field.required or field.key not in path.unreached]

    def _wanted(self, field: "Field", values: Values) -> bool:
        anchors = [key for key in self._words.after.get(field.key, ()) if key in self._kinds]
        return any(key in values for key in anchors) if anchors else self._rng.random() < FILLED

    def _day(self, field: "Field", day: date, path: Path, values: Values) -> date | None:
        """Give a day that fits between the entry's own and today; deadlines may lie ahead."""
        if field.key in path.days:
            return path.days[field.key]
        if field.key in self._reviewed:
            return self._days.lately(day) if self._rng.random() < REVIEWED else day
        if field.key in self._spans:
            waits = path.state not in self._ends and 0 < (self._days.today - day).days <= DEADLINE[1]
            if waits and field.key in self._words.deadlines and self._rng.random() < TODAY:
                return self._days.today
            return self._days.after(day, *self._spans[field.key])
        return self._past(field, path.last, values)

    def _past(self, field: "Field", last: date, values: Values) -> date | None:
        """Give the day after what it answers, or after the last step, on which something happened; none to come."""
        answer = field.key in self._answers
        begins = values.get(self._answers[field.key]) if answer else last
        if begins is None or (answer and self._rng.random() > DONE):
            return None
        then = self.worked(begins)
        return then if then <= self._days.today else None


def _add_up(values: Values) -> None:
    """Let a total be what its rows add up to."""
    for rows in [value for value in values.values() if isinstance(value, tuple) and value]:
        for key in TOTALS:
            if isinstance(rows[0], dict) and key in rows[0] and key in values:
                values[key] = sum((row[key] for row in rows), Decimal(0))
