"""When the process itself dies (a fault in a library): where it was, kept for the next start without any value."""

import faulthandler
import platform
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.core.clock import Clock, SystemClock
from app.core.event_log import EventLog
from app.core.version import VERSION

FILE = "crash.txt"
MOST_LINES = 40


class Crashes:
    """Tells of the last crash in the log, and waits for the next one; file, line and function only (FAULTS 40)."""

    def __init__(self, logs: Path, clock: Clock | None = None) -> None:
        """Begin to wait; a folder that cannot be written is passed over."""
        self._log = EventLog(logs, clock or SystemClock())
        self._path = logs / FILE
        last = self._last_words()
        if last:
            self._log.tell("crash", *last)
        self._log.tell("start", version=VERSION, system=f"{platform.system()} {platform.release()}")
        self._stream: IO[str] | None = self._wait()

    def end(self) -> None:
        """Stop waiting at an orderly end: nothing is left to tell."""
        if self._stream is not None:
            faulthandler.disable()
            self._stream.close()
            self._stream = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._log.tell("stop")

    def _last_words(self) -> list[str]:
        try:
            return self._path.read_text("utf-8", "replace").splitlines()[:MOST_LINES]
        except OSError:
            return []

    def _wait(self) -> IO[str] | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            stream = self._path.open("w", encoding="utf-8")
        except OSError:
            return None
        faulthandler.enable(stream)
        return stream
