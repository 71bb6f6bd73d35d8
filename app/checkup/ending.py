"""How the last session ended, as the next opening sees it: cleanly, by a power cut, or with another file in its place.

The order offered for trouble: open again (SQLite rolls back by itself), then the newest verified backup, then salvage.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from app.checkup.marks import Marks, read_marks, read_salt, write_marks
from app.core.errors import DiskTrouble, Refused
from db.disk_words import disk_words
from db.durable import sync_folder
from db.line_end import digest_at, ground, layout, line_end
from db.log_state import log_path, read_log
from db.packages import start_epoch

if TYPE_CHECKING:
    from app.checkup.facts import Finding
    from app.core.clock import Clock
    from app.core.home import Home
    from db.store import Store

KEPT = "damaged"
UNTOUCHED = "文件一个字节也没有改动。"
ADVICE = (
    "请先找回新的那一份，或者从最近的备份恢复。只能用这一份的，用命令行 check --accept-older："
    "程序把它当作从备份恢复的一份，编号换新的字母段。"
)


class OlderCopy(Refused):
    """The data file is older than what was closed last, or another line of the same office; it was not opened."""


class Ending:
    """The end of the session before, and the marks of this one."""

    def __init__(self, home: "Home", clock: "Clock", *, accept_older: bool = False) -> None:
        """Read what was remembered; ``accept_older`` goes on with an older file as with one that was restored."""
        self._home, self._clock, self._accept_older = home, clock, accept_older
        self._before = read_marks(home.marks_file)
        self._salt = ""
        self.is_older = False
        self.findings: tuple[Finding, ...] = ()

    @property
    def was_unclean(self) -> bool:
        """Tell whether the session before did not end as it should."""
        return self._before is not None and self._before.state != "closed"

    @property
    def words(self) -> str:
        """Say what the clerk should know of it; empty after a clean end."""
        return "；".join(one.what for one in self.findings)

    @property
    def told(self) -> str:
        """Say it with what to do; after an end that was none but harmed nothing, one short sentence."""
        return " ".join(f"{one.what}。{one.advice}" if one.is_fault else f"{one.what}。" for one in self.findings)

    def look(self, path: Path) -> None:
        """Look at the file before anybody opens it; a log that lost something is kept aside with its file."""
        self._salt = read_salt(path)
        before = self._before
        if before is None or before.state != "open":
            return
        log = read_log(path)
        if log.exists:
            kept = self._keep_aside(path) if log.lost else ""
            self._before = replace(before, state="looked", lost=log.lost, torn=log.torn, kept=kept)
            write_marks(self._home.marks_file, self._before)

    def compare(self, store: "Store") -> None:
        """Refuse a file that is older than the marks; raises :class:`OlderCopy`."""
        sentence = self._why_older(store)
        self.is_older = bool(sentence)
        if sentence and not self._accept_older:
            raise OlderCopy(f"{sentence}，没有打开。", untouched=UNTOUCHED, advice=ADVICE)

    def begin(self, store: "Store", newest_backup: Callable[[str], int]) -> None:
        """Say how the last session ended, looking through the file where it did not end well; then mark this one open.

        ``newest_backup`` gives the last journal entry that a backup of this epoch holds, 0 without one.
        """
        if self.was_unclean:
            self.findings = tuple(self._after_an_unclean_end(store, newest_backup))
        with suppress(DiskTrouble):  # on a full disk the office can still be looked at
            self._expect_a_log()
            self._write(store, "open")

    def end(self, store: "Store") -> None:
        """Mark that the office is closed as it should; where the disk refuses, the next start looks it through."""
        store.checkpoint()
        try:
            self._write(store, "closed")
        except Refused:
            self._expect_no_log()

    def _expect_a_log(self) -> None:
        """Make the disk know the log before the mark that expects it, so that no power cut keeps the mark alone."""
        try:
            sync_folder(self._home.folder)
        except OSError as trouble:
            raise DiskTrouble(f"文件夹没有写到盘上（{disk_words(trouble)}）") from trouble

    def _expect_no_log(self) -> None:
        """Let nobody miss the log, which goes with the last connection; on a full disk no mark is better than that."""
        try:
            if (marks := read_marks(self._home.marks_file)) is not None:
                write_marks(self._home.marks_file, replace(marks, state="looked"))
        except DiskTrouble:
            with suppress(OSError):
                self._home.marks_file.unlink(missing_ok=True)

    def _why_older(self, store: "Store") -> str:
        before = self._before
        if before is None:
            return ""
        end = line_end(store)
        if before.office != end.office:
            raise OlderCopy(
                "这份数据文件是另一个办公点的，和这个文件夹不是一套，没有打开。",
                untouched=UNTOUCHED,
                advice="请把本办公点的数据文件放回来。",
            )
        if 0 < end.epochs.get(before.epoch, 0) < end.epochs[end.epoch]:
            return ""  # restored since, by this program
        if before.epoch not in end.epochs or end.seq < before.seq:
            return f"数据文件是较旧的一份：流水只到第 {end.seq} 条，上次是第 {before.seq} 条"
        same = not before.seq or digest_at(store, before.seq) == before.digest
        return "" if same else "这份数据文件不是上次关闭的那一份，它在别处用过"

    def _after_an_unclean_end(self, store: "Store", newest_backup: Callable[[str], int]) -> "list[Finding]":
        from app.checkup.declaration import finding
        from app.checkup.running import File, looks_after_trouble, run
        from app.core.progress import SILENT

        found = run(File(store.path, store.key), looks_after_trouble(), SILENT)
        before, end = self._before, line_end(store)
        if before is None or before.state == "open":
            found.append(finding("log_missing", "file"))
        elif before.lost:
            found.append(finding("log_damaged", "file", f"torn {before.torn}", lost=before.lost, kept=before.kept))
        elif (seq := newest_backup(end.epoch)) > end.seq:
            found.append(finding("behind_backup", "file", more=seq - end.seq))
        if found:
            return found
        return [finding("torn" if before is not None and before.torn else "ended_badly", "file")]

    def _write(self, store: "Store", state: Literal["open", "closed"]) -> None:
        end, at = line_end(store), self._clock.now().isoformat()
        marks = Marks(state, end.office, end.epoch, end.seq, end.digest, self._salt, at)
        write_marks(self._home.marks_file, replace(marks, layout=layout(store), ground=ground(store)))

    def _keep_aside(self, path: Path) -> str:
        """Copy the closed file and its log, still encrypted, before SQLite passes over what it cannot read."""
        folder = self._home.folder / f"{KEPT}-{self._clock.now():%Y%m%d-%H%M%S}"
        try:
            folder.mkdir(exist_ok=True)
            for one in (path, log_path(path)):
                shutil.copyfile(one, folder / one.name)
        except OSError as trouble:
            raise DiskTrouble(f"坏掉的日志没有地方留（{disk_words(trouble)}）") from trouble
        return folder.name


def go_on_as_restored(store: "Store", operator: str) -> None:
    """Begin a new epoch, so that nothing from here can pass for the line that was lost; other numbers follow."""
    with store.writing(operator, "接受较旧的数据文件") as write:
        start_epoch(write)
        write.note("restore", "offices", str(store.office["id"]), "数据文件是较旧的一份，当作从备份恢复的继续用")
    store.open_anew()
