"""The columns of the journal and of the bin."""

from app.history.facts import Action, Removed
from ui.widgets.windowed import Column

FEW = 3
"""A step of a case is two entries; how many there are is told only of more."""


def action_columns() -> list[Column]:
    """Give when, who, what, about what, why."""
    return [
        Column("时间", lambda one: one.when, 184),
        Column("谁", lambda one: one.who, 88, drop=2),
        Column("做了什么", _what, 176),
        Column("哪一条", _name),
        Column("原因", reason_words, 216, drop=1),
    ]


def bin_columns() -> list[Column]:
    """Give what, its name, when, by whom and why it was removed."""
    return [
        Column("什么", lambda one: one.what, 96),
        Column("名称", _removed_name),
        Column("哪天删的", lambda one: one.when, 184),
        Column("谁删的", lambda one: one.who, 96, drop=2),
        Column("原因", lambda one: one.reason, 240, drop=1),
    ]


def reason_words(one: Action) -> str:
    """Give why, where that says more than what was done."""
    return "" if one.reason == one.what or one.undoes is not None else one.reason


def _what(one: Action) -> str:
    return f"{one.what}（已撤销）" if one.undone else one.what


def _name(one: Action) -> str:
    return f"{one.name}（共 {one.entries} 条）" if one.entries > FEW else one.name


def _removed_name(one: Removed) -> str:
    return one.name or one.what
