"""A township that reads a folder in a process of its own, so that it can be killed in the middle."""

from datetime import UTC, datetime
from pathlib import Path

from app.core.clock import FixedClock
from app.packages.service import Packages
from db.store import Store
from tests.app.packages.offices import CLERK, KEY


def read(file: str, folder: str) -> None:
    """Open the office's file and take in the folder."""
    clock = FixedClock(datetime(2026, 10, 9, tzinfo=UTC))
    store = Store.open(Path(file), KEY, now=clock.now)
    store.operator = CLERK
    packages = Packages(store, clock, Path(file).parent / "temp", lambda *_: None)
    packages.read(Path(folder))
    store.close()
