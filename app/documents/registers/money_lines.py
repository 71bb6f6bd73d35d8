"""What a book that balances has besides its entries: what was brought over, what is taken back, sums of months."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from app.documents.registers.facts import Line
from app.ledgers.balance import MonthOfPile, Move, money_of, months
from app.ledgers.declaration import Declaration
from app.ledgers.kinds.registry import kind_of

if TYPE_CHECKING:
    from app.ledgers.facts import Entry

BALANCE = "balance"
BALANCE_SHARE = 11.0
BALANCE_HEADS = {"cash": "余额", "stock": "结存"}
MONTH_SUM, SPAN_SUM, BROUGHT = "本月合计", "累计", "上期结转"


class MoneyLines:
    """Makes these lines for columns in their order; ``words_at`` is the column that the words stand in.

    ``moves`` are those of the whole book, so that every line knows what was there before; the span is of months.
    """

    def __init__(
        self, ledger: Declaration, columns: Iterable[str], words_at: str, moves: Sequence[Move], span: tuple[str, str]
    ) -> None:
        """Sort the moves by what they are needed for."""
        self._ledger, self._money, self._columns, self._words_at = ledger, money_of(ledger), tuple(columns), words_at
        self._fields = {field.key: field for field in ledger.field}
        first, last = span
        self._left = {move.pile: move for move in moves if move.month < first}
        self._balances = {move.entry: move.balance for move in moves}
        self._months = [one for one in months(moves) if first <= one.month <= last]

    def brought(self) -> Iterator[Line]:
        """Say what there was when the span began."""
        for move in sorted(self._left.values(), key=lambda one: one.pile_name):
            if move.balance:
                yield self._line(move.pile_name, BROUGHT, {BALANCE: self._shown(move.balance)})

    def balance(self, entry: "Entry") -> str:
        """Say what is left after an entry."""
        left = self._balances.get(entry.id)
        return "" if left is None else self._shown(left)

    def month_sums(self, month: str) -> Iterator[Line]:
        """Say what a month adds up to."""
        return (self._sum(one, MONTH_SUM) for one in self._months if one.month == month)

    def span_sums(self) -> Iterator[Line]:
        """Say what the span adds up to."""
        piles: dict[str, list[MonthOfPile]] = {}
        for one in self._months:
            piles.setdefault(one.pile, []).append(one)
        for found in piles.values():
            income = sum((one.income for one in found), Decimal(0))
            outlay = sum((one.outlay for one in found), Decimal(0))
            yield self._sum_line(found[-1], SPAN_SUM, income, outlay)

    def taken_back(self, former: "Entry", known: Mapping[str, str]) -> Line:
        """Take an entry back in a line of its own, so that the columns of the paper add up; ``known`` stands, too."""
        texts = dict(known)
        for key in (self._money.income, self._money.outlay):
            if amount := former.values.get(key):
                texts[key] = self._shown(-Decimal(str(amount)))
        if self._money.per and (pile := former.values.get(self._money.per)) is not None:
            texts[self._money.per] = kind_of(self._fields[self._money.per]).shown(pile)
        mark = f"【冲回 {former.number}】"
        texts[self._words_at] = "\n".join(filter(None, (texts.get(self._words_at, ""), mark)))
        return Line(tuple(texts.get(key, "") for key in self._columns))

    def _sum(self, one: MonthOfPile, words: str) -> Line:
        return self._sum_line(one, words, one.income, one.outlay)

    def _sum_line(self, one: MonthOfPile, words: str, income: Decimal, outlay: Decimal) -> Line:
        texts = {self._money.income: self._shown(income), self._money.outlay: self._shown(outlay)}
        return self._line(one.pile_name, words, {**texts, BALANCE: self._shown(one.closing)})

    def _line(self, pile: str, words: str, texts: Mapping[str, str]) -> Line:
        said = {**texts, self._words_at: f"{pile}　{words}" if pile else words}
        return Line(tuple(said.get(key, "") for key in self._columns), "sum")

    def _shown(self, amount: Decimal) -> str:
        """Give an amount as the book's own column writes it: yuan with two places, or the plain number."""
        column = self._fields[self._money.income]
        return str(kind_of(column).shown(int(amount) if column.kind != "decimal" else amount))
