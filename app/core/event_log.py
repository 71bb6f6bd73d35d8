"""The log that helps whoever mends: what happened last, line by line, without a single value of a record.

Each line is an event of ``resources/log.toml``; its values are numbers and short ASCII words, so that no name can
slip in (FAULTS §8 test 40). Files turn over by size, the oldest goes; a disk that refuses is passed over.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.fault_log import fault_places
from app.core.resources import load_toml

FILE = "program.log"
Value = str | int
LARGEST_NUMBER = 9_999_999_999
"""A longer number could be a telephone or an identity number."""
_PLAIN = re.compile(r"(?!.*\d{7})[A-Za-z0-9_.:<>/ -]{0,80}\Z")
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (.+)\Z")


class LogWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The events and how large the log may grow: ``files`` files of ``size_bytes``."""

    size_bytes: int
    files: int
    events: dict[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log: the moment as the wall clock showed it, and what happened in words."""

    moment: str
    words: str


@cache
def log_words() -> LogWords:
    """Read the declared events once."""
    return load_toml("log.toml", LogWords)


class EventLog:
    """The log in one folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Write into ``folder``, which is made when the first line comes."""
        self.folder, self._clock = folder, clock

    @property
    def path(self) -> Path:
        """The file that is written now; older ones end in ``.1`` and so on."""
        return self.folder / FILE

    def tell(self, event: str, *more: str, **values: Value) -> Path:
        """Append an event, and ``more`` lines below it; raises ``KeyError`` for an event that is not declared.

        A value that is neither a number nor a short ASCII word is left out: it could be a name.
        """
        words = log_words().events[event].format(**{name: _plain(value) for name, value in values.items()})
        lines = [f"{self._clock.wall():%Y-%m-%d %H:%M:%S} {words}", *(f"  {line}" for line in more)]
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._turn_over()
            with self.path.open("a", encoding="utf-8") as log:
                log.write("".join(f"{line}\n" for line in lines))
        return self.path

    def refused(self, refusal: Refused) -> Path:
        """Note a refusal by its kind and the place that raised it; its sentence may hold a name."""
        places = fault_places(refusal.__traceback__)
        return self.tell("refused", kind=type(refusal).__name__, place=places[-1].split()[0] if places else "")

    def last(self, count: int = 200) -> list[Event]:
        """Give the last events, newest first."""
        found = [Event(*match.groups()) for line in self.lines() if (match := _LINE.match(line))]
        return found[: -count - 1 : -1]

    def lines(self) -> Iterator[str]:
        """Give every line there is, oldest first."""
        for path in reversed(self._files()):
            with suppress(OSError):
                yield from path.read_text("utf-8", "replace").splitlines()

    def _turn_over(self) -> None:
        if not self.path.exists() or self.path.stat().st_size < log_words().size_bytes:
            return
        files = self._files()
        files[-1].unlink(missing_ok=True)
        for older, newer in zip(reversed(files), [*reversed(files[:-1])], strict=False):
            if newer.exists():
                newer.replace(older)

    def _files(self) -> list[Path]:
        return [self.path, *(self.path.with_name(f"{FILE}.{n}") for n in range(1, log_words().files))]


def _plain(value: Value) -> str:
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST_NUMBER else "…"
    return value if _PLAIN.match(value) else "…"
