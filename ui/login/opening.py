"""The tasks of the login, run in the writing thread, where the heavy rooms are imported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.widgets.opened import Opened, opened

if TYPE_CHECKING:
    from pathlib import Path

    from app.backups.unlocking import Given
    from ui.work import Progress


def open_office(home: Path, password: str) -> Opened:
    """Open the office that lives in ``home``; raises what ``app.opening.open_session`` refuses."""
    from app.opening import open_session

    return opened(open_session(home, password))


def set_new_password(home: Path, code: str, password: str) -> None:
    """Set a new password with the recovery code."""
    from app.opening import recover_office

    recover_office(home, code, password)


def restore_and_open(home: Path, backup: Path, given: Given, progress: Progress) -> Opened:
    """Restore a backup in the place of a data file that cannot be opened, and open the office."""
    from app.core.clock import SystemClock
    from app.session.returning import restore_here

    restored = restore_here(home, backup, given, clock=SystemClock(), progress=progress)
    return replace(open_office(home, given.password), told=restored.words)


def office_of_keys(home: Path) -> str:
    """Give the id of the office whose keys lie in ``home``, empty where none can be read."""
    from app.core.errors import FileDamaged
    from app.core.home import Home
    from app.operators.slots import read_slots

    try:
        return read_slots(Home(home).slot_files).office
    except FileDamaged:
        return ""
