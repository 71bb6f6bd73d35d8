"""What duties are computed from, and what comes out: plain facts without a store behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from app.core.working_calendar import WorkingCalendar

State = Literal["open", "late", "done"]


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody or something a duty is about: a resident, household, unit or post; ``id`` is "" for a bare name."""

    id: str
    name: str

    @property
    def key(self) -> str:
        """Give what tells it apart: the id, else the name."""
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class Person:
    """Since when somebody is here, and the day they left."""

    since: date | None = None
    left: date | None = None

    def is_gone(self, today: date) -> bool:
        """Tell whether they left: from that day nothing is due of them any more."""
        return self.left is not None and self.left <= today


Value = date | Decimal | int | str | Who | tuple[Who, ...] | None


@dataclass(frozen=True, slots=True)
class EntryFact:
    """One entry of a ledger: its day, whether its state is an end, whom it is about, and its fields."""

    id: str
    name: str
    day: date | None = None
    state: str = ""
    ended: bool = False
    about: tuple[Who, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    def day_of(self, key: str) -> date | None:
        """Give the day in a field."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def persons(self, key: str) -> tuple[Who, ...]:
        """Give whom a field names, one or several; a bare name counts as one."""
        value = self.values.get(key)
        if isinstance(value, Who):
            return (value,)
        if isinstance(value, str):
            return (Who("", value.strip()),) if value.strip() else ()
        return value if isinstance(value, tuple) else ()

    def amount(self, key: str) -> Decimal:
        """Give the number in a field, 0 where there is none."""
        value = self.values.get(key)
        return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a duty is judged by: the day, the calendar, since when the ledger is kept, people, and reasons given.

    ``people`` tells by ``Who.key`` who came and left when; on ``asked`` a duty with ``per`` falls also without entries;
    ``reasons`` holds “做不了，因为…” under the key of the due it closes.
    """

    today: date
    calendar: WorkingCalendar
    begin: date
    people: Mapping[str, Person] = field(default_factory=dict)
    asked: tuple[Who, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    def is_gone(self, who: Who) -> bool:
        """Tell whether somebody left."""
        person = self.people.get(who.key)
        return person is not None and person.is_gone(self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do: ``key`` stays the same however often it is computed, so that a reason can hang on it.

    ``opens`` is the first day it can be done, ``until`` the last day on time; ``estimated`` tells that the day rests
    on a year whose holidays are not announced; ``reason`` is “做不了，因为…” where that closed it.
    """

    key: str
    what: str
    why: str
    opens: date
    until: date
    state: State
    subject: Who | None = None
    entry: str = ""
    estimated: bool = False
    reason: str = ""
