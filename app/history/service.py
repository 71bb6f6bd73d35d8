"""The history of one office: reading the past, searching it, taking back, reviving, proving and exporting it."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.progress import SILENT, Progress
from app.history.bin import Bin
from app.history.exporting import Exported, Sign, export_journal
from app.history.facts import Action, Asked, Entry, Mark, Removed, Verified
from app.history.finding import FindRows, Found, find_actions
from app.history.looks import note_look
from app.history.past import Past
from app.history.undoing import Reindex, Undoing, Vet
from app.history.verifying import known_marks, verify_journal
from app.history.words import words, words_of
from db import history as rows
from db.actions import gather_actions

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store

Require = Callable[..., None]
READ, SEE = "journal.read", "identity.see"
FEW_ENTRIES = 200


class History:
    """What happened here. What concerns an operator takes the operator's id."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        *,
        reindex: Reindex,
        vet: Vet,
        find: FindRows,
        require: Require,
        sign: Sign,
        check: Callable[[Path], Exported],
        marks: Callable[[], Iterable[Mark]] = tuple,
    ) -> None:
        """``find`` gives the ids that a text speaks of, ``require`` raises ``Refused`` where a right is missing.

        ``sign`` signs with the office's key, ``check`` proves an exported file, ``marks`` gives what backups know of
        the journal.
        """
        self._store, self._clock = store, clock
        self._find, self._require, self._sign, self._marks = find, require, sign, marks
        self._check = check
        self._past = Past(store, clock)
        self._undoing = Undoing(store, clock, reindex, vet)
        self._bin = Bin(store, clock, reindex, vet)

    def of(self, table: str, row_id: str) -> list[Entry]:
        """Give a record's past, the newest first, with its parts; numbers of persons are masked."""
        return self._past.of(table, row_id)

    def find(self, table: str, text: str) -> str:
        """Give the id of a record by what it is called (a case's number), removed ones too; raises ``Refused``."""
        found = rows.rows_worded(self._store, table, words_of(self._store).table(table).find, [text], 2)
        if len(found) != 1:
            what = words_of(self._store).table(table).label
            sentence = f"没有叫“{text}”的{what}。" if not found else f"叫“{text}”的{what}不止一个。"
            raise Refused(sentence, untouched="什么也没有做。", advice="请核对后再试。")
        return found[0]

    def kinds(self) -> list[tuple[str, str]]:
        """Give key and words of every kind that the journal can be narrowed to."""
        return [(kind.key, kind.label) for kind in words().kind]

    def look_at(self, table: str, row_id: str, operator: str) -> list[Entry]:
        """Give a record's past with full numbers, and note in the journal that they were looked at."""
        self._require(SEE)
        note_look(self._store, operator, table, row_id, "查看以前的改动里的完整号码")
        return self._past.of(table, row_id, in_full=True)

    def gather(self) -> None:
        """Gather what was written since the last time; to be called on the writing road before searching."""
        gather_actions(self._store)

    def search(self, asked: Asked) -> Found:
        """Give the actions that fit, to be counted and read page by page; masked as everywhere."""
        self._require(READ)
        return find_actions(self._store, self._clock, asked, self._find)

    def entries(self, action: Action, limit: int = FEW_ENTRIES) -> list[Entry]:
        """Give the entries of one action in their order, at most ``limit``."""
        self._require(READ)
        return self._past.of_action(action.seq, action.last, limit)

    def people(self) -> list[tuple[str, str]]:
        """Give id and name of everybody who ever sat at this desk."""
        return [(row["id"], row["name"]) for row in rows.journal_operators(self._store)]

    def undoable(self, operator: str) -> list[Action]:
        """Give the operator's last steps, the newest first, each with why it cannot be taken back, if so."""
        return self._undoing.last_steps(operator)

    def undo(self, operator: str, seq: int | None = None) -> tuple[Action, Changes]:
        """Take back a step of the operator's, else the last one that stands; raises ``Refused``."""
        return self._undoing.undo(operator, seq)

    def bin(self) -> list[Removed]:
        """Give every removed record, what was removed last first."""
        return self._bin.all()

    def revive(self, table: str, row_id: str, operator: str, reason: str) -> Changes:
        """Bring a removed record back, with the reason; raises ``Refused``."""
        return self._bin.revive(table, row_id, operator, reason)

    def verify(self, progress: Progress = SILENT) -> Verified:
        """Walk the whole chain, and hold its end against what backups and packages know of it."""
        return verify_journal(self._store, self._clock, known_marks(self._store, self._marks()), progress)

    def export(
        self,
        path: Path,
        operator: str,
        since: date | None = None,
        until: date | None = None,
        *,
        with_values: bool = True,
        progress: Progress = SILENT,
    ) -> Exported:
        """Write the journal of a span of days into one signed file and read it back; noted before it is written.

        With values the file holds personal data. Raises ``Refused``, ``DiskTrouble``, ``Cancelled``, and
        ``UnprovedExport`` where the disk does not give back what was written.
        """
        self._require(READ)
        span = "—".join("…" if day is None else day.isoformat() for day in (since, until))
        what = f"导出流水 {span}，{'含内容' if with_values else '只有条目和校验码'}"
        with self._store.writing(operator, what) as write:
            write.note("export", "journal", "", what)
        gather_actions(self._store)
        export_journal(
            self._store, self._clock, path, (since, until), self._sign, with_values=with_values, progress=progress
        )
        return self._check(path)
