"""Every operation that is replayed, broken and killed: what stands before it, and its recording."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.faults import scenes
from tests.faults.judges import Facts, ends_of, open_store, shapes_after
from tests.faults.recording import record
from tests.faults.replay import Recorded


class Operation(NamedTuple):
    """What stands before a word of :mod:`tests.faults.lived`, and how often it is done in one recording."""

    scene: Callable[[Path], Facts]
    times: int = 3
    keeps_key: bool = True
    is_single: bool = False


def record_operation(word: str, scratch: Path) -> Recorded:
    """Make the scene, keep a copy of it, and record the word."""
    folder, base = scratch / "folder", scratch / "base"
    folder.mkdir()
    operation = OPERATIONS[word]
    facts = operation.scene(folder)
    shutil.copytree(folder, base)
    steps = record("tests.faults.lived", [word, str(folder), str(operation.times)], folder, scratch)
    return Recorded(word, base, steps, _with_what_came(facts, folder, operation))


def for_other_runs(recorded: Recorded) -> Recorded:
    """Give what is also true of other runs of the same word: their digests and moments are their own."""
    return msgspec.structs.replace(recorded, facts=msgspec.structs.replace(recorded.facts, ends={}))


def _with_what_came(facts: Facts, folder: Path, operation: Operation) -> Facts:
    """Add what the recording itself came to: where actions ended, and of what kinds they were."""
    if not operation.keeps_key:
        return facts
    store = open_store(folder, facts.key)
    try:
        shapes = tuple(set(shapes_after(store, facts.first)))
        return msgspec.structs.replace(facts, ends=ends_of(store), shapes=shapes, is_single=operation.is_single)
    finally:
        store.close()


OPERATIONS: dict[str, Operation] = {
    "register": Operation(scenes.station, is_single=True),
    "edit": Operation(scenes.station, is_single=True),
    "remove": Operation(scenes.station, 4, is_single=True),
    "entry": Operation(scenes.station, 2, is_single=True),
    "month": Operation(scenes.station, 1, is_single=True),
    "publish": Operation(scenes.station, 2, is_single=True),
    "import": Operation(scenes.station_with_roll),
    "undo": Operation(scenes.station),
    "merge": Operation(scenes.township_with_package),
    "package": Operation(scenes.enrolled_station, 2),
    "attach": Operation(scenes.station, 2),
    "found": Operation(scenes.no_office, keeps_key=False),
    "password": Operation(scenes.station, 8),
    "hand-over": Operation(scenes.station, keeps_key=False),
    "backup": Operation(scenes.station, 2),
    "restore": Operation(scenes.station_with_backups, keeps_key=False),
    "migrate": Operation(scenes.older_office),
    "reopen": Operation(scenes.crashed_station, 2),
    "register-carelessly": Operation(scenes.station),
    "found-carelessly": Operation(scenes.no_office, keeps_key=False),
    "password-carelessly": Operation(scenes.station),
    "backup-carelessly": Operation(scenes.station, 1),
}
