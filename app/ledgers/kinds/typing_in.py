"""Whether a typed text fits a field: its kind, its bounds and its length, told beside the field while typing."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.ledgers.declaration import CHOOSING, COUNTED, Column
from app.ledgers.kinds.kind import FieldKind, NotTyped
from app.ledgers.kinds.numbers import FEN, Exact, Money, Whole
from app.ledgers.kinds.texts import Line, Paragraphs, YesNo
from app.ledgers.kinds.times import Day, Month, TimeOfDay

TYPED_KINDS: Mapping[str, FieldKind[Any]] = MappingProxyType(
    {
        "line": Line(),
        "paragraphs": Paragraphs(),
        "whole": Whole(),
        "decimal": Exact(),
        "money": Money(),
        "day": Day(),
        "month": Month(),
        "time": TimeOfDay(),
        "yes_no": YesNo(),
    }
)
"""The kinds whose value is typed as one text; the others are picked, or hold several."""


def fault_of(column: Column, text: str) -> str:
    """Say what is wrong with a typed text; empty where it fits. Bounds of money are in yuan, as they are declared."""
    if column.kind in CHOOSING:
        return "" if text in {choice.value for choice in column.choices} else "不在选项里"
    if column.kind not in TYPED_KINDS:
        return "要选，不能直接写"
    try:
        value = TYPED_KINDS[column.kind].typed(text)
    except NotTyped as trouble:
        return str(trouble)
    if column.letters and len(value) > column.letters:
        return f"有 {len(value)} 个字，最多 {column.letters} 个"
    if column.kind in COUNTED:
        return out_of_bounds(column, Decimal(value) / FEN if column.kind == "money" else Decimal(value))
    return ""


def out_of_bounds(column: Column, number: Decimal) -> str:
    """Say that a number is smaller or larger than its column allows; empty where it fits. Money counts in yuan."""
    if column.least is not None and number < Decimal(str(column.least)):
        return f"不能小于 {column.least:g}{column.unit}"
    if column.most is not None and number > Decimal(str(column.most)):
        return f"不能大于 {column.most:g}{column.unit}"
    return ""
