"""Slower after wrong tries: how often a wrong password or code was typed in a row, kept on the disk of this PC.

Nothing is ever locked for good (FAULTS test 41): the longest wait is half a minute, and a clock that jumps, in either
direction, never makes a wait longer than its step.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import DiskTrouble, Refused, WrongKey
from db.durable import write_durably

if TYPE_CHECKING:
    from app.core.clock import Clock

FREE = 3
STEPS = (2, 4, 8, 16, 30)
"""Seconds to wait after the third wrong try, the fourth, and so on; the last one stays."""
MOST = 1_000_000


class TooSoon(Refused):
    """A try before the wait was over; it was not looked at. ``wait`` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        """Say how long."""
        super().__init__(
            f"刚才输错了，请等 {wait} 秒再试。",
            untouched="这一次没有核对，数据没有改动。",
            advice="忘记了可以用恢复码。",
        )
        self.wait = wait


class WrongTry(WrongKey):
    """A wrong password or code; ``wait`` seconds before the next one is looked at."""

    def __init__(self, sentence: str, count: int, wait: int) -> None:
        """Say how often it went wrong, once that matters."""
        super().__init__(sentence)
        self.wait = wait
        if wait:
            self.advice = f"已经错了 {count} 次，{wait} 秒后可以再试。请检查大小写、数字键盘和输入法。"


class Tries:
    """Counts the wrong tries of one office on this PC."""

    def __init__(self, file: Path, clock: "Clock") -> None:
        """Keep the count in ``file``; a missing or unreadable one means that nothing went wrong."""
        self._file, self._clock = file, clock

    @contextmanager
    def one(self) -> Iterator[None]:
        """Try once: raises :class:`TooSoon` before its time; a ``WrongKey`` inside counts, anything else is right."""
        if wait := self.wait():
            raise TooSoon(wait)
        try:
            yield
        except WrongKey as wrong:
            count = self._read()[0] + 1
            self._keep(count)
            raise WrongTry(wrong.sentence, count, step(count)) from wrong
        self._forget()

    def wait(self) -> int:
        """Give the whole seconds until the next try is looked at."""
        count, at = self._read()
        now = self._clock.now()
        if at is None or not step(count):
            return 0
        if at > now:  # the clock was set back: the wait begins anew, once
            return step(count) if self._keep(count) else 0
        left = at + timedelta(seconds=step(count)) - now
        return max(0, -(-left // timedelta(seconds=1)))

    def _read(self) -> tuple[int, datetime | None]:
        try:
            kept = json.loads(self._file.read_bytes())
            at = datetime.fromisoformat(kept["at"])
            return min(MOST, max(0, int(kept["count"]))), at if at.tzinfo else None
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return 0, None

    def _keep(self, count: int) -> bool:
        kept = {"count": count, "at": self._clock.now().isoformat()}
        try:
            write_durably(self._file, json.dumps(kept).encode())
        except DiskTrouble:  # a full disk shall keep nobody out
            return False
        return True

    def _forget(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def step(count: int) -> int:
    """Give the seconds to wait after so many wrong tries in a row."""
    return 0 if count < FREE else STEPS[min(count - FREE, len(STEPS) - 1)]
