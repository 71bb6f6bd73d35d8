"""The tasks of the way back over the township."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request whose answer is waited for: its code, its day, and its file where it was just written."""

    code: str
    day: str
    file: str = ""


def can_ask(home: Path) -> bool:
    """Tell whether the township was given a key."""
    from app.opening import can_ask_township

    return can_ask_township(home)


def waiting(home: Path) -> Waiting | None:
    """Give the request that waits, if any."""
    from app.core.home import Home
    from app.operators.asking_township import waiting as asked
    from app.operators.township_letters import check_code

    request = asked(Home(home))
    return Waiting(check_code(request), request.day) if request else None


def ask(home: Path, password: str, folder: Path) -> Waiting:
    """Write a request."""
    from app.core.clock import SystemClock
    from app.opening import ask_township

    asked = ask_township(home, password, folder)
    return Waiting(asked.code, SystemClock().today().isoformat(), asked.path.name)


def take(home: Path, path: Path, password: str, name: str) -> str:
    """Take the answer in; gives whose password is new."""
    from app.opening import take_township_answer

    return take_township_answer(home, path, password, operator=name)
