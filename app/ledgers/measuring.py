"""The figures of an office's ledger, added up inside the store; equal to ``measures.figures`` over all its entries."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from app.ledgers.declaration import Declaration, Measure
from app.ledgers.grouping import shape_of
from app.ledgers.measures import DIGITS, WHOLE, Figure, Tallies, Tally, figure, span_texts
from db import ledger_measures as rows

if TYPE_CHECKING:
    from db.store import Store


def stored_figures(
    store: "Store", ledger: Declaration, first: date, last: date, *, owner: int = 1
) -> tuple[Figure, ...]:
    """Give every declared measure of a span of days; ``owner`` 1 is our own office."""
    wanted = rows.Wanted(f"entries_{ledger.key}", ledger.day, *span_texts(ledger, first, last), owner)
    with localcontext(prec=DIGITS):
        return tuple(
            figure(
                ledger,
                measure,
                _tallies(store, ledger, measure, wanted, WHOLE),
                {by: _tallies(store, ledger, measure, wanted, by) for by in measure.by},
            )
            for measure in ledger.measure
        )


def _tallies(store: "Store", ledger: Declaration, measure: Measure, wanted: rows.Wanted, by: str) -> Tallies:
    laid = rows.Laid(by, shape_of(ledger, by)) if by else rows.Laid()
    if measure.kind == "count":
        return _added((row, Decimal(row["weight"])) for row in rows.counts(store, wanted, laid))
    if measure.kind == "distinct":
        what = rows.Laid(measure.field, shape_of(ledger, measure.field))
        found = rows.distincts(store, wanted, laid, what)
        return _added(({**row, "weight": 0}, Decimal(row["amount"])) for row in found)
    if any(field.key == measure.field and field.kind == "decimal" for field in ledger.field):
        found = rows.values(store, wanted, laid, measure.field)
        return _added((row, Decimal(row["value"] or 0) * row["weight"]) for row in found)
    found = rows.sums(store, wanted, laid, measure.field)
    return _added((row, Decimal(row["high"]) * rows.HALF + row["low"]) for row in found)


def _added(found: Iterable[tuple[dict[str, Any], Decimal]]) -> Tallies:
    whole: dict[str, Tally] = {}
    for row, amount in found:
        tally = whole.setdefault(row["key"], Tally())
        tally.name, tally.weight = max(tally.name, row["name"]), tally.weight + row["weight"]
        tally.amount += amount
    return whole
