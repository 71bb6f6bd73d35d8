"""What one field of an invented entry holds, by its kind: names by reference, numbers within bounds, words, rows."""

import random
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from app.demo.entry_people import Named, home, person
from app.demo.entry_words import entry_words, sayings, told
from app.ledgers.declaration import Field

if TYPE_CHECKING:
    from app.demo.village import Villager
    from app.ledgers.declaration import Column, Declaration
    from app.ledgers.kinds.values import Ref

Values = dict[str, Any]
FEN = 100
PERSONS = ("resident", "member")
YES, SOME_ROWS, MOST_HELPERS, MOST_AWAY = 0.8, 3, 3, 3
COMMON = 2.0
"""How much more often the choices are taken that are declared first."""
STATION_PHONE = "0455-5550133"


class Moment(NamedTuple):
    """What an entry is drawn from: its day, its place among those of its ledger, whom it is about, what it holds."""

    day: date
    at: int
    subject: "Villager"
    values: Values


class Drawer:
    """Draws the values of one ledger."""

    def __init__(self, rng: random.Random, ledger: "Declaration", named: Named) -> None:
        """``named`` is who and what there is."""
        self._rng, self._named, self._key = rng, named, ledger.key
        self._told, self._words = told(ledger.key), entry_words()
        self._cycled = {key for duty in ledger.duty for key in duty.where}
        self._kinds = {field.key: field.kind for field in ledger.field}
        self._by_kind: dict[str, Callable[[Column, Moment], Any]] = {
            "line": self._text,
            "paragraphs": self._text,
            "whole": self._whole,
            "decimal": lambda field, now: Decimal(self._whole(field, now)),
            "money": lambda field, now: self._whole(field, now) * FEN,
            "choice": self._choice,
            "choices": self._choices,
            "resident": self._person,
            "member": self._person,
            "residents": self._several,
            "members": self._several,
            "household": lambda _field, now: home(now.subject),
            "unit": self._unit,
            "item": lambda _field, _now: rng.choice(named.items),
            "time": lambda field, _now: time(
                (14 if field.key == "end" else 8) + rng.randint(0, 2), rng.choice((0, 30))
            ),
            "day": lambda _field, now: now.day,
            "yes_no": lambda _field, _now: rng.random() < YES,
            "rows": self._rows,
        }

    def value(self, field: "Column", now: Moment) -> Any:
        """Draw what a field holds; ``None`` for a kind that is not invented (files)."""
        draw = self._by_kind.get(field.kind)
        return draw(field, now) if draw else None

    def _choice(self, field: "Column", now: Moment) -> str:
        many = len(field.choices)
        return field.choices[now.at % many if field.key in self._cycled else self._early(many)].value

    def _choices(self, field: "Column", _now: Moment) -> tuple[str, ...]:
        taken = {self._early(len(field.choices)) for _ in range(2)}
        return tuple(one.value for place, one in enumerate(field.choices) if place in taken)

    def _early(self, many: int) -> int:
        return int(many * self._rng.random() ** COMMON)

    def _person(self, field: "Column", now: Moment) -> "Ref":
        """Refer to whom a field means: staff, a member, the entry's own villager, or or where that is named another."""
        if field.key in self._told.cadres or field.key in self._words.cadres:
            return person(self._rng.choice(self._named.staff))
        if field.kind == "member" or any(self._kinds.get(key) in PERSONS for key in now.values):
            return person(self._rng.choice(self._named.members))
        return person(now.subject)

    def _several(self, _field: "Column", _now: Moment) -> "tuple[Ref, ...]":
        members = self._named.members
        return tuple(person(one) for one in self._rng.sample(members, min(MOST_HELPERS, len(members))))

    def _unit(self, field: "Column", now: Moment) -> "Ref | None":
        known = self._named.units.get(self._words.units.get(field.key, ""), ())
        return known[now.at % len(known)] if known else None

    def _text(self, field: "Column", now: Moment) -> str | None:
        who = now.subject
        known = {"phone": who.phone or STATION_PHONE, "id_number": who.id_number, "address": who.address}
        if field.privacy in known:
            return known[field.privacy]
        if field.key in self._words.staff:
            return self._rng.choice(self._named.staff).name
        if texts := sayings(self._key, field.key):
            text = texts[now.at % len(texts) if self._told.standing else int(len(texts) * self._rng.random())]
            text = text.format(year=now.day.year, month=now.day.month, n=now.at + 1)
            return text[: field.letters or None]
        return self._rng.choice(self._named.people).name if field.privacy == "name" else None

    def _whole(self, field: "Column", now: Moment) -> int:
        if field.key == "year_of":
            return now.day.year
        if field.key in {"present", "leave", "absent"}:
            return self._attendance(field.key, now.values)
        least, most = {**self._words.numbers, **self._told.numbers}.get(field.key, (1, 9))
        drawn = max(self._rng.randint(least, most), int(field.least or 0))
        return drawn if field.most is None else min(drawn, int(field.most))

    def _attendance(self, key: str, values: Values) -> int:
        """Let who came, asked for leave and stayed away add up to who was expected."""
        expected = int(values["expected"])
        if key == "present":
            return expected - self._rng.randint(0, MOST_AWAY)
        return expected - int(values["present"]) if key == "leave" else 0

    def _rows(self, field: "Column", now: Moment) -> tuple[Values, ...]:
        rows = []
        for place in range(self._rng.randint(1, SOME_ROWS)):
            row: Values = {}
            about = Moment(now.day, now.at + place, self._rng.choice(self._named.people), row)
            for column in field.fields if isinstance(field, Field) else ():
                if (value := self.value(column, about)) not in {None, "", ()}:
                    row[column.key] = value
            rows.append(row)
        return tuple(rows)
