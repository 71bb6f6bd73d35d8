"""A ledger's entries written out as a workbook, noted in the journal."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.ledgers.facts import Entry, Wanted
from app.sheets.ledger_export import ledger_workbook
from app.sheets.workbook import write_file

if TYPE_CHECKING:
    from app.ledgers.periods_of_time import Period
    from app.ledgers.service import Ledgers
    from app.operators.operators import Operator
    from db.store import Store

EVERY = -1


class LedgerBooks:
    """Writes workbooks of an open office's ledgers."""

    def __init__(self, store: "Store", ledgers: "Ledgers", operator: "Operator") -> None:
        """Work with somebody at the desk."""
        self._store, self._ledgers, self._operator = store, ledgers, operator

    def workbook(self, key: str, span: "Period | None" = None) -> tuple[bytes, int]:
        """Give a ledger's entries of a span (all where none is named) as a workbook, by number; and how many.

        Raises ``Refused`` for an unknown ledger, or a text that no cell of a spreadsheet can hold.
        """
        ledger = self._ledgers.ledger(key)
        if span is None:
            found = self._ledgers.entries(key, Wanted(sort="number", limit=EVERY))
        else:
            found = sorted(self._ledgers.between(key, span.first, span.last), key=lambda entry: entry.number)
        return ledger_workbook(ledger, found, self._corrected(key, found)), len(found)

    def export(self, key: str, path: Path, span: "Period | None" = None) -> int:
        """Write the workbook to a file, noted first; give how many entries it holds. Raises ``DiskTrouble``."""
        content, count = self.workbook(key, span)
        title = self._ledgers.ledger(key).title
        what = f"导出{title}（{span.shown if span else '全部'}，{count} 条）"
        with self._store.writing(self._operator.id, what) as write:
            write.note("export", f"entries_{key}", "", what)
        write_file(path, content)
        return count

    def _corrected(self, key: str, entries: list[Entry]) -> dict[str, str]:
        """Give the numbers of the entries that others of these correct, by id."""
        own = {entry.id: entry.number for entry in entries}
        wanted = {entry.corrects for entry in entries if entry.corrects}
        return {one: own.get(one) or self._ledgers.entry(key, one).number for one in wanted}
