"""The two copies of the key slots in the home: written while the office is open, and told when they differ."""

from contextlib import suppress
from typing import TYPE_CHECKING

from app.core.errors import DiskTrouble, Refused
from app.operators.slots import Slots, changed, read_copy, whole_copies, write_slots
from db.file_keys import keep_generation

if TYPE_CHECKING:
    from app.core.home import Home
    from db.store import Store

_COPIES = ("第一份", "第二份")


def keep_slots(home: "Home", store: "Store", slots: Slots, kind: str, operator: str, what: str) -> None:
    """Write the slots and have the open office remember their generation.

    ``kind`` (``password`` or ``operator-key``) and ``what`` are the entry in the journal, about this operator.

    Raises ``DiskTrouble``; then the old slots hold, or where the disk does not even let us put them back, the new ones.
    """
    before = whole_copies(home.slot_files)
    try:
        with store.writing(reason=what) as write:
            keep_generation(write, slots.generation)
            write.note(kind, "operators", operator, what)
            write_slots(slots, home.slot_files)
    except DiskTrouble:
        _put_back(home, before, slots.generation)
        raise


def slot_faults(home: "Home", office: str) -> list[str]:
    """Say what is wrong with either copy, in sentences; an empty list is two whole copies of this office's slots."""
    found = []
    copies = [read_copy(path) for path in home.slot_files]
    newest = max((copy.generation for copy in copies if copy is not None), default=0)
    for words, path, copy in zip(_COPIES, home.slot_files, copies, strict=True):
        if copy is None:
            found.append(f"钥匙文件{words}（{path.name}）{'坏了' if path.exists() else '不见了'}")
        elif copy.office != office:
            found.append(f"钥匙文件{words}（{path.name}）是另一个办公点的")
        elif copy.generation < newest:
            found.append(f"钥匙文件{words}（{path.name}）是旧的一份")
    return found


def _put_back(home: "Home", before: list[Slots], generation: int) -> None:
    """Have the slots of before hold again, where the new ones were written and their entry was not."""
    now = whole_copies(home.slot_files)
    if before and now and now[0].generation == generation:
        with suppress(DiskTrouble):
            write_slots(changed(now[0], before[0].slots), home.slot_files)


class KeysLost(Refused):
    """Neither copy of the slots can be read, and no backup was found whose slots could stand in."""

    def __init__(self, what: str, advice: str) -> None:
        """Say what is the matter with the copies and which way is left."""
        super().__init__(what, untouched="数据文件没有改动。", advice=advice)
