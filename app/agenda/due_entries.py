"""The entries that a duty is computed from, read as sparingly as it allows: what is open or near, and sums by month."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.ledgers.declaration import Declaration
from app.ledgers.duties.duty import Duty
from app.ledgers.duties.facts import EntryFact, Value, Who
from app.ledgers.fields import Fields
from app.ledgers.kinds.registry import REFERRING
from app.ledgers.kinds.values import Ref
from app.ledgers.periods_of_time import latest_start, months_after, period_of
from db import ledger_dues as rows

if TYPE_CHECKING:
    from db.store import Store

PERSONS = frozenset({"resident", "household", "member"})
BETWEEN = "、"
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """What a line says of an entry beside its duty: its number, and who is responsible."""

    number: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far is read: nothing that should have been done so many days ago, at most so many entries a duty."""

    late_days: int = 366
    most: int = 500
    responsible: Collection[str] = ()
    """Labels of the fields that say who has to do it."""


@dataclass(frozen=True, slots=True)
class DutyEntries:
    """One duty with its entries; ``beside`` has what else is said of them, by id."""

    duty: Duty
    entries: tuple[EntryFact, ...]
    beside: Mapping[str, Beside] = field(default_factory=dict)


class LedgerEntries:
    """Reads what the duties of one ledger need on one day."""

    def __init__(self, store: "Store", ledger: Declaration, today: date, bounds: Bounds) -> None:
        """Read one ledger of one open office."""
        self._store, self.ledger, self._today, self._bounds = store, ledger, today, bounds
        self._fields = Fields(ledger)
        self._responsible = [one.key for one in ledger.field if one.label in bounds.responsible]
        named = [key for key in self._fields.named if self._kind(key) in PERSONS]
        self._about = [key for key in named if key not in self._responsible] or named

    def begin(self) -> date | None:
        """Give the first day that stands in the ledger: since then it is kept."""
        return _day(rows.first_day(self._store, self.ledger.key, self.ledger.day))

    def of(self, duty: Duty) -> DutyEntries:
        """Read what one duty needs."""
        reading: Mapping[str, Callable[[Duty], DutyEntries]] = {
            "reply_within": self._answered,
            "window": self._answered,
            "expires": self._expiring,
            "review_every": self._reviewed,
            "once_in_years": self._taken_in_turn,
        }
        return reading.get(duty.kind, self._counted)(duty)

    def _answered(self, duty: Duty) -> DutyEntries:
        """Read entries whose answer is wanted until some day after the one that they count from."""
        back = duty.days * 2 + 15 if duty.kind == "reply_within" else duty.after
        first = self._today - timedelta(days=self._bounds.late_days + back)
        if duty.kind == "window" and not duty.done:
            first = self._today - timedelta(days=duty.after)
        last = self._today + timedelta(days=duty.before)
        return self._read(duty, start=duty.from_, first=first, last=last)

    def _expiring(self, duty: Duty) -> DutyEntries:
        first = self._today - timedelta(days=self._bounds.late_days)
        return self._read(duty, start=duty.field, first=first, last=self._today + timedelta(days=duty.warn_days))

    def _reviewed(self, duty: Duty) -> DutyEntries:
        """Read entries that were not looked at since the last turn, or will soon have to be."""
        if duty.on:
            before = latest_start(self._today, duty.on)
        else:
            near = self._today + timedelta(days=(duty.days or 30) + 2)
            before = months_after(near, -duty.months) + timedelta(days=4)
        seen = (self.ledger.day, duty.field)
        return self._read(duty, seen=seen, seen_before=before.isoformat())

    def _counted(self, duty: Duty) -> DutyEntries:
        """Read sums by month instead of entries; a count is cut where it is enough."""
        span = duty.of or duty.in_ or "year"
        first = period_of(self._today, span).before().before().first
        days = (self._edge(first), self._edge(self._today))
        amount = duty.sum if duty.kind == "at_least_sum" else ""
        found = rows.sums_by_month(
            *(self._store, self.ledger.key, self.ledger.day, days),
            per=duty.per,
            amount=amount,
            where=duty.where.items(),
        )
        facts = []
        for place, row in enumerate(found):
            values: dict[str, Value] = {**duty.where, **self._who(duty.per, row["who"])}
            if amount:
                values[amount] = Decimal(str(round(row["amount"] or 0, DECIMALS)))
            times = 1 if amount else min(row["times"], max(1, -int(-duty.least // 1)))
            day = _day(row["day"])
            facts += [EntryFact(f"{place}", "", day, values=values)] * times
        return DutyEntries(duty, tuple(facts))

    def _taken_in_turn(self, duty: Duty) -> DutyEntries:
        """Read when everybody stood in the ledger first and last."""
        until = self._edge(self._today)
        found = rows.first_and_last(
            self._store, self.ledger.key, self.ledger.day, until, duty.per, duty.where.items()
        )
        facts = []
        for place, row in enumerate(found):
            values: dict[str, Value] = {**duty.where, **self._who(duty.per, row["who"])}
            edges = dict.fromkeys((row["first"], row["last"]))
            facts += [EntryFact(f"{place}", "", _day(edge), values=values) for edge in edges]
        return DutyEntries(duty, tuple(facts))

    def _read(
        self,
        duty: Duty,
        *,
        start: str = "",
        first: date | None = None,
        last: date | None = None,
        seen: tuple[str, ...] = (),
        seen_before: str = "",
    ) -> DutyEntries:
        ledger, answer = self.ledger, duty.done if duty.done in self._fields.all else ""
        ends = {state.key for state in ledger.state if state.ended or state.key == duty.done}
        open_states = tuple(state.key for state in ledger.state if state.key not in ends)
        named = (ledger.day, *self._fields.named, *self._about, *self._responsible, *duty.fields(), answer)
        columns = tuple(dict.fromkeys(key for key in named if key))
        sought = rows.Sought(
            ledger.key,
            ("id", "number", "state", *columns),
            states=(*open_states, "") if ledger.state else (),
            answer=answer,
            answered_by=self._today.isoformat() if answer and self._kind(answer) == "day" else "",
            start=start,
            first=first.isoformat() if first else "",
            last=last.isoformat() if last else "",
            seen=seen,
            seen_before=seen_before,
            where=tuple(duty.where.items()),
        )
        entries, beside = [], {}
        for row in rows.sought_entries(self._store, sought, self._bounds.most):
            entry, more = self._entry(row, columns)
            entries.append(entry)
            beside[entry.id] = more
        return DutyEntries(duty, tuple(entries), beside)

    def _entry(self, row: Mapping[str, Any], columns: Iterable[str]) -> tuple[EntryFact, Beside]:
        values = {key: self._value(key, row.get(key)) for key in columns}
        about = tuple(Who(one.id, one.name) for key in self._about for one in _whom(values[key]))
        by = (name for key in self._responsible for name in self._names(key, values[key]))
        fact = EntryFact(
            row["id"],
            self._fields.name(values),
            _as_day(values[self.ledger.day]),
            row["state"],
            ended=False,
            about=about,
            values={key: fact_value(value) for key, value in values.items()},
        )
        return fact, Beside(row["number"], tuple(dict.fromkeys(by)))

    def _value(self, key: str, kept: Any) -> Any:
        return None if kept is None else self._fields.all[key][1].read(kept)

    def _names(self, key: str, value: Any) -> tuple[str, ...]:
        if self._kind(key) in REFERRING:
            return tuple(one.name for one in _whom(value))
        return tuple(name.strip() for name in str(value or "").split(BETWEEN) if name.strip())

    def _who(self, per: str, kept: Any) -> dict[str, Value]:
        value = self._value(per, kept) if per else None
        return {per: fact_value(value)} if per else {}

    def _kind(self, key: str) -> str:
        return self._fields.all[key][0].kind

    def _edge(self, day: date) -> str:
        """Give a day as it is kept where the ledger is kept by days, its month where by months."""
        return day.isoformat() if self._kind(self.ledger.day) == "day" else f"{day:%Y-%m}"


def is_person(ledger: Declaration, key: str) -> bool:
    """Tell whether a field names one or several people."""
    return any(one.key == key and one.kind in {"resident", "residents", "member", "members"} for one in ledger.field)


def _whom(value: Any) -> tuple[Ref, ...]:
    if isinstance(value, Ref):
        return (value,)
    return tuple(one for one in value if isinstance(one, Ref)) if isinstance(value, tuple) else ()


def fact_value(value: Any) -> Value:
    """Give a field's typed value as duties know it."""
    if isinstance(value, Ref):
        return Who(value.id, value.name)
    if isinstance(value, tuple):
        return tuple(Who(one.id, one.name) for one in value if isinstance(one, Ref))
    return value if value is None or isinstance(value, date | Decimal | int | str) else str(value)


def _as_day(value: Any) -> date | None:
    return value if isinstance(value, date) else _day(str(value or ""))


def _day(kept: str) -> date | None:
    """Read a kept day, or a month as its first day; nothing where it is empty."""
    if not kept:
        return None
    return date.fromisoformat(kept if len(kept) > len("2026-10") else f"{kept}-01")
