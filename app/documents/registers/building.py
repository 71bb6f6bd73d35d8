"""A ledger's entries as a part of a register: the declared columns, months, sums and balance, corrections marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from app.core.day_text import shown_month
from app.core.masking import mask_name
from app.documents import document
from app.documents.registers.facts import Line, Part
from app.documents.registers.masked import paper_text
from app.documents.registers.money_lines import BALANCE, BALANCE_HEADS, BALANCE_SHARE, MoneyLines
from app.ledgers.declaration import Column, Declaration, Share

if TYPE_CHECKING:
    from app.ledgers.balance import Move
    from app.ledgers.facts import Entry
    from app.ledgers.periods_of_time import Period

RIGHT = frozenset({"whole", "decimal", "money"})
MIDDLE = frozenset({"day", "month", "time", "yes_no", "choice", "resident", "member"})
OWN_HEADS = {"number": "编号", "state": "状态"}


@dataclass(frozen=True)
class Written:
    """What a register is made of: the span's entries, and of a book that balances all moves from its beginning.

    ``known`` holds by id what corrections name, or were named by; ``masked`` makes a paper that others may see.
    """

    entries: Sequence["Entry"]
    moves: Sequence["Move"] = ()
    known: Mapping[str, "Entry"] = field(default_factory=dict)
    masked: bool = False


def part_of(ledger: Declaration, written: Written, span: "Period", village: str, group: str = "") -> Part:
    """Give the pages of a ledger's span: in the order of days, then as they were written."""
    making = _Making(ledger, written, span)
    return Part(
        title=ledger.title,
        village=village,
        span=span.shown,
        columns=tuple(making.column(share) for share in making.shares),
        lines=tuple(making.lines()),
        signature=ledger.register.signature,
        landscape=ledger.register.orientation == "landscape",
        empty=f"{span.shown}没有登记。",
        entries=len(written.entries),
        group=group,
    )


def day_of(ledger: Declaration, entry: "Entry") -> date:
    """Give the day that places an entry; a month counts as its first day, none at all as the earliest of all."""
    value = entry.values.get(ledger.day)
    if isinstance(value, date):
        return value
    return date.fromisoformat(f"{value}-01") if isinstance(value, str) else date.min


class _Making:
    def __init__(self, ledger: Declaration, written: Written, span: "Period") -> None:
        self._ledger, self._written, self._span = ledger, written, span
        self._fields: dict[str, Column] = {one.key: one for one in ledger.field}
        self._states = {state.key: state.label for state in ledger.state}
        self.shares = list(ledger.register.columns)
        self._printed = {one.field for one in self.shares}
        self._words_at = max(self.shares, key=lambda one: (self._breadth(one.field), one.share)).field
        self._money: MoneyLines | None = None
        if ledger.money is not None:
            self.shares.append(Share(field=BALANCE, share=BALANCE_SHARE))
            columns, months = (one.field for one in self.shares), (f"{span.first:%Y-%m}", f"{span.last:%Y-%m}")
            self._money = MoneyLines(ledger, columns, self._words_at, written.moves, months)

    def column(self, share: Share) -> document.Column:
        """Give a printed column with its head, the unit in brackets."""
        if share.field in OWN_HEADS:
            return document.Column(OWN_HEADS[share.field], share.share, "center")
        if share.field == BALANCE and self._ledger.money is not None:
            like, head = self._fields[self._ledger.money.income], BALANCE_HEADS[self._ledger.money.kind]
            return document.Column(_with_unit(head, like.unit), share.share, "right")
        return paper_column(self._fields[share.field], share.share)

    def lines(self) -> Iterator[Line]:
        """Give all lines; a span of one month has no band."""
        entries = sorted(self._written.entries, key=lambda one: (day_of(self._ledger, one), one.number))
        if not entries:
            return
        if self._money is not None:
            yield from self._money.brought()
        for month, found in groupby(entries, key=lambda one: f"{day_of(self._ledger, one):%Y-%m}"):
            own = list(found)
            if self._span.span != "month":
                yield Line((shown_month(month),), "band", len(own))
            for entry in own:
                yield from self._lines_of(entry)
            if self._money is not None:
                yield from self._money.month_sums(month)
        if self._money is not None and self._span.span != "month":
            yield from self._money.span_sums()

    def _lines_of(self, entry: "Entry") -> Iterator[Line]:
        former = self._written.known.get(entry.corrects)
        if self._money is not None and former is not None:
            day = {self._ledger.day: self._text(self._ledger.day, entry), "number": entry.number}
            yield self._money.taken_back(former, day)
        texts = {one.field: self._text(one.field, entry) for one in self.shares if one.field != BALANCE}
        if self._money is not None:
            texts[BALANCE] = self._money.balance(entry)
        marks = [f"【{mark}】" for mark in self._marks(entry)]
        texts[self._words_at] = "\n".join(filter(None, (texts[self._words_at], *marks)))
        yield Line(tuple(texts[one.field] for one in self.shares))

    def _marks(self, entry: "Entry") -> Iterator[str]:
        opening = self._ledger.money.opening if self._ledger.money is not None else ""
        if opening and opening not in self._printed and (text := self._text(opening, entry)):
            yield f"{self._fields[opening].label} {text}"
        if entry.corrects:
            former = self._written.known.get(entry.corrects)
            yield f"更正 {former.number}" if former is not None else "更正以前的一条"
        if entry.corrected_by:
            newer = self._written.known.get(entry.corrected_by)
            yield f"已由 {newer.number} 更正" if newer is not None else "已更正"

    def _text(self, key: str, entry: "Entry") -> str:
        if key == "number":
            return entry.number
        if key == "state":
            return self._states.get(entry.state, entry.state)
        masking = mask_name if self._written.masked else None
        return paper_text(self._fields[key], entry.values.get(key), masking)

    def _breadth(self, key: str) -> int:
        """Tell how well a column holds words: running text best, amounts not at all."""
        if key not in self._fields:
            return 0
        kind = self._fields[key].kind
        return 0 if kind in RIGHT else 1 if kind in MIDDLE else 2


def paper_column(column: Column, share: float) -> document.Column:
    """Give a printed column with its head, the unit in brackets: amounts right, days and choices in the middle."""
    align: document.Align = "right" if column.kind in RIGHT else "center" if column.kind in MIDDLE else "left"
    return document.Column(_with_unit(column.label, column.unit), share, align)


def _with_unit(label: str, unit: str) -> str:
    return f"{label}（{unit}）" if unit else label
