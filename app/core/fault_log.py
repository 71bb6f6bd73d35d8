"""What went wrong in the program itself, kept for whoever mends it: kinds and places, never a value (FAULTS 40)."""

import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from app.core.clock import Clock

FILE = "faults.log"
LARGEST = 1_000_000


def fault_words(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Say what kind of fault it was and where, file by file; its message may hold a name and is left out."""
    places = [f"  {Path(one.filename).name}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *places])


def keep_fault(logs: Path, clock: Clock, kind: type[BaseException], trace: TracebackType | None) -> Path:
    """Append a fault to the log in ``logs`` and give its path; a log that has grown past 1 MB begins anew.

    A disk that refuses is passed over: a fault in telling a fault helps nobody.
    """
    path = logs / FILE
    with suppress(OSError):
        logs.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists() or path.stat().st_size > LARGEST
        with path.open("w" if fresh else "a", encoding="utf-8") as log:
            log.write(f"{clock.now().isoformat(timespec='seconds')} {fault_words(kind, trace)}\n")
    return path
