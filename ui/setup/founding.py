"""The one task of the set-up: making the office, in the writing thread."""

from pathlib import Path
from typing import Any

from ui.widgets.opened import Opened, opened


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
