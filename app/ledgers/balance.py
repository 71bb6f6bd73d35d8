"""Books of money and stock: what came in and went out, what is left after each entry and each month, and what is wrong.

Amounts are in the field's own unit (money in fen). A pile is what is balanced for itself: one kind of goods where the
declaration says ``per``, else the whole book. A correction takes its entry back and puts itself in its place, on its
own day, as in ``measures``. A book is in order by day, then by number.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import groupby

from app.core.day_text import shown_month
from app.ledgers.declaration import Declaration, Money
from app.ledgers.grouping import Stored, parts, shape_of, shown_key
from app.ledgers.kinds.numbers import Money as Yuan
from app.ledgers.kinds.numbers import canonical
from app.ledgers.measures import DIGITS, Row

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Move:
    """What one entry moves in one pile, and what is left after it; ``day`` is the stored day or month."""

    entry: str
    number: str
    day: str
    pile: str
    pile_name: str
    opening: Decimal
    income: Decimal
    outlay: Decimal
    balance: Decimal = NOTHING

    @property
    def month(self) -> str:
        """Give the month, as ``2026-09``."""
        return self.day[:7]

    @property
    def change(self) -> Decimal:
        """Give what it adds to its pile."""
        return self.opening + self.income - self.outlay


@dataclass(frozen=True, slots=True)
class MonthOfPile:
    """One pile in one month in which it moved: what it began with, what came and went, what it ended with."""

    month: str
    pile: str
    pile_name: str
    opening: Decimal
    income: Decimal
    outlay: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class BookFault:
    """Why a book does not balance: the entry that it begins with, and the sentence that names it."""

    entry: str
    number: str
    day: str
    words: str


def book_columns(ledger: Declaration) -> tuple[str, ...]:
    """Give the columns that a book is reckoned from."""
    money = money_of(ledger)
    named = (ledger.day, money.income, money.outlay, money.opening, money.per, *money.needs)
    return tuple(dict.fromkeys(("id", "number", "corrects", *(one for one in named if one))))


def money_of(ledger: Declaration) -> Money:
    """Give what the ledger declares as its book; asking another ledger is a bug."""
    if ledger.money is None:
        raise ValueError(ledger.key)
    return ledger.money


def moves(ledger: Declaration, rows: Iterable[Row]) -> list[Move]:
    """Give every move of a book in its order, each with what is left in its pile afterwards."""
    known = {str(row["id"]): row for row in rows}
    left: dict[str, Decimal] = {}
    found, book = [], _Book(ledger)
    with localcontext(prec=DIGITS):
        for row in sorted(known.values(), key=lambda row: _place(ledger, row)):
            former = known.get(str(row["corrects"])) if row.get("corrects") else None
            for pile, name, opening, income, outlay in book.moved(row, former):
                left[pile] = left.get(pile, NOTHING) + opening + income - outlay
                day, number = str(row[ledger.day] or ""), str(row["number"] or "")
                found.append(Move(str(row["id"]), number, day, pile, name, opening, income, outlay, left[pile]))
    return found


def months(found: Iterable[Move]) -> list[MonthOfPile]:
    """Give what each pile did in each month in which it moved, months first, piles by name."""
    by_pile: dict[tuple[str, str], list[Move]] = {}
    for move in found:
        by_pile.setdefault((move.month, move.pile), []).append(move)
    return [_month(some) for _, some in sorted(by_pile.items(), key=lambda one: (one[0][0], one[1][0].pile_name))]


def faults(ledger: Declaration, rows: Iterable[Row], first: str, last: str) -> list[BookFault]:
    """Say what keeps the stored days from ``first`` to ``last`` from being closed; nothing where the book balances.

    A pile may not be below nothing at the end of a day, every entry says an amount and its pile, and an outlay has what
    the declaration says it ``needs``.
    """
    known = list(rows)
    within = [row for row in known if first <= str(row[ledger.day] or "") <= last]
    wanting = [fault for row in sorted(within, key=lambda row: _place(ledger, row)) for fault in _wanting(ledger, row)]
    short = [one for one in _short(ledger, moves(ledger, known)) if first <= one.day <= last]
    return sorted([*wanting, *short], key=lambda fault: (fault.day, fault.number))


def shown_amount(ledger: Declaration, amount: Decimal) -> str:
    """Give an amount of the book as it is read: yuan with two places, or the plain number, with its unit."""
    field = next(one for one in ledger.field if one.key == money_of(ledger).income)
    text = Yuan().shown(int(amount)) if field.kind == "money" else f"{canonical(amount):f}"
    return f"{text} {field.unit}".rstrip()


Moved = tuple[str, str, Decimal, Decimal, Decimal]
"""Key and name of a pile, and what opened, came in and went out."""


class _Book:
    """Reads the rows of one book; what a kept pile is called is found once."""

    def __init__(self, ledger: Declaration) -> None:
        self._ledger, self._money = ledger, money_of(ledger)
        self._shape = shape_of(ledger, self._money.per) if self._money.per else "plain"
        self._piles: dict[Stored, tuple[str, str]] = {}

    def moved(self, row: Row, former: Row | None) -> Iterator[Moved]:
        """Give what a row moves, less what it corrects: in one pile, or in two where it names another one."""
        (pile, name), (opening, income, outlay) = self._pile_of(row), self._amounts(row)
        if former is not None:
            (old_pile, old_name), old = self._pile_of(former), self._amounts(former)
            if old_pile == pile:
                opening, income, outlay = opening - old[0], income - old[1], outlay - old[2]
            else:
                yield old_pile, old_name, -old[0], -old[1], -old[2]
        yield pile, name, opening, income, outlay

    def _amounts(self, row: Row) -> tuple[Decimal, Decimal, Decimal]:
        money = self._money
        return _amount(row, money.opening), _amount(row, money.income), _amount(row, money.outlay)

    def _pile_of(self, row: Row) -> tuple[str, str]:
        return self._pile(row[self._money.per]) if self._money.per else ("", "")

    def _pile(self, kept: Stored) -> tuple[str, str]:
        if kept not in self._piles:
            ((key, name), *_) = parts(self._shape, kept)
            self._piles[kept] = key, shown_key(self._ledger, self._money.per, key, name)
        return self._piles[kept]


def _amount(row: Row, column: str) -> Decimal:
    return Decimal(row[column] or 0) if column else NOTHING


def _place(ledger: Declaration, row: Row) -> tuple[str, str, str]:
    return str(row[ledger.day] or ""), str(row["number"] or ""), str(row["id"])


def _month(some: list[Move]) -> MonthOfPile:
    first, last = some[0], some[-1]
    opened = sum((move.opening for move in some), NOTHING)
    return MonthOfPile(
        month=first.month,
        pile=first.pile,
        pile_name=first.pile_name,
        opening=first.balance - first.change + opened,
        income=sum((move.income for move in some), NOTHING),
        outlay=sum((move.outlay for move in some), NOTHING),
        closing=last.balance,
    )


def _wanting(ledger: Declaration, row: Row) -> Iterator[BookFault]:
    money, labels = money_of(ledger), {field.key: field.label for field in ledger.field}
    who = (str(row["id"]), str(row["number"] or ""), str(row[ledger.day] or ""))
    amounts = [column for column in (money.income, money.outlay, money.opening) if column]
    if all(row[column] is None for column in amounts):
        yield BookFault(*who, f"编号 {who[1]}（{who[2]}）没有写数：{'、'.join(labels[one] for one in amounts)}都是空的")
    if money.per and not parts(shape_of(ledger, money.per), row[money.per])[0][0]:
        yield BookFault(*who, f"编号 {who[1]}（{who[2]}）没有写“{labels[money.per]}”")
    if (outlay := _amount(row, money.outlay)) > 0:
        for need in money.needs:
            if not row[need]:
                told = f"{labels[money.outlay]} {shown_amount(ledger, outlay)}"
                yield BookFault(*who, f"编号 {who[1]}（{who[2]}）{told}，没有写“{labels[need]}”")


def _short(ledger: Declaration, found: list[Move]) -> Iterator[BookFault]:
    """Give each day that a pile ends below nothing, by the move of that day that took it there."""
    by_day = sorted(found, key=lambda move: (move.pile, move.day))
    for _, some in groupby(by_day, key=lambda move: (move.pile, move.day)):
        day = list(some)
        if (left := day[-1].balance) < 0:
            taking = [move for move in day if move.balance < 0 <= move.balance - move.change] or day
            move = taking[-1]
            what = f"“{move.pile_name}”的结存" if move.pile_name else "余额"
            told = shown_amount(ledger, left)
            words = f"到 {move.day}，{what}是 {told}：编号 {move.number} 以后就不够了"
            yield BookFault(move.entry, move.number, move.day, words)


def month_words(ledger: Declaration, book: MonthOfPile) -> str:
    """Tell one month of one pile in a line."""
    pile = f"{book.pile_name} " if book.pile_name else ""
    told: Mapping[str, Decimal] = {"期初": book.opening, "收入": book.income, "支出": book.outlay, "结余": book.closing}
    amounts = "，".join(f"{label} {shown_amount(ledger, amount)}" for label, amount in told.items())
    return f"{shown_month(book.month)}：{pile}{amounts}"
