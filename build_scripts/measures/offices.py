"""Offices to measure on: made through the headless door in a folder of their own, opened in this process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.opening import open_session
from app.session import Session

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "量一量-2026"
YEARS = 5


def environment() -> dict[str, str]:
    """Give the children the project's root, the password, and a screen that needs none.

    Their bytecode is kept as on any clerk's computer: what is measured is not the first start.
    """
    ours = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "CUNZHAN_PASSWORD": PASSWORD}
    return {**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": ""}


def child(*words: str) -> str:
    """Run Python with these words to its end; gives what it printed."""
    done = subprocess.run(
        [sys.executable, *words], check=False, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{words[:2]}: {done.returncode}")  # what it said of it stands above
    return done.stdout


def demo(folder: Path, cases: int, *, events: bool = True) -> Path:
    """Make a station of about ``cases`` cases and its township; gives the station's home."""
    home = folder / "home"
    words = ["--home", str(home), "demo", "--years", str(YEARS), "--cases-per-year", str(max(1, cases // YEARS))]
    child("-m", "app", *words, *([] if events else ["--no-events"]))
    return home


def opened(home: Path) -> Session:
    """Open an office of ours."""
    return open_session(home, PASSWORD)
