"""What the pages of the ledgers ask of the session, in the working threads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.core.changes import Changes
from app.core.day_text import long_day
from app.core.pinyin import pinyin_of_words
from app.ledgers.balance import shown_amount
from app.ledgers.checking import groups
from app.ledgers.contributions.months import MemberDues
from app.ledgers.contributions.rate_tables import RateTables
from app.ledgers.contributions.text import TypedRate, arrears_months, rates_text, read_typed
from app.ledgers.declaration import Declaration, Field, Step
from app.ledgers.facts import Entry, FieldFault
from app.ledgers.kinds.registry import ONE_REFERENCE, shown, value_of
from app.ledgers.kinds.values import Ref
from app.ledgers.period_view import PeriodView
from app.ledgers.periods_of_time import Period
from app.ledgers.standing import CLOSED, Standing
from app.session.resolving import NameResolver

if TYPE_CHECKING:
    from app.session import Session

ENTRIES = "entries_"
LATELY = 90
"""Days that count for which ledgers are used most."""
MOST_USUAL = 6


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One ledger on the front page: its group, how many entries this month and lately."""

    declaration: Declaration
    standing: Standing
    group: str
    this_month: int = 0
    lately: int = 0
    letters: str = ""
    usual: bool = False

    @property
    def is_ended(self) -> bool:
        """Tell whether nothing more is entered there."""
        return self.standing.status == CLOSED

    def fits(self, text: str) -> bool:
        """Tell whether a few letters of the title, its pinyin or its initials are meant."""
        wanted = text.strip().lower()
        return wanted in self.declaration.title or wanted in self.letters


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One entry with what its page says beside it; ``locked`` is the closed period that it lies in."""

    declaration: Declaration
    entry: Entry
    locked: str = ""
    case: str = ""
    steps: Sequence[Step] = ()
    corrects: Entry | None = None
    corrected_by: Entry | None = None
    files: Sequence[Ref] = field(default=())

    def from_case(self) -> frozenset[str]:
        """Give the fields that the case fills and nobody types."""
        fill = self.declaration.fill
        return frozenset(fill.map) if fill is not None and self.entry.from_case else frozenset()


def read_front(session: "Session") -> list[LedgerLine]:
    """Read the ledgers of the office: those used most lately first, then by group, ended ones last."""
    today = session.clock.today()
    counts = session.ledgers.counts_since(today.replace(day=1), today - timedelta(days=LATELY))
    order = dict(groups())
    found = []
    for standing in session.publishing.all().values():
        one = standing.declaration
        pinyin = pinyin_of_words(one.title)
        since_first, since_lately = counts[one.key]
        letters = f"{pinyin.full} {pinyin.initials}"
        line = LedgerLine(one, standing, order.get(one.group, ""), since_first, since_lately, letters)
        found.append(line)
    places = list(order)
    found.sort(key=lambda line: (line.standing.status == CLOSED, places.index(line.declaration.group)))
    used = sorted((line for line in found if line.lately), key=lambda line: -line.lately)[:MOST_USUAL]
    keys = [line.declaration.key for line in used]
    return [*(replace(line, usual=True) for line in used), *(one for one in found if one.declaration.key not in keys)]


def read_due(session: "Session") -> Mapping[str, str]:
    """Say by ledger how much is to be done there as Today knows it, and how much of it is late."""
    found = session.agenda.due_in_ledgers()
    return {key: f"{one.due} 件{f'，逾期 {one.late}' if one.late else ''}" for key, one in found.items()}


def read_periods(session: "Session") -> list[tuple[str, str]]:
    """Give the months and years that may be closed, each with how it stands."""
    return session.period_views.periods()


def read_period_view(session: "Session", period: str) -> PeriodView:
    """Give how the ledgers stand in a period."""
    return session.period_views.view(period)


def close_period(session: "Session", period: str, ledger: str) -> Changes:
    """Close a period, of one ledger or of all."""
    return session.periods.close(period, ledger)


def open_period(session: "Session", period: str, ledger: str, reason: str) -> Changes:
    """Open it again."""
    return session.periods.open(period, reason, ledger)


def change_status(session: "Session", key: str, status: str, day: str) -> tuple[Standing, Changes]:
    """Open a ledger, wind it down or end it, from a day on."""
    return session.publishing.change_status(key, status, date.fromisoformat(day) if day else None)


def read_closed(session: "Session", key: str) -> tuple[str, str]:
    """Say which periods of a ledger (given with it) can only be read."""
    return key, session.periods.closed_words(session.ledgers.ledger(key))


def read_dues(session: "Session", span: Period) -> list[MemberDues]:
    """Give what each member owes and paid in a span."""
    return session.dues.members(span)


def read_rate_tables(session: "Session") -> RateTables:
    """Give the rate tables of dues."""
    return session.dues.tables()


def change_rates(session: "Session", typed: Sequence[TypedRate], arrears: str, since: str) -> tuple[str, Changes]:
    """Keep a rate table from a day on, or (nothing typed) the one that ships; says from which day it holds."""
    day = date.fromisoformat(since)
    text = rates_text(read_typed(typed, arrears_months(arrears))) if typed else ""
    return f"采用了：{long_day(day)}起的党费标准。", session.dues.change_rates(text, day)


def drop_rates(session: "Session", since: date) -> Changes:
    """Let go of the table that holds from a day on."""
    return session.dues.drop_rates(since)


def read_entry(session: "Session", key: str, entry_id: str) -> EntrySheet:
    """Read everything that the page of an entry shows; raises ``Refused`` for one that is gone."""
    declaration = session.ledgers.ledger(key)
    entry = session.ledgers.entry(key, entry_id)
    day = entry.values.get(declaration.day)
    files = session.attachments.of(ENTRIES + key, entry_id)
    return EntrySheet(
        declaration,
        entry,
        session.periods.lock(declaration, "" if day is None else str(day), entry.state),
        session.cases.file(session.cases.with_id(entry.from_case)).case.number if entry.from_case else "",
        session.ledgers.steps(entry),
        session.ledgers.entry(key, entry.corrects) if entry.corrects else None,
        session.ledgers.entry(key, entry.corrected_by) if entry.corrected_by else None,
        [Ref(one.id, one.title) for one in files],
    )


def read_new(
    session: "Session", key: str, known: Mapping[str, str] = MappingProxyType({})
) -> tuple[Declaration, Mapping[str, Any]]:
    """Give a ledger and what stands in a new entry before anything is typed: defaults, and what is ``known``."""
    declaration, told = session.ledgers.ledger(key), {**session.ledgers.defaults(key), **known}
    return declaration, {one.key: _known(session, one, told[one.key]) for one in declaration.field if one.key in told}


def read_narrowed(session: "Session", key: str, known: Mapping[str, str]) -> tuple[str, Mapping[str, tuple[str, str]]]:
    """Give by what a list shall be narrowed: for each filter its value and the words for it."""
    declaration, found = session.ledgers.ledger(key), {}
    for one in declaration.field:
        if one.key in known and one.key in declaration.list.filters:
            value = _known(session, one, known[one.key])
            text = shown(one, value)
            found[one.key] = (value.id or text, text) if isinstance(value, Ref) else (known[one.key], text)
    return key, found


def _known(session: "Session", one: Field, told: str) -> Any:
    """Read what is known of a field: a text as typed, or the id of what it refers to."""
    name = NameResolver(session).named(one.kind, told) if one.kind in ONE_REFERENCE else ""
    return Ref(told, name) if name else value_of(one, told)


def find_faults(
    session: "Session", key: str, entry_id: str, given: Mapping[str, object]
) -> tuple[Sequence[FieldFault], Sequence[FieldFault]]:
    """Ask the service what is wrong with what stands in the form, and what it thinks worth a look."""
    return session.ledgers.errors(key, given, entry_id), session.ledgers.hints(key, given)


def save_entry(session: "Session", key: str, entry_id: str, given: Mapping[str, object]) -> tuple[Entry, Changes]:
    """Add an entry (no id), or change one; raises ``Refused`` with what is wrong by field."""
    if entry_id:
        return session.ledgers.edit(key, entry_id, given)
    return session.ledgers.add(key, {name: value for name, value in given.items() if value is not None})


def correct_entry(
    session: "Session", key: str, entry_id: str, given: Mapping[str, object], reason: str
) -> tuple[Entry, Changes]:
    """Add the entry that corrects one of a closed period, with the reason."""
    return session.ledgers.correct(key, entry_id, given, reason)


def read_balances(session: "Session", declaration: Declaration) -> Mapping[str, str]:
    """Give what is left in the book after each entry, in words, by the entry's id."""
    if declaration.money is None:
        return {}
    return {move.entry: shown_amount(declaration, move.balance) for move in session.periods.moves(declaration)}


def read_totals(session: "Session", key: str, first: date, last: date) -> str:
    """Say what a span of days adds up to, by the measures of the ledger."""
    ledger = session.ledgers.ledger(key)
    money = {one.key for one in ledger.field if one.kind == "money"}
    in_yuan = {one.key for one in ledger.measure if one.field in money and one.kind == "sum"}
    told = []
    for one in session.figures(key, first, last):
        amount = f"{one.amount:,.2f}" if one.key in in_yuan else f"{one.amount:,f}"
        told.append(f"{one.label} {amount} {one.unit}".rstrip())
    return "，".join(told)


def read_ledger(session: "Session", key: str) -> Standing:
    """Give a ledger and how it stands; raises ``Refused`` for one that is not there."""
    return session.ledgers.standing(key)


def read_seen(session: "Session", key: str, column: str) -> tuple[str, str, Sequence[tuple[str, str]]]:
    """Give the values that stand in a column (what to filter by, and the words), with ledger and column."""
    return key, column, session.ledgers.seen(key, column)


def take_step(
    session: "Session", key: str, entry_id: str, step: str, given: Mapping[str, object]
) -> tuple[Entry, Changes]:
    """Take a step, with the fields it needs."""
    return session.ledgers.take(key, entry_id, step, given)
