"""What the login window must know before the file is open: how large the text is shown. Nothing personal."""

from contextlib import suppress
from pathlib import Path

from app.core.errors import DiskTrouble
from db.durable import write_durably

FILE = "screen.txt"
USUAL, LARGEST = 100, 200


def remembered_text_size(home: Path) -> int:
    """Give the text size that was shown last, in per cent; the usual one where nothing readable is kept."""
    with suppress(OSError, ValueError):
        percent = int((home / FILE).read_text("ascii"))
        if USUAL <= percent <= LARGEST:
            return percent
    return USUAL


def remember_text_size(home: Path, percent: int) -> None:
    """Keep the text size for the next login; a disk that refuses loses nothing that matters."""
    with suppress(DiskTrouble, OSError):
        write_durably(home / FILE, str(percent).encode("ascii"))
