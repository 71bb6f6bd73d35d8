"""Throw-away entries that show what a ledger will look like before anybody has typed one."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from app.core.resources import load_toml
from app.ledgers.declaration import CHOOSING, Column, Declaration, Field
from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.registry import value_of

ROWS = 3


def samples(declared: Declaration, today: date) -> Iterator[dict[str, Any]]:
    """Give what is typed for a few entries; a field whose limits nothing fits stays empty."""
    for at in range(ROWS):
        found = {one.key: _sample(one, at, today) for one in declared.field}
        yield {key: value for key, value in found.items() if value}


def _sample(column: Column, at: int, today: date) -> Any:
    if column.kind == "rows" and isinstance(column, Field):
        row = {one.key: text for one in column.fields if (text := _sample(one, at, today))}
        return [row] if row else None
    for text in _texts(column, at, today):
        try:
            value_of(column, text)
        except NotTyped:
            continue
        return text
    return None


def _texts(column: Column, at: int, today: date) -> Iterator[str]:
    """Give what may be typed, what is likeliest first; a bound is tried where nothing else fits."""
    days = {"day": f"{today:%Y-%m-%d}", "month": f"{today:%Y-%m}", "period": f"{today:%Y-%m-%d} 至 {today:%Y-%m-%d}"}
    if column.kind in days:
        yield days[column.kind]
    elif column.kind in CHOOSING:
        yield column.choices[at % len(column.choices)].label
    else:
        like = column.privacy if column.kind == "line" and column.privacy in _words() else column.kind
        texts = _words().get(like, ())
        yield from (text[: column.letters or None] for text in (*texts[at:], *texts[:at]))
        yield from (f"{bound:g}" for bound in (column.least, column.most) if bound is not None)


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return load_toml("ledger_samples.toml", dict[str, tuple[str, ...]])
