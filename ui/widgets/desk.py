"""What every page is handed: the opened office and the road off the UI thread, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Session
    from ui.work import Progress, Work

    Leaving = Callable[[Progress], str]
    """A task of the writing thread that closes the office; gives what is told when it is opened anew."""


def no_way_out(_words: str, _task: Leaving) -> None:
    """Refuse to leave: a desk in a test, or in a picture."""
    message = "this desk has no window that could be left"
    raise LookupError(message)


@dataclass(frozen=True, slots=True)
class Desk:
    """The clerk's desk: ``session`` is asked only inside tasks of ``work``, its settings excepted.

    ``leave(words, task)`` covers the window while ``task`` does what needs the office closed, and opens it anew.
    """

    session: Session
    work: Work
    leave: Callable[[str, Leaving], None] = no_way_out


@dataclass(frozen=True, slots=True)
class Goto:
    """Where a page wants the window to go: a place, the id of what is to be shown there, and what to do with it."""

    place: str
    subject: str = ""
    what: str = ""
