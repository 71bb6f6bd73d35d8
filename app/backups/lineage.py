"""How a backup stands to the line of today's office, and which epochs a restored office must come after."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.container import SUFFIX, About, extract, read_about
from app.core.errors import Refused
from db.past_store import PastStore
from db.taking_over import TakenOver, is_ancestor, read_what_stays

if TYPE_CHECKING:
    from app.core.clock import Clock
    from db.store import Store


def is_on_our_line(store: "Store", about: About) -> bool:
    """Tell whether everything that a backup holds went into today's file too."""
    return is_ancestor(store, about.journal_seq, about.journal_digest)


def line_beside(source: Path, about: About, key: bytes, folder: Path, clock: "Clock") -> TakenOver:
    """Give the longest line of epochs that other backups beside this one know to go on from it, and nothing else.

    Asked where today's file is gone: an office that was restored before must not give out the same letter twice. Each
    backup with an epoch that is not known yet is taken out into ``folder`` for a moment.
    """
    found = TakenOver()
    known = {about.epoch}
    for path, other in _others(source, about):
        if other.epoch in known:
            continue
        line = _line_of(path, about, key, folder, clock)
        known.add(other.epoch)
        known |= {epoch["id"] for epoch in line.line}
        if len(line.line) > len(found.line):
            found = line
    return found


def _others(source: Path, about: About) -> list[tuple[Path, About]]:
    """Give the sound backups of the same office and key beside this one, those that know most first."""
    found = []
    for path in source.parent.glob(f"*{SUFFIX}"):
        try:
            other = read_about(path)
        except Refused:
            continue
        if (other.office, other.key_id) == (about.office, about.key_id):
            found.append((path, other))
    return sorted(found, key=lambda one: one[1].journal_seq, reverse=True)


def _line_of(path: Path, about: About, key: bytes, folder: Path, clock: "Clock") -> TakenOver:
    """Read one backup's line; an empty one where it cannot be read or does not go on from ours."""
    taken_out = folder / "beside.czdb"
    try:
        extract(path, taken_out)
        store = PastStore.open(taken_out, key, now=clock.now)
        try:
            if is_ancestor(store, about.journal_seq, about.journal_digest):
                return TakenOver(line=read_what_stays(store).line)
        finally:
            store.close()
    except Refused:
        pass
    finally:
        for suffix in ("", "-wal", "-shm"):
            taken_out.with_name(taken_out.name + suffix).unlink(missing_ok=True)
    return TakenOver()
