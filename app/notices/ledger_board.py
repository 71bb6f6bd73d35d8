"""What of a ledger may hang on the board: its declared columns, persons masked, those who must not be named counted."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from app.cases.figures import month_days
from app.core.errors import Refused
from app.core.masking import mask_name
from app.documents.registers.building import paper_column
from app.documents.registers.masked import PERSONS, paper_text
from app.ledgers.declaration import Column, Declaration
from app.ledgers.kinds.values import Ref
from app.notices.declaration import PREFIX, Notice, NoticeColumn, notice
from app.notices.lines import Lines

if TYPE_CHECKING:
    from app.ledgers.facts import Entry
    from app.ledgers.service import Ledgers

PLACE, PLACE_SHARE, USUAL_SHARE = "place", 6.0, 12.0


class LedgerBoard:
    """The notices of the ledgers that declare one, each of a kind ``ledger:KEY``."""

    def __init__(self, ledgers: "Ledgers") -> None:
        """Read the ledgers of one open office."""
        self._ledgers = ledgers

    def kinds(self) -> dict[str, str]:
        """Give the kinds of notices with the titles of their ledgers."""
        return {f"{PREFIX}{ledger.key}": ledger.title for ledger in self._ledgers.all() if ledger.notice is not None}

    def notice(self, kind: str) -> Notice:
        """Give the declared notice of a ledger; raises ``Refused`` where nothing of it may hang on the board."""
        ledger = self._ledger(kind)
        shares = {one.field: one.share for one in ledger.register.columns}
        columns = [NoticeColumn(field=PLACE, head="序号", share=PLACE_SHARE, align="center")]
        for column in _columns(ledger):
            paper = paper_column(column, shares.get(column.key, USUAL_SHARE))
            columns.append(NoticeColumn(field=column.key, head=paper.head, share=paper.share, align=paper.align))
        wording = notice("ledger")
        title = wording.title.replace("{ledger}", ledger.title)
        body = wording.body.replace("{ledger}", ledger.title)
        return msgspec.structs.replace(wording, key=kind, title=title, body=body, column=tuple(columns))

    def lines(self, kind: str, month: str, kept_private: set[str], *, only_surname: bool = False) -> Lines:
        """Give the month's entries; those that name somebody who must not be named are only counted."""
        ledger = self._ledger(kind)
        entries = self._entries(ledger, month)
        shown = [entry for entry in entries if not kept_private & {one.id for one in _persons(ledger, entry)}]
        rows = tuple(
            {PLACE: str(place), **_texts(ledger, entry, only_surname=only_surname)}
            for place, entry in enumerate(shown, 1)
        )
        return Lines(rows, len(entries) - len(shown))

    def names(self, kind: str, month: str) -> set[str]:
        """Give the full names that the month's entries hold: none of them may be readable on the paper."""
        ledger = self._ledger(kind)
        return {one.name for entry in self._entries(ledger, month) for one in _persons(ledger, entry)}

    def _ledger(self, kind: str) -> Declaration:
        ledger = self._ledgers.ledger(kind.removeprefix(PREFIX))
        if ledger.notice is None:
            raise Refused(f"“{ledger.title}”没有声明哪些栏目可以公示。", untouched="什么也没有生成。")
        return ledger

    def _entries(self, ledger: Declaration, month: str) -> "list[Entry]":
        """Give the entries of a month that stand as they are: one that was corrected is told by its correction."""
        first, last = month_days(month)
        return [one for one in self._ledgers.between(ledger.key, first, last) if not one.corrected_by]


def _columns(ledger: Declaration) -> list[Column]:
    fields = {field.key: field for field in ledger.field}
    return [fields[key] for key in (ledger.notice.columns if ledger.notice else ()) if key in fields]


def _texts(ledger: Declaration, entry: "Entry", *, only_surname: bool) -> dict[str, str]:
    mask = partial(mask_name, only_surname=only_surname)
    return {one.key: paper_text(one, entry.values.get(one.key), mask) for one in _columns(ledger)}


def _persons(ledger: Declaration, entry: "Entry") -> Iterator[Ref]:
    """Give everybody an entry names: those picked, and the names written into fields for names."""
    for field in ledger.field:
        value = entry.values.get(field.key)
        if field.kind in PERSONS:
            yield from (value if isinstance(value, tuple) else (value,) if isinstance(value, Ref) else ())
        elif field.privacy == "name" and isinstance(value, str):
            yield from (Ref("", name) for name in value.split("、"))
        elif field.kind == "rows" and isinstance(value, tuple):
            names = [column.key for column in field.fields if column.privacy == "name"]
            yield from (Ref("", str(row[name])) for row in value for name in names if row.get(name))
