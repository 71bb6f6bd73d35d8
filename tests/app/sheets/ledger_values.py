"""Entries of any ledger, made up: whatever could be typed into each field, and is a value of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from app.ledgers.declaration import Column, Declaration, Field
from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.registry import value_of

MEANT = "'=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "-1", "00120", "110101199003074514", "1e5", "_x0041_", "合计", "无"
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(MEANT),
    st.text("张三丰＋，。\n 　\t｜|\\、a1", min_size=1, max_size=12),
)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def values(ledger: Declaration) -> st.SearchStrategy[Mapping[str, object]]:
    """Give the values of one entry by field; fields that are not required may be empty."""
    return st.fixed_dictionaries({field.key: value(field) for field in ledger.field}).map(
        lambda found: {key: one for key, one in found.items() if one is not None}
    )


def value(column: Column) -> st.SearchStrategy[object]:
    """Give values of one column; ``None`` where it may be empty."""
    made = given(column).map(lambda typed: _read(column, typed))
    return made.filter(lambda one: one is not None) if column.required else st.one_of(st.none(), made)


def given(column: Column) -> st.SearchStrategy[Any]:
    """Give what may be typed into a column, or handed to it."""
    least = int(column.least if column.least is not None else -99_999)
    most = int(column.most if column.most is not None else 99_999)
    if column.kind in {"whole", "decimal", "money"}:
        places = {"whole": 0, "decimal": 4, "money": 2}[column.kind]
        return st.decimals(least, most, places=places).map(lambda number: f"{number:f}")
    if column.kind == "day":
        return DAYS.map(date.isoformat)
    if column.kind == "month":
        return DAYS.map(lambda day: f"{day:%Y-%m}")
    if column.kind == "period":
        return st.tuples(DAYS, DAYS).map(lambda days: f"{min(days)} 至 {max(days)}")
    return _words(column)


def _words(column: Column) -> st.SearchStrategy[Any]:
    known = [choice.value for choice in column.choices]
    if column.kind == "time":
        return st.times().map(lambda time: f"{time:%H:%M}")
    if column.kind == "yes_no":
        return st.sampled_from(["是", "否"])
    if column.kind == "choice":
        return st.sampled_from(known)
    if column.kind == "choices":
        return st.lists(st.sampled_from(known), min_size=1, max_size=3)
    if isinstance(column, Field) and column.fields:
        row = st.fixed_dictionaries({one.key: value(one) for one in column.fields})
        return st.lists(row, min_size=1, max_size=3)
    return TEXTS


def _read(column: Column, typed: object) -> object:
    try:
        return value_of(column, typed)
    except NotTyped:
        return None
