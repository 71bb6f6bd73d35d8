"""What goes out of the ledgers and comes in: registers and volumes on paper, workbooks both ways."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.progress import SILENT, Progress
from app.documents.saving import save_pdf
from app.operators.rights import anybody
from app.sheets.ledger_columns import import_kind

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.documents.registers.service import RegisterPaper, Registers
    from app.ledgers.balance import Move
    from app.ledgers.declaration import Declaration
    from app.ledgers.facts import Entry
    from app.ledgers.periods_of_time import Period
    from app.operators.operators import Operator
    from app.sheets.importing import Checked, ImportResult, Imports, Looked
    from app.sheets.ledger_book import LedgerBooks


class LedgerPapers:
    """The one door for the window and the headless door.

    Making reads only and may take long: ``progress`` hears and can cancel; what is printed or saved is noted after.
    """

    def __init__(
        self,
        registers: "Registers",
        books: "LedgerBooks",
        imports: "Imports",
        operator: "Operator",
        *,
        allow: Callable[[], None] = anybody,
    ) -> None:
        """``allow`` refuses whoever may not take the ledgers' contents out or in."""
        self._registers, self._books, self._imports = registers, books, imports
        self._operator, self._allow = operator, allow

    def register(
        self, key: str, span: "Period", *, masked: bool = False, progress: Progress = SILENT
    ) -> "RegisterPaper":
        """Give a ledger's printed register of a month, quarter or year."""
        self._allow()
        return self._registers.register(key, span, masked=masked, progress=progress)

    def sample(self, ledger: "Declaration", entries: Sequence["Entry"], moves: Sequence["Move"]) -> "RegisterPaper":
        """Give the register of a ledger that is still being designed, with throw-away entries."""
        return self._registers.sample(ledger, entries, moves)

    def volume(self, year: int, key: str = "", progress: Progress = SILENT) -> "RegisterPaper":
        """Give a year's bound volume of one ledger, or of all where no key is named."""
        self._allow()
        return self._registers.volume(year, key, progress)

    def save(self, path: Path, paper: "RegisterPaper") -> Path:
        """Write a paper to a file, noted first; gives the path with its ending. Raises ``DiskTrouble``."""
        self._allow()
        self._registers.note_saved(paper)
        return save_pdf(path, paper.pdf)

    def note_printed(self, paper: "RegisterPaper", copies: int) -> None:
        """Note that a paper went to a printer."""
        self._registers.note_printed(paper, copies)

    def note_saved(self, paper: "RegisterPaper") -> None:
        """Note that a paper was written to a file by somebody else."""
        self._registers.note_saved(paper)

    def export(self, key: str, path: Path, span: "Period | None" = None) -> int:
        """Write a ledger's entries of a span (all where none is named) as a workbook, noted first; give how many."""
        self._allow()
        return self._books.export(key, path, span)

    def look(self, key: str, path: Path, sheet: str = "", progress: Progress = SILENT) -> "Looked":
        """Read a workbook in the limited child and find its columns; ``correct`` and ``check`` go on from there."""
        return self._imports.look(import_kind(key), path, sheet, progress)

    def preview(self, key: str, path: Path, sheet: str = "", progress: Progress = SILENT) -> "Checked":
        """Read and check a workbook in one go: how many rows are new, there already, or wrong, and where."""
        return self._imports.check(self.look(key, path, sheet, progress), progress)

    def take(
        self, checked: "Checked", *, only_good: bool = False, progress: Progress = SILENT
    ) -> "tuple[ImportResult, Changes]":
        """Take every row in one action, or where one is wrong none; with ``only_good`` those without errors."""
        self._allow()
        return self._imports.take(checked, self._operator.id, only_good=only_good, progress=progress)
