"""What the window does by itself while the clerk works: a backup when one is due, and once a month a rehearsal."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.backups.rehearsing import Rehearsal
from app.core.changes import Changes
from app.core.errors import Refused
from ui.say import say_refusal
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
        self._rehearsed_on: date | None = None
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
        rehearses = self._rehearsed_on != today
        self._rehearsed_on = today
        self._desk.work.do_beside(
            self, keep_safe, self._desk.session, rehearses, done=self._done, refused=self._refused
        )

    def stop(self) -> None:
        """Look no more: the window closes."""
        self._timer.stop()

    def _done(self, _: object) -> None:
        self._looking, self._told = False, ""

    def _refused(self, refusal: Refused) -> None:
        self._looking, self._left_out = False, PATIENCE
        if self._told != refusal.sentence:
            self._told = refusal.sentence
            say_refusal(self, refusal)


def keep_safe(session: "Session", rehearses: bool) -> Changes:  # noqa: FBT001 - a plain value on its way to the thread
    """Make the backup that is due, and rehearse where a month went by; where the newest is no good, make another."""
    session.backups.due()
    if not (rehearses and session.backups.is_rehearsal_due()):
        return Changes()
    done: list[Rehearsal] = [*session.backups.rehearse()]
    if not done[0].is_good:
        session.backups.before("work")
        done += session.backups.rehearse()
    return Changes(frozenset(("checkups", one.name) for one in done))
