"""Every operation that is replayed, broken and killed: what stands before it, and its recording."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.app.sheets.tables import table
from tests.faults.judges import Facts, ends_of, open_store
from tests.faults.recording import record
from tests.faults.replay import Recorded
from tests.faults.scenes import make_station

IMPORTED = 200


class Operation(NamedTuple):
    """What stands before a word of :mod:`tests.faults.lived`, and how often it is done in one recording."""

    scene: Callable[[Path], Facts]
    times: int = 3


def record_operation(word: str, scratch: Path) -> Recorded:
    """Make the scene, keep a copy of it, and record the word."""
    folder, base = scratch / "folder", scratch / "base"
    folder.mkdir()
    operation = OPERATIONS[word]
    facts = operation.scene(folder)
    shutil.copytree(folder, base)
    steps = record("tests.faults.lived", [word, str(folder), str(operation.times)], folder, scratch)
    if facts.key:
        store = open_store(folder, facts.key)
        facts = msgspec.structs.replace(facts, ends=ends_of(store))
        store.close()
    return Recorded(word, base, steps, facts)


def no_office(folder: Path) -> Facts:
    """Leave the folder empty."""
    return Facts(key="", code="", first=0)


def station_with_roll(folder: Path) -> Facts:
    """Put a roll of residents beside a station."""
    rows = [[f"张三{number}", "女" if number % 2 else "男", f"{number % 9 + 1}组"] for number in range(IMPORTED)]
    table(folder / "花名册.xlsx", [["姓名", "性别", "村民组"], *rows])
    return make_station(folder)


OPERATIONS: dict[str, Operation] = {
    "register": Operation(make_station),
    "edit": Operation(make_station),
    "remove": Operation(make_station, 4),
    "import": Operation(station_with_roll),
    "found": Operation(no_office),
    "password": Operation(make_station, 8),
    "backup": Operation(make_station, 2),
    "register-carelessly": Operation(make_station),
    "found-carelessly": Operation(no_office),
    "password-carelessly": Operation(make_station),
    "backup-carelessly": Operation(make_station, 1),
}
