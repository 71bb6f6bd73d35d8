"""A whole township for a whole station: opened offices, enrolled with each other."""

from pathlib import Path

import msgspec

from app.core.clock import FixedClock
from app.opening import create_office
from app.session import Session
from tests.conftest import SETUP

TOWNSHIP = {"kind": "township", "unit": "231221103000", "name": "示例镇"}


def enrolled_township(station: Session, folder: Path, clock: FixedClock) -> Session:
    """Found the township and enrol the station."""
    made, _ = create_office(folder / "township", msgspec.structs.replace(SETUP, **TOWNSHIP), clock=clock)
    letter, reply = folder / "invitation", folder / "reply"
    made.packages.invite(SETUP.unit, SETUP.name, letter)
    code, _ = station.packages.accept(letter, reply)
    made.packages.confirm(reply, code)
    return made
