"""The moment in which a restored file takes the place of today's: made ready aside, done in one go or finished later.

Everything is made ready in the folder ``restoring`` of the home. Before ``ready.json`` lies there, durably, nothing in
use has been touched and the next opening sweeps the folder away; from then on the next opening finishes what a power
cut left. So there is always the old office or the restored one.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.core.errors import DiskTrouble, FileDamaged, Refused
from app.operators.slots import Slots, write_slots
from db.disk_words import disk_words
from db.durable import sync_folder, write_durably

if TYPE_CHECKING:
    from app.core.home import Home

READY = "ready.json"
_LOGS = ("-wal", "-shm")


class Switch(msgspec.Struct, frozen=True):
    """What the switch does: ``kept`` names today's file aside (empty: it needs no keeping), ``slots`` replace today's.

    ``words`` tell the clerk what was done, ``moment`` marks what is put aside.
    """

    kept: str
    moment: str
    words: str
    slots: Slots | None = None


class Unfinished(Refused):
    """The switch was begun and the disk did not let it end; nothing is lost, and the next opening goes on."""

    def __init__(self, what: str) -> None:
        """Say what the disk answered."""
        super().__init__(
            f"恢复差最后一步没有做完（{what}）。",
            untouched="备份和原来的数据都在。",
            advice="请检查磁盘，再打开程序：会接着做完。",
        )


def begin(home: "Home") -> Path:
    """Give the empty folder in which the restored office is made ready; leftovers of an earlier try are removed."""
    try:
        _sweep(home)
        home.restoring.mkdir(parents=True)
        sync_folder(home.folder)
    except OSError as trouble:
        raise DiskTrouble(f"恢复用的文件夹建不起来（{disk_words(trouble)}）") from trouble
    return home.restoring


def give_up(home: "Home") -> None:
    """Remove what was made ready; does nothing once the switch has begun."""
    if not (home.restoring / READY).exists():
        with suppress(OSError):
            _sweep(home)


def make_ready(home: "Home", switch: Switch) -> None:
    """Say, durably, that the restored file stands whole: from now on there is only the way forward."""
    write_durably(home.restoring / READY, msgspec.json.encode(switch))


def finish(home: "Home") -> Switch | None:
    """Finish or sweep away what an earlier restore left; gives the switch that was finished, if any.

    Whoever calls it holds the office's lock. Raises ``Unfinished``; the next opening tries again. What cannot be swept
    away is no trouble: it is nobody's file any more, and swept at the next opening.
    """
    if not home.restoring.exists():
        return None
    try:
        switch = _read(home.restoring / READY)
        if switch is not None:
            _switch(home, switch)
    except OSError as trouble:
        raise Unfinished(disk_words(trouble)) from trouble
    with suppress(OSError):
        _sweep(home)
    return switch


def _read(ready: Path) -> Switch | None:
    try:
        return msgspec.json.decode(ready.read_bytes(), type=Switch)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as trouble:
        raise FileDamaged(f"恢复的进度文件 {ready.name} 读不出来") from trouble


def _switch(home: "Home", switch: Switch) -> None:
    """Do each step that has not been done; every one may have been cut off before."""
    restored = home.restoring / home.office_file.name
    if not restored.exists():
        return
    if switch.kept:
        _keep_aside(home.office_file, switch.kept)
    else:
        _drop(home.office_file, _LOGS)
    if switch.slots is not None:
        _replace_slots(home, switch.slots, switch.moment)
    home.marks_file.unlink(missing_ok=True)  # they tell of the file that leaves
    sync_folder(home.folder)
    restored.replace(home.office_file)
    sync_folder(home.folder)
    sync_folder(home.restoring)


def _keep_aside(file: Path, kept: str) -> None:
    """Give today's file and its logs another name, the file itself last."""
    for suffix in (*_LOGS, ""):
        source = file.with_name(file.name + suffix)
        if source.exists():
            source.replace(file.with_name(kept + suffix))


def _drop(file: Path, suffixes: tuple[str, ...]) -> None:
    """Remove logs that hold nothing any more: beside another file they would be taken for its own."""
    for suffix in suffixes:
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _replace_slots(home: "Home", slots: Slots, moment: str) -> None:
    for copy in home.slot_files:
        aside = copy.with_name(f"{copy.stem}-{moment}.old")
        if copy.exists() and not aside.exists():
            copy.replace(aside)
    write_slots(slots, home.slot_files)


def _sweep(home: "Home") -> None:
    """Remove the folder: first what says that it is ready, so that half a folder never counts."""
    if not home.restoring.exists():
        return
    (home.restoring / READY).unlink(missing_ok=True)
    sync_folder(home.restoring)
    shutil.rmtree(home.restoring)
    if os.name != "nt":
        sync_folder(home.folder)
