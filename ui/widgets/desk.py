"""What every page is handed: the opened office and the road off the UI thread, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session import Session
    from ui.work import Work


@dataclass(frozen=True, slots=True)
class Desk:
    """The clerk's desk: ``session`` is asked only inside tasks of ``work``, its settings excepted."""

    session: Session
    work: Work


@dataclass(frozen=True, slots=True)
class Goto:
    """Where a page wants the window to go: a place, the id of what is to be shown there, and what to do with it."""

    place: str
    subject: str = ""
    what: str = ""
