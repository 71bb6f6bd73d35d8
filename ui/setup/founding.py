"""The tasks of the set-up, in the writing thread: making the office, or bringing one from a backup."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.widgets.opened import Opened, opened

if TYPE_CHECKING:
    from app.backups.unlocking import Given
    from ui.work import Progress


def found_office(home: Path, answers: dict[str, Any]) -> tuple[Opened, str]:
    """Make the office from the answers; gives it opened, and its recovery code."""
    from app.opening import OfficeSetup, create_office

    setup = OfficeSetup(
        kind=answers["kind"],
        unit=answers["unit"],
        name=answers["name"],
        operator_name=answers["operator_name"],
        password=answers["password"],
        township_name=answers["township_name"],
        county_name=answers["county_name"],
    )
    session, code = create_office(home, setup)
    return opened(session), code


def restore_office(home: Path, backup: Path, given: "Given", progress: "Progress") -> Opened:
    """Bring an office from a backup into ``home`` and open it with the password that was given."""
    from app.core.clock import SystemClock
    from app.opening import open_session
    from app.session.returning import restore_to

    restored = restore_to(home, backup, given, clock=SystemClock(), progress=progress)
    return replace(opened(open_session(home, given.password)), told=restored.words)
