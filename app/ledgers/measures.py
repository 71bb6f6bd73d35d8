"""What the entries of a span of days add up to: counts, exact sums and distinct values, whole and by each ``by``.

A correction takes back what it corrects and puts itself in its place, both on its own day: so a closed month keeps the
figures it was closed with, and the months of a year add up to the year.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

from app.ledgers.declaration import Declaration, Measure
from app.ledgers.grouping import Stored, order_of, parts, shape_of, shown_key
from app.ledgers.kinds.numbers import FEN, canonical

Row = Mapping[str, Stored]
WHOLE = ""
"""The name of the tally that is not grouped."""
_NO_PARTS = ((WHOLE, ""),)
DIGITS = 60
"""Digits that a sum is reckoned with, so that numbers of 15 digits on both sides of the point lose none."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry's stored columns; ``weight`` is -1 for what a correction of the span takes back."""

    row: Row
    weight: int = 1


@dataclass(slots=True)
class Tally:
    """What one group adds up to: the lines that count, and the amount in the field's own unit (money in fen)."""

    name: str = ""
    weight: int = 0
    amount: Decimal = Decimal(0)


Tallies = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a figure: ``value`` is the stored key, ``shown`` its words."""

    value: str
    shown: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of a span; money is in yuan. ``groups`` holds the parts by each field of ``by``."""

    key: str
    label: str
    unit: str
    amount: Decimal
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)


def counted_of_span(ledger: Declaration, rows: Iterable[Row], first: date, last: date) -> list[Counted]:
    """Choose the entries of a span (both days belong to it), and what their corrections take back."""
    from_, until = span_texts(ledger, first, last)
    known = {str(row["id"]): row for row in rows}
    chosen = [row for row in known.values() if from_ <= str(row[ledger.day] or "") <= until]
    taken_back = (known.get(str(row.get("corrects") or "")) for row in chosen)
    return [*(Counted(row) for row in chosen), *(Counted(row, -1) for row in taken_back if row is not None)]


def span_texts(ledger: Declaration, first: date, last: date) -> tuple[str, str]:
    """Give the first and last stored day (or month) of a span; a month belongs to it by its first day."""
    kind = next(one.kind for one in ledger.field if one.key == ledger.day)
    if kind == "day":
        return first.isoformat(), last.isoformat()
    if first.day == 1:
        return f"{first:%Y-%m}", f"{last:%Y-%m}"
    after = (first.year * 12 + first.month) // 12, (first.year * 12 + first.month) % 12 + 1
    return f"{after[0]:04d}-{after[1]:02d}", f"{last:%Y-%m}"


def tallies(ledger: Declaration, measure: Measure, counted: Iterable[Counted], by: str) -> Tallies:
    """Add one measure up by one field, or as a whole (``by`` empty)."""
    if measure.kind == "distinct":
        return told_apart(ledger, measure, ((one.row, one.weight) for one in counted), by)
    return added(ledger, ((one.row, one.weight, _amount_of(measure, one)) for one in counted), by)


def added(ledger: Declaration, found: Iterable[tuple[Row, int, Decimal]], by: str) -> Tallies:
    """Add amounts up by one field, from rows with how often each counts and what they amount to."""
    whole: dict[str, Tally] = defaultdict(Tally)
    shape = shape_of(ledger, by) if by else "plain"
    for row, weight, amount in found:
        for key, name in parts(shape, row[by]) if by else _NO_PARTS:
            tally = whole[key]
            tally.name, tally.weight = max(tally.name, name), tally.weight + weight
            tally.amount += amount
    return whole


def told_apart(ledger: Declaration, measure: Measure, found: Iterable[tuple[Row, int]], by: str) -> Tallies:
    """Count different values by one field, from rows with how often each counts; what is taken back counts no more."""
    net: dict[tuple[str, str], Tally] = defaultdict(Tally)
    by_shape, shape = shape_of(ledger, by) if by else "plain", shape_of(ledger, measure.field)
    for row, weight in found:
        values = [value for value, _ in parts(shape, row[measure.field]) if value]
        for key, name in parts(by_shape, row[by]) if by else _NO_PARTS:
            for value in values:
                tally = net[key, value]
                tally.name, tally.weight = max(tally.name, name), tally.weight + weight
    whole: dict[str, Tally] = defaultdict(Tally)
    for (key, _), tally in net.items():
        if tally.weight > 0:
            group = whole[key]
            group.name, group.amount = max(group.name, tally.name), group.amount + 1
    return whole


def _amount_of(measure: Measure, one: Counted) -> Decimal:
    value = one.row[measure.field] if measure.kind == "sum" else 1
    return one.weight * Decimal(value) if value is not None else Decimal(0)


def figure(ledger: Declaration, measure: Measure, whole: Tallies, grouped: Mapping[str, Tallies]) -> Figure:
    """Give a measure's figure from its tallies: a group that adds up to no line and no amount is not there."""
    total = whole.get(WHOLE, Tally())
    return Figure(
        measure.key,
        measure.label,
        measure.unit,
        _amount(ledger, measure, total.amount),
        {by: _groups(ledger, measure, by, found) for by, found in grouped.items()},
    )


def figures(ledger: Declaration, rows: Iterable[Row], first: date, last: date) -> tuple[Figure, ...]:
    """Give every declared measure of a span of days."""
    counted = counted_of_span(ledger, rows, first, last)
    with localcontext(prec=DIGITS):
        return tuple(
            figure(
                ledger,
                measure,
                tallies(ledger, measure, counted, WHOLE),
                {by: tallies(ledger, measure, counted, by) for by in measure.by},
            )
            for measure in ledger.measure
        )


def _groups(ledger: Declaration, measure: Measure, by: str, found: Tallies) -> tuple[Group, ...]:
    declared = list(order_of(ledger, by))
    groups = [
        Group(key, shown_key(ledger, by, key, tally.name), _amount(ledger, measure, tally.amount))
        for key, tally in found.items()
        if tally.amount or (measure.kind == "sum" and tally.weight)
    ]

    def place(group: Group) -> tuple[int, Decimal, str, str]:
        known = declared.index(group.value) if group.value in declared else len(declared)
        return known, Decimal(0) if declared else -group.amount, group.shown, group.value

    return tuple(sorted(groups, key=place))


def _amount(ledger: Declaration, measure: Measure, amount: Decimal) -> Decimal:
    is_money = measure.kind == "sum" and any(
        one.key == measure.field and one.kind == "money" for one in ledger.field
    )
    return canonical(amount / FEN if is_money else amount)
