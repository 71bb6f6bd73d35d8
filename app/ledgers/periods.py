"""Closing and opening periods of an office's ledgers: what is closed, and what keeps it from closing or opening."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from app.core.changes import Changes
from app.core.errors import Refused
from app.ledgers.balance import BookFault, Move, book_columns, faults, moves
from app.ledgers.closing import (
    ALL,
    Closed,
    closes_by,
    days_of,
    goes_on,
    locked_by,
    read_period,
    refuse_early,
    refuse_gap,
    refuse_locked,
    refuse_opening,
    shown_period,
)
from app.ledgers.declaration import Declaration
from app.ledgers.grouping import Stored
from app.ledgers.measures import span_texts
from db import ledger_periods as rows

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

Known = Callable[[], Mapping[str, Declaration]]
ENTRIES = "entries_"


class Periods:
    """The closed periods of one office; every writing method is one action and gives what changed."""

    def __init__(self, store: "Store", clock: "Clock", known: Known) -> None:
        """``known`` gives every ledger of the office by key."""
        self._store, self._clock, self._known = store, clock, known

    def closed(self) -> tuple[Closed, ...]:
        """Give what is closed now."""
        return tuple(Closed(row["period"], row["ledger"]) for row in rows.closed_periods(self._store))

    def faults(self, ledger: Declaration, period: str) -> list[BookFault]:
        """Say what keeps a ledger's period from being closed; nothing for one that is no book of money or stock."""
        if ledger.money is None:
            return []
        first, last = span_texts(ledger, *days_of(period))
        return faults(ledger, self._book(ledger), first, last)

    def gap(self, ledger: Declaration, period: str) -> str:
        """Say which earlier period of a book has to be closed first; empty where none has to."""
        try:
            self._refuse_gap(ledger, period)
        except Refused as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        return ""

    def moves(self, ledger: Declaration, *, owner: int = 1) -> list[Move]:
        """Give every move of a money or stock book, each with what is left after it."""
        return moves(ledger, rows.book_rows(self._store, ledger.key, book_columns(ledger), owner=owner))

    def close(self, typed: str, ledger: str = ALL, reason: str = "") -> Changes:
        """Close a month (``2026-09``) or a year for one ledger, or for all.

        Raises ``Refused`` where it is not over, closed already, not how the ledger closes, or where a book does not
        balance, naming the entry; nothing is closed then.
        """
        period = read_period(typed)
        refuse_early(period, self._clock.today())
        with self._store.writing(reason=reason.strip() or f"{shown_period(period)}结账") as write:
            self._refuse_close(period, ledger)
            rows.close_period(write, period, ledger, self._clock.today())
            return Changes.of(write.changed)

    def open(self, typed: str, reason: str, ledger: str = ALL) -> Changes:
        """Open a closed period again, with the reason; without a ledger everything that was closed for that period.

        Raises ``Refused`` without a reason or the right, or where something that is closed rests on it.
        """
        period = read_period(typed)
        if not reason.strip():
            raise Refused("重新打开要写明原因。", untouched="没有打开。", advice="请写上为什么要打开。")
        with self._store.writing(reason=reason.strip()) as write:
            refuse_opening(self._known().values(), period, ledger, self.closed())
            for row in rows.closed_periods(self._store):
                if row["period"] == period and ledger in {ALL, row["ledger"]}:
                    rows.open_period(write, row["id"], self._clock.today(), reason.strip())
            return Changes.of(write.changed)

    def closed_words(self, ledger: Declaration) -> str:
        """Say which periods of a ledger can only be read, the latest first; empty where none."""
        found = [one for one in self.closed() if one.ledger in {ALL, ledger.key} and closes_by(ledger, one.period)]
        told = list(dict.fromkeys(shown_period(one.period) for one in reversed(found)))
        if not told:
            return ""
        which = f"{told[0]}等 {len(told)} 期" if told[3:] else "、".join(told)
        return f"{which}已结账，只能看；写错的打开后按“更正”。"

    def lock(self, ledger: Declaration, day: str, state: str = "") -> str:
        """Give the closed period that keeps an entry from being written (“2026年9月”); empty where it may be."""
        found = locked_by(ledger, day, self.closed())
        return "" if found is None or goes_on(ledger, state) else shown_period(found.period)

    def refuse_new(self, ledger: Declaration, day: str) -> None:
        """Raise ``Refused`` where an entry of this day may not be added."""
        refuse_locked(ledger, day, self.closed())

    def refuse_change(self, ledger: Declaration, row: Mapping[str, Stored], day: str | None = None) -> None:
        """Raise ``Refused`` where a stored entry may not be changed, or may not be moved to another day.

        What is carried over may go on, but neither leaves its closed period nor enters another one.
        """
        now, number = str(row[ledger.day] or ""), str(row["number"] or "")
        moved = day is not None and day != now
        if moved or not goes_on(ledger, str(row["state"] or "")):
            refuse_locked(ledger, now, self.closed(), number)
        if moved and day is not None:
            refuse_locked(ledger, day, self.closed())

    def refuse_removal(self, ledger: Declaration, row: Mapping[str, Stored]) -> None:
        """Raise ``Refused`` where a stored entry may not be removed: a closed period loses none."""
        refuse_locked(ledger, str(row[ledger.day] or ""), self.closed(), str(row["number"] or ""))

    def refuse_beside(self, table: str, row_id: str) -> None:
        """Raise ``Refused`` where what hangs on a record may not change, because it is an entry of a closed period."""
        ledger = self._known().get(table.removeprefix(ENTRIES)) if table.startswith(ENTRIES) else None
        if ledger is not None and (row := rows.entry_row(self._store, ledger.key, row_id)):
            self.refuse_change(ledger, row)

    def vet(self, table: str, row_id: str) -> None:
        """Refuse an undoing that would write into a closed period, or close one whose book does not balance.

        Called inside the transaction, after the row was written; also looks at the day from which it was moved.
        """
        if table == rows.TABLE:
            self._vet_period(row_id)
        elif (ledger := self._known().get(table.removeprefix(ENTRIES))) is not None and table.startswith(ENTRIES):
            self._vet_entry(ledger, rows.entry_row(self._store, ledger.key, row_id))

    def _vet_entry(self, ledger: Declaration, row: Mapping[str, Stored]) -> None:
        before = msgspec.json.decode(rows.row_before(self._store, str(row["id"]))["before"], type=dict[str, Stored])
        moved = before.get(ledger.day, row[ledger.day]) != row[ledger.day]
        for held in ({**row, **before}, row) if moved else (row,):
            if "deleted" in before or moved or not (goes_on(ledger, str(held["state"])) or row["from_case"]):
                refuse_locked(ledger, str(held[ledger.day] or ""), self.closed(), str(row["number"]))

    def _vet_period(self, row_id: str) -> None:
        row = rows.period_row(self._store, row_id)
        if row is None:
            return
        if row["deleted"] or row["opened_on"]:
            others = (*self.closed(), Closed(row["period"], row["ledger"]))
            refuse_opening(self._known().values(), row["period"], row["ledger"], others)
        else:
            self._refuse_unbalanced(row["period"], row["ledger"])

    def _refuse_close(self, period: str, ledger: str) -> None:
        closed, what = self.closed(), shown_period(period)
        if Closed(period, ledger) in closed or Closed(period) in closed or Closed(period[:4]) in closed:
            raise Refused(f"{what}已经结过账了。", untouched="没有改动。")
        for one in self._targets(period, ledger):
            if not closes_by(one, period):
                how = "按年结账" if one.close == "year" else "不结账"
                raise Refused(f"“{one.title}”{how}。", untouched="没有结账。", advice="请核对台账和时间。")
        self._refuse_unbalanced(period, ledger)

    def _refuse_gap(self, ledger: Declaration, period: str) -> None:
        if ledger.money is not None:
            days = (str(row[ledger.day] or "") for row in self._book(ledger))
            refuse_gap(ledger, period, days, self.closed())

    def _refuse_unbalanced(self, period: str, ledger: str) -> None:
        for one in self._targets(period, ledger):
            if one.money is None or not closes_by(one, period):
                continue
            self._refuse_gap(one, period)
            if found := self.faults(one, period):
                more = f"。另外还有 {len(found) - 1} 处" if found[1:] else ""
                sentence = f"“{one.title}”{shown_period(period)}的账不平，没有结账：{found[0].words}{more}。"
                raise Refused(sentence, untouched="账和登记的内容都没有改动。", advice="请改好这一条再结。")

    def _targets(self, period: str, ledger: str) -> Iterable[Declaration]:
        known = self._known()
        if ledger != ALL:
            if ledger not in known:
                sentence = f"没有代号为“{ledger[:30]}”的台账。"
                raise Refused(sentence, untouched="没有改动。", advice="代号请看 ledger list。")
            return (known[ledger],)
        return tuple(one for one in known.values() if closes_by(one, period))

    def _book(self, ledger: Declaration) -> list[dict[str, Stored]]:
        return rows.book_rows(self._store, ledger.key, book_columns(ledger))
