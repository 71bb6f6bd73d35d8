"""Reading from a data file that may be damaged, by way of a copy: the file itself and its log stay as they are."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from db.errors import Refused
from db.past_store import PastStore
from db.taking_over import TakenOver, is_ancestor, read_what_stays
from db.troubles import Trouble

_SUFFIXES = ("", "-wal")


def read_aside(
    path: Path, key: bytes, folder: Path, seq: int, digest: str, now: Callable[[], datetime]
) -> tuple[TakenOver, bool] | None:
    """Read what a restored file takes over from a file that nobody has open, and whether its journal goes on from ours.

    ``seq`` and ``digest`` (hexadecimal) are the end of the restored journal. ``None`` where there is no such file, or
    nothing can be read of it. The copy lies in ``folder`` for a moment.
    """
    copy = folder / "today.czdb"
    try:
        for suffix in _SUFFIXES:
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        store = PastStore.open(copy, key, now=now)
        try:
            return read_what_stays(store), is_ancestor(store, seq, digest)
        finally:
            store.close()
    except (OSError, Refused, Trouble):
        return None
    finally:
        for suffix in (*_SUFFIXES, "-shm"):
            with suppress(OSError):
                copy.with_name(copy.name + suffix).unlink(missing_ok=True)
