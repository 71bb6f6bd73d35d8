"""Where the list of a ledger gets its rows, and its columns from the declaration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING

from app.ledgers.declaration import COUNTED, Declaration, Field
from app.ledgers.facts import Entry, Wanted
from ui.ledgers.entry_facts import cell_of, state_words
from ui.ledgers.filters import LABELS
from ui.widgets.windowed import Column

if TYPE_CHECKING:
    from app.session import Session

_WIDTHS = {
    "day": 112,
    "month": 88,
    "time": 72,
    "period": 208,
    "yes_no": 72,
    "whole": 80,
    "decimal": 88,
    "money": 112,
    "choice": 128,
    "resident": 96,
    "member": 96,
    "household": 112,
    "unit": 144,
    "post": 128,
}
"""Pixels at 100 %; the other kinds share what is left."""
_ABOUT = ("resident", "member", "household")
_STAYS = ("state", "about", "money", "outlay", "day", "number")
"""What stays longest where a list is narrow, after what an entry is called by; everything else goes before it."""
_PER_LETTER, _EDGES = 15, 24
_NUMBER, _STATE, _BALANCE = 120, 128, 128


@dataclass(frozen=True, slots=True)
class EntryRows:
    """The entries of a ledger that fit ``wanted``."""

    session: "Session"
    key: str
    wanted: Wanted

    def count(self) -> int:
        """Count them."""
        return self.session.ledgers.count(self.key, self.wanted)

    def page(self, offset: int, limit: int) -> Sequence[Entry]:
        """Give some of them in order."""
        return self.session.ledgers.entries(self.key, replace(self.wanted, offset=offset, limit=limit))


def ledger_columns(declaration: Declaration, balances: Mapping[str, str]) -> list[Column]:
    """Give the columns; ``balances`` is what is left after each entry of a book, filled in when it has been read."""
    fields = {one.key: one for one in declaration.field}
    keys = declaration.list.columns
    found = [_column(declaration, fields, key, at) for at, key in enumerate(keys)]
    if "state" not in keys and declaration.state:
        found.append(Column(LABELS["state"], partial(state_words, declaration), _STATE, drop=_goes("state")))
    if declaration.money is not None:
        words = "结存" if declaration.money.kind == "stock" else "余额"
        found.append(Column(words, lambda one: balances.get(one.id, ""), _BALANCE, to_right=True))
    return found


def sort_key_at(declaration: Declaration, at: int) -> str:
    """Give the key by which a click at a column's head sorts; empty for one that nothing is sorted by."""
    keys = declaration.list.columns
    kinds = {one.key: one.kind for one in declaration.field}
    return keys[at] if at < len(keys) and kinds.get(keys[at]) not in {"rows", "paragraphs", "file"} else ""


def _column(declaration: Declaration, fields: Mapping[str, Field], key: str, at: int) -> Column:
    """Give one column; where the list is narrow the seldom ones go first.

    What an entry is called by stays, then its state, whom it is about, how much money, its day, its number.
    """
    if key == "number":
        return Column(LABELS[key], _number, _NUMBER, drop=_goes("number"))
    if key == "state":
        return Column(LABELS[key], partial(state_words, declaration), _STATE, drop=_goes("state"))
    named = {name for _, name, _, _ in Formatter().parse(declaration.name) if name}
    one = fields[key]
    drop = 0 if key in named else _goes(_role(declaration, one), at)
    title = f"{one.label}（{one.unit}）" if one.unit else one.label
    width = _WIDTHS.get(one.kind, 0)
    if width:
        width = max(width, len(title) * _PER_LETTER + _EDGES)
    return Column(title, lambda entry: cell_of(one, entry.values.get(key)), width, one.kind in COUNTED, drop)


def _role(declaration: Declaration, field: Field) -> str:
    if field.key == declaration.day:
        return "day"
    if declaration.money is not None and field.key == declaration.money.outlay:
        return "outlay"
    return "about" if field.kind in _ABOUT else field.kind


def _goes(role: str, at: int = 0) -> int:
    """Give when a column goes, the highest first: what has no role in ``_STAYS`` by its place ``at`` in the list."""
    return 1 + (_STAYS.index(role) if role in _STAYS else len(_STAYS) + at)


def _number(entry: Entry) -> str:
    mark = " 更正" if entry.corrects else " 已更正" if entry.corrected_by else ""
    return entry.number + mark
