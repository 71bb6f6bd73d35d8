"""An opened office on its way from the login or the set-up to the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """The session, and what the window must know of it at once; ``told`` is what it shall say first."""

    session: Session
    name: str
    text_size: int
    told: str = ""


def opened(session: Session) -> Opened:
    """Read what the window must know; a task of the writing thread."""
    size = session.settings.number("screen.text_size")
    ended = session.ending.told if session.ending is not None else ""
    told = " ".join(part for part in (session.arrived, ended) if part)
    return Opened(session, session.office_name, size, told)
