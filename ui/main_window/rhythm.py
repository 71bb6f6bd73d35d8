"""What the window does by itself while the clerk works: a backup when one is due, rehearsal and check once a month."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.core.changes import Changes
from app.core.errors import Refused, Stopped
from app.core.progress import Cancelled
from ui.say import say_refusal, strip_of
from ui.widgets.desk import Desk

if TYPE_CHECKING:
    from app.session import Session

MINUTE = 60_000
PATIENCE = 10
"""Looks that are left out after something went wrong: what is checked in vain is not checked every minute."""


class Rhythm(QObject):
    """Looks every minute whether something is due; what goes wrong is told once, in the strip of the window above."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Begin with the first minute, so that opening the office waits for nothing."""
        super().__init__(parent)
        self._desk = desk
        self._looking, self._left_out, self._told = False, 0, ""
        self._monthly_on: date | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(MINUTE)

    def look(self) -> None:
        """Do what is due, unless the last look still runs."""
        if self._left_out:
            self._left_out -= 1
            return
        if self._looking:
            return
        self._looking = True
        today = self._desk.session.clock.today()
        monthly = self._monthly_on != today
        self._monthly_on = today
        self._desk.work.do_beside(self, keep_safe, self._desk.session, monthly, done=self._done, refused=self._refused)

    def stop(self) -> None:
        """Look no more: the window closes."""
        self._timer.stop()

    def _done(self, found: str) -> None:
        self._looking, self._told = False, ""
        if found:
            strip_of(self).tell(found, tone="refused")

    def _refused(self, refusal: Refused) -> None:
        self._looking, self._left_out = False, PATIENCE
        if self._told != refusal.sentence and not isinstance(refusal, Stopped | Cancelled):
            self._told = refusal.sentence
            say_refusal(self, refusal)


def keep_safe(session: "Session", monthly: bool) -> tuple[str, Changes]:  # noqa: FBT001 - a plain value on its way
    """Make the backup that is due; ``monthly`` also asks whether a rehearsal and a full check are due.

    Gives what the check found in words, mostly nothing.
    """
    session.backups.due()
    if not monthly:
        return "", Changes()
    found, checked = _check(session)
    return found, Changes(frozenset(("checkups", name) for name in (*_rehearse(session), *checked)))


def _rehearse(session: "Session") -> list[str]:
    """Rehearse where a month went by; where the newest backup is no good, make another."""
    if not session.backups.is_rehearsal_due():
        return []
    done = [*session.backups.rehearse()]
    if not done[0].is_good:
        session.backups.before("work")
        done += session.backups.rehearse()
    return [one.name for one in done]


def _check(session: "Session") -> tuple[str, list[str]]:
    """Look through everything where a month went by."""
    if not session.checkup.is_due():
        return "", []
    with session.backups.in_background() as progress:
        report = session.checkup.full(progress)
    count = sum(one.is_fault for one in report.findings)
    return f"每月的体检发现 {count} 处问题，请看“设置 · 体检”。" if count else "", ["full"]
