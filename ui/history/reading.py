"""What the pages of the history ask of the session, in the working threads."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.changes import Changes
from app.history.exporting import Exported
from app.history.facts import Action, Asked, Removed, Verified
from ui.widgets.choice_entry import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.history.finding import Found
    from app.session import Session
    from ui.work import Progress


class ActionRows:
    """The actions that fit, read page by page; each counting asks anew."""

    def __init__(self, session: "Session", asked: Asked) -> None:
        """Ask nothing yet."""
        self._session, self._asked = session, asked
        self._found: Found | None = None

    def count(self) -> int:
        """Count them."""
        self._found = self._session.history.search(self._asked)
        return self._found.count()

    def page(self, offset: int, limit: int) -> "Sequence[Action]":
        """Give some of them, the newest first."""
        return [] if self._found is None else self._found.page(offset, limit)


def offered(session: "Session") -> tuple[list[Option], list[Option]]:
    """Give the people and the kinds that the journal can be narrowed to."""
    people = [Option("", "所有人", "syr"), *(Option(key, name) for key, name in session.history.people())]
    kinds = [Option("", "所有的事", "sy"), *(Option(key, label) for key, label in session.history.kinds())]
    return people, kinds


def last_steps(session: "Session") -> list[Action]:
    """Give the last steps of whoever sits at the desk."""
    return session.history.undoable(session.operator.id)


def take_back(session: "Session", seq: int) -> tuple[Action, Changes]:
    """Take back a step of whoever sits at the desk."""
    return session.history.undo(session.operator.id, seq)


def verify(session: "Session", progress: "Progress") -> Verified:
    """Walk the chain."""
    return session.history.verify(progress)


def export(
    session: "Session", progress: "Progress", path: Path, span: tuple[date | None, date | None], *, with_values: bool
) -> Exported:
    """Write the journal of a span of days where the clerk says."""
    return session.history.export(path, session.operator.id, *span, with_values=with_values, progress=progress)


def revive(session: "Session", one: Removed, reason: str) -> Changes:
    """Bring a removed record back."""
    return session.history.revive(one.table, one.row_id, session.operator.id, reason)
