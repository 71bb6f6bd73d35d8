"""One entry per kind of field: what a declaration asks for, as what a clerk types or picks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.core.pinyin import pinyin_of_words
from app.ledgers.declaration import Column, Field
from app.ledgers.kinds.kind import NotTyped
from app.ledgers.kinds.registry import LONGEST, REFERRING, SEVERAL_REFERENCES, value_of
from app.ledgers.kinds.values import Ref
from ui.ledgers.file_entry import FileEntry
from ui.ledgers.finding import find_refs
from ui.ledgers.given import given_of
from ui.ledgers.plain_entries import NumberEntry, PeriodEntry
from ui.ledgers.reference_entry import ReferenceEntry
from ui.ledgers.references_entry import ReferencesEntry
from ui.ledgers.rows_entry import RowsEntry
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.entry import Entry, LongTextEntry, TextEntry
from ui.widgets.ticks_entry import TicksEntry
from ui.widgets.verdict import FINE, Check, Verdict, fault, hint
from ui.work import Work

if TYPE_CHECKING:
    from app.session import Session

_LINE = 20
_PLACEHOLDERS = {"month": "如 2026-10", "time": "如 9:30"}
_WORD_BY_WORD = frozenset({"month", "time", "period", "decimal", "money"})
"""Kinds whose text is often wrong only because it is not finished."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What entries need: the road, the office to find in, the clerk's day, and the files of the entry shown."""

    work: Work
    session: "Session"
    today: Callable[[], date]
    files: Sequence[Ref] = field(default=())


def entry_for(column: Column, tools: Tools, *, in_row: bool = False) -> Entry:
    """Give the entry of a field, or of a cell of its rows."""
    made = _made(column, tools, in_row=in_row)
    if in_row:
        for at in range(1, made.row.count()):
            made.row.setStretch(at, 0)
    return made


def _made(column: Column, tools: Tools, *, in_row: bool) -> Entry:
    kind = column.kind
    if kind == "rows" and isinstance(column, Field):
        return RowsEntry(column, partial(entry_for, tools=tools, in_row=True))
    if kind == "file":
        return FileEntry(tools.files)
    if kind in REFERRING:
        find = partial(find_refs, tools.session, kind)
        if kind in SEVERAL_REFERENCES:
            return ReferencesEntry(tools.work, find)
        return ReferenceEntry(tools.work, find, kind)
    making: dict[str, Callable[[], Entry]] = {
        "paragraphs": lambda: LongTextEntry(lines=2 if in_row else 3),
        "day": lambda: DayEntry(tools.today),
        "period": lambda: PeriodEntry(tools.today),
        "yes_no": lambda: ChoiceEntry([Option("", "未填"), Option("是", "是", "s"), Option("否", "否", "f")]),
        "choice": lambda: ChoiceEntry(_options(column)),
        "choices": lambda: TicksEntry(_options(column)[1:]),
        "line": lambda: TextEntry(letters=_LINE, longest=column.letters or LONGEST["line"]),
    }
    number = partial(NumberEntry, "" if in_row else column.unit, placeholder=_PLACEHOLDERS.get(kind, ""))
    return making.get(kind, number)()


def check_for(column: Column, entry: Entry) -> Check:
    """Give the judgement of a field while typing; what looks unfinished is a hint as long as the clerk is there."""

    def judge(_typed: str) -> Verdict:
        try:
            value_of(column, given_of(entry))
        except NotTyped as trouble:
            begun = column.kind in _WORD_BY_WORD and entry.inner.hasFocus()
            return hint(str(trouble)) if begun else fault(str(trouble))
        return FINE

    return judge


def _options(column: Column) -> list[Option]:
    named = [Option(one.value, one.label, pinyin_of_words(one.label).initials) for one in column.choices]
    return [Option("", "未选"), *named]
