"""A new file key for an open office, so that the slots in an old backup never open today's file (FAULTS 7).

A forced backup → a copy under the new key in the folder ``rekeying`` → slots of both keys → the copy takes the live
file's name → slots of the new key alone. A cut after any step leaves a file and slots that fit: until the name changes
the old words open the old file, from then on the new words open the new one. The attachments follow afterwards.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import DiskTrouble, Refused
from app.operators import slots
from db.copying import copy_office, read_copy
from db.disk_words import disk_words
from db.durable import sync_folder
from db.exchange import journal_end
from db.file_keys import keep_former_key, keep_generation
from db.rekeying import rekey
from db.store import Store

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.home import Home
    from db.writing import Writing

FOLDER = "rekeying"
Ways = Callable[[bytes], tuple[slots.Slot, ...]]
"""Given the new file key, gives every way to it."""


def renew_file_key(
    home: "Home",
    store: Store,
    ways: Ways,
    change: Callable[["Writing"], None],
    *,
    now: "Callable[[], datetime]",
    before: Callable[[str], object],
) -> None:
    """Give the office a new file key together with what ``change`` writes: both happen, or neither.

    ``before`` makes the forced backup. Raises ``Refused`` and ``DiskTrouble``; the office goes on under whichever key
    its file has.
    """
    before("hand-over")
    kept = slots.read_slots(home.slot_files)
    file_key = slots.new_file_key()
    folder = home.folder / FOLDER
    copy = folder / home.office_file.name
    old = slots.key_id(store.key)
    fresh = ways(file_key)
    both = slots.changed(kept, (*fresh, *(_named(slot, old) for slot in kept.slots)))
    alone = slots.changed(both, fresh)
    try:
        _make_folder(folder)
        seq = copy_office(store.path, store.key, copy).journal_seq
        rekey(copy, store.key, file_key)
        _write_into(copy, file_key, store, change, now, alone.generation)
        read_copy(copy, file_key)
        _sync(copy)
        slots.write_slots(both, home.slot_files)
        _want_nothing_new(store, seq)
        store.exchange(copy, file_key)
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)
    with suppress(DiskTrouble):  # the next opening drops what does not fit the file
        slots.write_slots(alone, home.slot_files)


def sweep(home: "Home") -> None:
    """Remove the copy that a cut re-keying left; nobody has its key."""
    if (folder := home.folder / FOLDER).exists():
        with suppress(OSError):
            shutil.rmtree(folder)


def _named(slot: slots.Slot, key: str) -> slots.Slot:
    """Name the key of a slot of the first program: it is the one in use until now."""
    return msgspec.structs.replace(slot, key=slot.key or key)


def _make_folder(folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        sync_folder(folder.parent)
    except OSError as trouble:
        raise DiskTrouble(f"换钥匙用的文件夹建不起来（{disk_words(trouble)}）") from trouble


def _write_into(
    copy: Path,
    file_key: bytes,
    store: Store,
    change: Callable[["Writing"], None],
    now: "Callable[[], datetime]",
    generation: int,
) -> None:
    prepared = Store.open(copy, file_key, now=now)
    try:
        with prepared.writing(store.operator, "换文件钥匙") as write:
            keep_former_key(write, slots.key_id(store.key), store.key)
            keep_generation(write, generation)
            change(write)
    finally:
        prepared.close()


def _want_nothing_new(store: Store, seq: int) -> None:
    if journal_end(store) != seq:
        raise Refused("正要换钥匙的时候又有新的记录，没有换。", untouched="数据没有改动。", advice="请再做一次。")


def _sync(copy: Path) -> None:
    try:
        with copy.open("rb+") as stream:
            os.fsync(stream.fileno())
        sync_folder(copy.parent)
    except OSError as trouble:
        raise DiskTrouble(f"新的数据文件写不进去（{disk_words(trouble)}）") from trouble
