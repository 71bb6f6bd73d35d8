"""The tasks of the login, run in the writing thread, where the heavy rooms are imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.opened import Opened, opened

if TYPE_CHECKING:
    from pathlib import Path


def open_office(home: Path, password: str) -> Opened:
    """Open the office that lives in ``home``; raises what ``app.opening.open_session`` refuses."""
    from app.opening import open_session

    return opened(open_session(home, password))


def set_new_password(home: Path, code: str, password: str) -> None:
    """Set a new password with the recovery code."""
    from app.opening import recover_office

    recover_office(home, code, password)
