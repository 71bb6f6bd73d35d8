"""How the ledgers stand in one period: what is closed, what stands in the way, what goes on, what is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.ledgers.balance import BookFault, Move, shown_amount
from app.ledgers.closing import ALL, Closed, closes_by, days_of, locked_by, refuse_early, shown_period
from app.ledgers.declaration import Declaration
from app.ledgers.measures import span_texts
from db.ledger_counts import Count, counted, earliest_day

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.ledgers.periods import Known, Periods
    from db.store import Store

MOST_MONTHS = 36
MOST_TOLD = 2


@dataclass(frozen=True, slots=True)
class Pile:
    """What a pile of a book had before a period, and has after it; in the field's own unit, without a name for all."""

    name: str
    opening: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class LedgerPeriod:
    """One ledger in one period; ``closed`` is what closed it, ``unfinished`` counts entries that are not at an end.

    ``faults`` keep it from being closed, ``gap`` says which earlier period has to be closed first.
    """

    ledger: Declaration
    entries: int
    unfinished: int
    closed: Closed | None
    faults: tuple[BookFault, ...] = ()
    gap: str = ""
    piles: tuple[Pile, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not self.faults and not self.gap

    @property
    def unfinished_words(self) -> str:
        """Say what becomes of what is not at an end."""
        if not self.unfinished:
            return ""
        return f"{self.unfinished} 件，{'结了也接着办' if self.ledger.carry else '结了只能看'}"

    @property
    def piles_words(self) -> str:
        """Say what is left in each pile."""
        return "；".join(f"{one.name} {shown_amount(self.ledger, one.closing)}".strip() for one in self.piles)

    @property
    def state(self) -> str:
        """Say how it stands, in a word or two."""
        if self.closed is not None:
            return "已结账" if self.closed.ledger == ALL else "单独结了"
        return "没结账" if self.is_ready else f"有 {len(self.troubles)} 处要改"

    @property
    def words(self) -> str:
        """Say what there is to say about it, of many troubles the first ones."""
        told = [*self.troubles[:MOST_TOLD]]
        if self.troubles[MOST_TOLD:]:
            told.append(f"另外还有 {len(self.troubles) - MOST_TOLD} 处。")
        if self.unfinished:
            told.append(f"没办完的 {self.unfinished_words}。")
        for one in self.piles:
            opening, closing = shown_amount(self.ledger, one.opening), shown_amount(self.ledger, one.closing)
            told.append(f"{one.name}期初 {opening}，结余 {closing}。")
        return "".join(told) or "没有要改的。"

    @property
    def troubles(self) -> tuple[str, ...]:
        """Say in sentences what stands in the way."""
        return (*filter(None, [self.gap]), *(f"{one.words}。" for one in self.faults))


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One period of all ledgers; ``early`` says why it cannot be closed yet, ``whole`` tells that all is closed.

    ``is_closed`` tells that something was closed for just this period, and can be opened again.
    """

    period: str
    early: str
    whole: bool
    is_closed: bool
    ledgers: tuple[LedgerPeriod, ...]

    @property
    def open_ones(self) -> tuple[LedgerPeriod, ...]:
        """Give the ledgers that are not closed."""
        return tuple(one for one in self.ledgers if one.closed is None)

    @property
    def words(self) -> str:
        """Say how it stands, in one sentence."""
        if self.whole:
            return f"{shown_period(self.period)}已经结账，只能看；写错了做更正。"
        if self.early:
            return self.early
        wrong = [one for one in self.open_ones if not one.is_ready]
        if wrong:
            titles = "、".join(one.ledger.title for one in wrong)
            return f"还不能一起结：{titles}要先处理。选中那一行，下面写着哪里不对。"
        closed = len(self.ledgers) - len(self.open_ones)
        already = f"，{closed} 本已经单独结了" if closed else ""
        return f"可以结账{already}。结账以后这一期只能看，写错了做更正；站长写明原因可以重新打开。"


class PeriodViews:
    """Looks over the periods of one office."""

    def __init__(self, store: "Store", clock: "Clock", known: "Known", periods: "Periods") -> None:
        """``known`` gives every ledger of the office by key."""
        self._store, self._clock, self._known, self._periods = store, clock, known, periods

    def periods(self) -> list[tuple[str, str]]:
        """Give the months with an entry, to this one, then their years, the newest first; each with how it stands."""
        today, known = self._clock.today(), self._known()
        closed = self._periods.closed()
        begun = earliest_day(self._store, ((one.key, one.day) for one in known.values()))[:7]
        months = list(_months(today, min(filter(None, [f"{today:%Y-%m}", begun, *map(_first, closed)]))))
        found = [*months, *dict.fromkeys(month[:4] for month in months)]
        return [(one, self._state(one, closed, today)) for one in found]

    def view(self, period: str) -> PeriodView:
        """Look over the ledgers that are closed by such a period and have something in it, or are books.

        What stands in the way comes first.
        """
        known, closed = self._known(), self._periods.closed()
        closing = [one for one in closed if one.period in {period, period[:4]}]
        ledgers = [one for one in known.values() if closes_by(one, period)]
        spans = [span_texts(one, *days_of(period)) for one in ledgers]
        every = [Count(one.key, one.day, *span) for one, span in zip(ledgers, spans, strict=True)]
        open_states = [tuple(state.key for state in one.state if not state.ended) for one in ledgers]
        asked = [count._replace(states=states) for count, states in zip(every, open_states, strict=True) if states]
        counts, left = counted(self._store, every), iter(counted(self._store, asked))
        unfinished = [next(left) if states else 0 for states in open_states]
        found = []
        for one, span, entries, going_on in zip(ledgers, spans, counts, unfinished, strict=True):
            lock = locked_by(one, span[0], closing)
            line = self._line(one, period, span, entries, going_on, lock)
            if entries or line.piles or (lock is not None and lock.ledger):
                found.append(line)
        is_closed = any(one.period == period for one in closing)
        found.sort(key=lambda one: one.is_ready)
        return PeriodView(period, self._early(period), _is_whole(period, closing), is_closed, tuple(found))

    def _line(
        self,
        ledger: Declaration,
        period: str,
        span: tuple[str, str],
        entries: int,
        unfinished: int,
        closed: Closed | None,
    ) -> LedgerPeriod:
        if ledger.money is None:
            return LedgerPeriod(ledger, entries, unfinished, closed)
        moves = self._periods.moves(ledger)
        faults = () if closed else tuple(self._periods.faults(ledger, period))
        gap = "" if closed else self._periods.gap(ledger, period)
        return LedgerPeriod(ledger, entries, unfinished, closed, faults, gap, tuple(_piles(moves, *span)))

    def _early(self, period: str) -> str:
        try:
            refuse_early(period, self._clock.today())
        except Refused as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        return ""

    def _state(self, period: str, closed: tuple[Closed, ...], today: date) -> str:
        if _is_whole(period, closed):
            return "已结账"
        if days_of(period)[1] > today:
            return "还没过完"
        alone = sum(one.period == period for one in closed)
        return f"单独结了 {alone} 本" if alone else "没结账"


def _is_whole(period: str, closed: Iterable[Closed]) -> bool:
    return bool({Closed(period, ALL), Closed(period[:4], ALL)} & set(closed))


def _first(one: Closed) -> str:
    return f"{days_of(one.period)[0]:%Y-%m}"


def _months(today: date, first: str) -> Iterator[str]:
    """Give the months from this one back to the first, at most so many."""
    at = today.year * 12 + today.month - 1
    for _ in range(MOST_MONTHS):
        month = f"{at // 12:04d}-{at % 12 + 1:02d}"
        if month < first:
            return
        yield month
        at -= 1


def _piles(moves: list[Move], first: str, last: str) -> Iterator[Pile]:
    """Give what each pile had before the first day, and after the last one."""
    before: dict[str, Decimal] = {}
    after: dict[str, tuple[str, Decimal]] = {}
    for move in moves:
        if move.day < first:
            before[move.pile] = move.balance
        if move.day <= last:
            after[move.pile] = (move.pile_name, move.balance)
    for pile, (name, closing) in sorted(after.items(), key=lambda one: one[1][0]):
        yield Pile(name, before.get(pile, Decimal(0)), closing)
