"""What is remembered beside the file from one session to the next: that it is open or closed, and how far it was.

Written durably when the office is opened and when it is closed. Nothing personal stands in it, and nothing secret: the
salt is the first bytes of the file.
"""

from pathlib import Path
from typing import Literal

import msgspec

from db.durable import write_durably

LARGEST = 4 << 20
SALT_BYTES = 16


class Marks(msgspec.Struct, frozen=True):
    """How a session stood: ``seq`` and ``digest`` of the journal's last entry, ``epoch`` the newest one's id.

    ``looked`` is an open one whose log has been found: it may be folded since. ``lost`` and ``torn`` count the commits
    that could not be read from it, ``kept`` names the folder where it lies. ``ground`` holds the rows of offices and
    epochs, on which all others stand, and ``layout`` digests where every table begins: a salvage needs them.
    """

    state: Literal["open", "looked", "closed"]
    office: str
    epoch: str
    seq: int
    digest: str
    salt: str
    at: str
    lost: int = 0
    torn: int = 0
    kept: str = ""
    layout: str = ""
    ground: dict[str, list[dict[str, str | int | None]]] = {}
    format: int = 1


def read_marks(path: Path) -> Marks | None:
    """Read the marks; ``None`` where there are none or they cannot be read: then nothing is compared."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Marks)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write_marks(path: Path, marks: Marks) -> None:
    """Replace the marks in one step; raises ``DiskTrouble``."""
    write_durably(path, msgspec.json.encode(marks))


def read_salt(path: Path) -> str:
    """Read the salt at the beginning of a file that nobody has open, in hexadecimal digits; empty where it cannot."""
    try:
        with path.open("rb") as stream:
            return stream.read(SALT_BYTES).hex()
    except OSError:
        return ""
