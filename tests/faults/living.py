"""Live one word in a forked child that waits until somebody has hold of it, and tell how it ended."""

import os
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.faults import lived
from tests.faults.steps_on_disk import Done

LONGEST_RUN = 120
KILLED = -signal.SIGKILL


class Life(NamedTuple):
    """How a child ended (exit code, or minus the signal), what it told, and what it said when it broke."""

    code: int
    told: tuple[Done, ...]
    said: str


def live(word: str, times: int, folder: Path, scratch: Path, hold: Callable[[int], None]) -> Life:
    """Live a word in ``folder``; ``hold`` is given the child's number before the child begins.

    Only for a process that has no database open and no second thread. A child that hangs is ended by its alarm.
    """
    told, said = scratch / "told", scratch / "said"
    told.write_bytes(b"")
    said.unlink(missing_ok=True)
    wait, go = os.pipe()
    child = os.fork()
    if child == 0:
        _live_and_end(word, times, folder, (told, said), wait)
    hold(child)
    os.write(go, b"!")
    os.close(go)
    os.close(wait)
    _, status = os.waitpid(child, 0)
    lines = told.read_text().splitlines()
    words = said.read_text() if said.exists() else ""
    return Life(os.waitstatus_to_exitcode(status), tuple(Done(*line.split(" ", 1)) for line in lines), words)


def _live_and_end(word: str, times: int, folder: Path, files: tuple[Path, Path], wait: int) -> None:
    told, said = files
    code = 0
    try:
        os.read(wait, 1)
        signal.alarm(LONGEST_RUN)
        os.environ[lived.TOLD] = str(told)
        lived.do(word, folder, times)
    except BaseException:  # noqa: BLE001 - the parent reads it
        code = 1
        with suppress(OSError):  # where writing itself is broken; a child that went on would tidy up for its parent
            said.write_text(traceback.format_exc())
    finally:
        os._exit(code)
