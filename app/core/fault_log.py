"""What went wrong in the program itself, kept for whoever mends it: kinds and places, never a value (FAULTS 40)."""

import traceback
from pathlib import Path
from types import TracebackType

from app.core.clock import Clock


def fault_places(trace: TracebackType | None) -> list[str]:
    """Say where it went wrong, file by file, outermost first."""
    return [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]


def fault_words(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Say what kind of fault it was and where; its message may hold a name and is left out."""
    return "\n".join([kind.__name__, *(f"  {place}" for place in fault_places(trace))])


def keep_fault(logs: Path, clock: Clock, kind: type[BaseException], trace: TracebackType | None) -> Path:
    """Append a fault to the log in ``logs`` and give the log's path; a disk that refuses is passed over."""
    from app.core.event_log import EventLog

    return EventLog(logs, clock).tell("fault", *fault_places(trace), kind=kind.__name__)
