"""The tasks of the login, run in the writing thread, where the heavy rooms are imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from app.session import Session

SHORTEST_PASSWORD = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened office and what the window must know of it at once."""

    session: Session
    name: str
    text_size: int


def open_office(home: Path, password: str) -> Opened:
    """Open the office that lives in ``home``; raises what ``app.opening.open_session`` refuses."""
    from app.opening import open_session

    return opened(open_session(home, password))


def opened(session: Session) -> Opened:
    """Read what the window must know of a session."""
    return Opened(session, session.name, session.settings.number("screen.text_size"))


def set_new_password(home: Path, code: str, password: str) -> None:
    """Set a new password with the recovery code."""
    from app.core.home import Home
    from app.operators.desk_keys import set_password_by_recovery

    set_password_by_recovery(Home(home), code, password, SHORTEST_PASSWORD)
