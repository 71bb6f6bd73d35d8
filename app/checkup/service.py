"""Checking an open office: quickly at close, fully on demand and once a month; and rebuilding what can be computed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from app.checkup.declaration import declared
from app.checkup.facts import Finding, Report, is_damage
from app.checkup.rebuilding import rebuild
from app.checkup.running import File, count_records, full_looks, quick_looks, run
from app.core.changes import Changes
from app.core.errors import FileDamaged, Refused
from app.core.progress import SILENT, Progress
from app.ledgers.publishing import known_ledgers
from app.operators.rights import anybody
from db.checkups import Kept

if TYPE_CHECKING:
    from app.core.clock import Clock
    from app.search.search import Search
    from db.store import Store

FULL_KEPT = 36
SHOWN = 12
SALVAGE = "抢救时没有读出来的"


class Checkup:
    """The checks of one open office; every look has a read-only connection of its own, so that typing goes on."""

    def __init__(
        self,
        store: "Store",
        clock: "Clock",
        search: "Search",
        *,
        attachments: Callable[[], list[str]] | None = None,
        stand_by: Callable[[str], object] | None = None,
        allow: Callable[[], None] = anybody,
        ended_badly: bool = False,
    ) -> None:
        """Look at ``store``; ``attachments`` checks the second file, ``stand_by`` makes the backup before a repair.

        ``allow`` refuses the repair to whoever may not.
        ``ended_badly`` tells that the session before did not end as it should: then no check is left out.
        """
        self._store, self._clock, self._search = store, clock, search
        self._attachments, self._stand_by, self._ended_badly = attachments, stand_by, ended_badly
        self._allow = allow
        self._kept = Kept(store)

    def quick(self, progress: Progress = SILENT) -> list[Finding]:
        """Look at every page, and remember it; a large file that was looked at today is left out, with a note.

        Raises ``Cancelled``; nothing is remembered then.
        """
        if why := self._left_out():
            self._keep(Report(at=self._now(), kind="close", remark=why))
            return []
        found = run(self._file(), quick_looks(), progress)
        self._keep(Report(at=self._now(), kind="close", findings=tuple(found)))
        return found

    def want_sound(self) -> None:
        """Look quickly, and raise ``FileDamaged`` where the file is damaged: no backup is made of such a file."""
        found = self.quick()
        if is_damage(found):
            raise FileDamaged(found[0].what)

    def full(self, progress: Progress = SILENT, *, remember: bool = True) -> Report:
        """Look through everything; raises ``Cancelled``, nothing is remembered then."""
        file = self._file()
        ask = (self._clock.today(), self._attachments, self._search.entry_words, known_ledgers(self._store))
        found = run(file, full_looks(*ask), progress)
        report = Report(at=self._now(), kind="full", rows=count_records(file), findings=tuple(found))
        if remember:
            self._keep(report)
        return report

    def is_due(self) -> bool:
        """Tell whether the monthly full check is due; a file with nobody in it is not waited for."""
        last = self._kept.last_made("full")
        if not last:
            return True
        return self._clock.now() - datetime.fromisoformat(last) >= timedelta(days=declared().full.every_days)

    def reports(self, limit: int = SHOWN) -> list[Report]:
        """Give the newest checks, the newest first."""
        return [_report(row) for row in self._kept.newest(("close", "full"), limit)]

    def last_full(self) -> Report | None:
        """Give the newest full check."""
        return next((report for report in self._every_full() if not report.remark), None)

    def salvaged(self) -> tuple[Finding, ...]:
        """Give what the salvage that made this file could not read; empty for a file that was never salvaged."""
        return next((report.findings for report in self._every_full() if report.remark == SALVAGE), ())

    def remember_salvage(self, lost: Sequence[Finding]) -> None:
        """Keep the list of what a salvage could not read, as a check that found it."""
        self._keep(Report(at=self._now(), kind="full", findings=tuple(lost), remark=SALVAGE))

    def repair(self, what: tuple[str, ...]) -> Changes:
        """Rebuild what can be computed (``search``, ``actions``, ``numbers``) as one action, after a forced backup.

        Raises ``Refused`` where there is nothing of the kind, where the backup cannot be made, or at a damaged page.
        """
        wanted = tuple(key for key in declared().repair if key in what)
        if not wanted:
            raise Refused("没有可以重建的，没有修复。", untouched="数据没有改动。", advice="请看每一条后面写的办法。")
        self._allow()
        if self._stand_by is not None:
            self._stand_by("repair")
        return rebuild(self._store, self._search, wanted)

    def _every_full(self) -> list[Report]:
        return [_report(row) for row in self._kept.newest(("full",), FULL_KEPT)]

    def _left_out(self) -> str:
        quick = declared().quick
        size = self._store.path.stat().st_size
        if self._ended_badly or size <= quick.large_bytes:
            return ""
        last = self._kept.last_made("close")
        if not last or self._clock.now() - datetime.fromisoformat(last) >= timedelta(hours=quick.young_hours):
            return ""
        return f"文件有 {size // 1_000_000} MB，{quick.young_hours} 小时内查过，这次没有查"

    def _file(self) -> File:
        return File(self._store.path, self._store.key)

    def _keep(self, report: Report) -> None:
        most = declared().quick.kept if report.kind == "close" else FULL_KEPT
        found = msgspec.json.encode(report.findings).decode()
        self._kept.keep(report.at, report.kind, report.remark, report.rows, found, most)

    def _now(self) -> str:
        return self._clock.now().astimezone(UTC).isoformat()


def _report(row: dict[str, Any]) -> Report:
    findings = msgspec.json.decode(row["findings"], type=tuple[Finding, ...])
    return Report(at=row["at"], kind=row["kind"], rows=row["rows"], findings=findings, remark=row["subject"])
