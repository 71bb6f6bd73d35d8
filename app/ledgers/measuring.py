"""The figures of an office's ledger, added up inside the store; equal to ``measures.figures`` over all its entries."""

from datetime import date
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from app.ledgers.declaration import Declaration, Measure
from app.ledgers.grouping import shape_of
from app.ledgers.measures import DIGITS, WHOLE, Figure, Tallies, Tally, added, figure, span_texts, told_apart
from db import ledger_measures as rows

if TYPE_CHECKING:
    from db.store import Store


def stored_figures(
    store: "Store", ledger: Declaration, first: date, last: date, *, owner: int = 1
) -> tuple[Figure, ...]:
    """Give every declared measure of a span of days; ``owner`` 1 is our own office."""
    wanted = rows.Wanted(f"entries_{ledger.key}", ledger.day, *span_texts(ledger, first, last), owner)
    with localcontext(prec=DIGITS):
        return tuple(_figure(store, ledger, measure, wanted) for measure in ledger.measure)


def _figure(store: "Store", ledger: Declaration, measure: Measure, wanted: rows.Wanted) -> Figure:
    """Group once for each ``by``; where every line lies in just one group, the groups add up to the whole."""
    grouped = {by: _tallies(store, ledger, measure, wanted, by) for by in measure.by}
    single = [by for by in measure.by if shape_of(ledger, by) in {"plain", "reference"}]
    one_each = single if measure.kind != "distinct" else []
    if one_each:
        parts_of_whole = grouped[one_each[0]].values()
        weight = sum(tally.weight for tally in parts_of_whole)
        whole: Tallies = {WHOLE: Tally("", weight, sum((tally.amount for tally in parts_of_whole), Decimal(0)))}
    else:
        whole = _tallies(store, ledger, measure, wanted, WHOLE)
    return figure(ledger, measure, whole, grouped)


def _tallies(store: "Store", ledger: Declaration, measure: Measure, wanted: rows.Wanted, by: str) -> Tallies:
    grouped = tuple(filter(None, [by]))
    if measure.kind == "count":
        found = rows.counts(store, wanted, *grouped)
        return added(ledger, ((row, row["weight"] or 0, Decimal(row["weight"] or 0)) for row in found), by)
    if measure.kind == "distinct":
        found = rows.counts(store, wanted, *dict.fromkeys((*grouped, measure.field)))
        return told_apart(ledger, measure, ((row, row["weight"]) for row in found), by)
    if any(field.key == measure.field and field.kind == "decimal" for field in ledger.field):
        found = rows.counts(store, wanted, *dict.fromkeys((*grouped, measure.field)))
        each = ((row, row["weight"], row["weight"] * Decimal(row[measure.field] or 0)) for row in found)
    else:
        found = rows.sums(store, wanted, measure.field, *grouped)
        each = ((row, row["weight"] or 0, Decimal(row["high"]) * rows.HALF + row["low"]) for row in found)
    return added(ledger, each, by)
