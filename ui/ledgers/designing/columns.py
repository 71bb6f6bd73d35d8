"""The columns of a small table inside an entry, themselves asked as a small table."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import structs

from app.ledgers.declaration import CHOOSING, Choice, Column, Field
from app.ledgers.designing.design import DesignedColumn, choices_typed, new_key
from ui.ledgers.help_words import KINDS

_NOT_INSIDE = ("rows", "file")
YES, BETWEEN = "是", "、"
COLUMNS = Field(
    key="columns",
    label="小表的列",
    kind="rows",
    fields=(
        Column(key="label", label="名称", kind="line", required=True),
        Column(
            key="kind",
            label="填什么",
            kind="choice",
            choices=tuple(Choice(value=kind, label=words) for kind, words in KINDS.items() if kind not in _NOT_INSIDE),
        ),
        Column(key="required", label="必须填", kind="yes_no"),
        Column(key="unit", label="单位", kind="line"),
        Column(key="choices", label="选项（用、隔开）", kind="line"),
    ),
)
"""What is asked of each column."""
_read = msgspec.json.Decoder(list[dict[str, str]]).decode


def columns_shown(columns: Sequence[DesignedColumn]) -> str:
    """Give columns as the small table takes them."""
    rows = [
        {
            "label": one.label,
            "kind": one.kind,
            "required": YES if one.required else "",
            "unit": one.unit,
            "choices": BETWEEN.join(choice.label for choice in one.choices),
        }
        for one in columns
    ]
    return msgspec.json.encode(rows).decode() if rows else ""


def columns_taken(typed: str, former: Sequence[DesignedColumn]) -> tuple[DesignedColumn, ...]:
    """Give the columns that stand in the small table; one that kept its name or its place keeps all else of it."""
    rows = _read(typed) if typed else []
    names = {row.get("label", "").strip() for row in rows}
    known = {one.label: one for one in former}
    left = [one for one in former if one.label not in names]
    found: list[DesignedColumn] = []
    for at, row in enumerate(rows):
        label = row.get("label", "").strip()
        before = known.pop(label, None)
        if before is None and at < len(former) and former[at] in left:
            before = former[at]
        if before is None:
            before = DesignedColumn(key=new_key([*(one.key for one in former), *(one.key for one in found)]))
        found.append(_column(before, label, row))
    return tuple(found)


def _column(before: DesignedColumn, label: str, row: dict[str, str]) -> DesignedColumn:
    kind: Any = row.get("kind") or "line"
    typed = row.get("choices", "").split(BETWEEN) if kind in CHOOSING else ()
    said: dict[str, Any] = {"label": label, "kind": kind, "unit": row.get("unit", "").strip()}
    said |= {"required": row.get("required") == YES, "choices": choices_typed(typed, before.choices)}
    if kind != before.kind:
        said |= {"least": "", "most": "", "letters": "", "default": ""}
    return structs.replace(before, **said)
