"""Rescuing a damaged office: the key from its slots, what a sound backup can lend, and the salvage into a new home."""

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.backups.container import extract
from app.backups.kept_slots import newest_slots
from app.backups.listing import backups_in
from app.checkup.salvage_finishing import Means
from app.checkup.salvaging import Salvaged, salvage
from app.core.clock import Clock, DeskClock, SystemClock
from app.core.errors import FileDamaged, Refused, WrongKey
from app.core.home import Home
from app.core.progress import SILENT, Progress
from app.operators import slots
from app.operators.operators import Operators
from app.operators.rights import NotAllowed, Rights
from app.operators.tries import Tries
from app.packages.keys import make_office_keys
from db.enrolment import secret
from db.lending import read_foundation
from db.store import Store

if TYPE_CHECKING:
    from db.writing import Writing

LENT = "lent.czdb"


def rescue_office(
    home_folder: Path,
    password: str,
    new_home: Path,
    *,
    clock: Clock | None = None,
    operator: str | None = None,
    progress: Progress = SILENT,
) -> Salvaged:
    """Salvage the office in ``home_folder`` into ``new_home``; it opens with the same passwords and recovery code.

    Raises ``WrongKey`` for a wrong password, ``FileDamaged`` where neither the slots nor the beginning of the file can
    be read, ``Refused`` where the new home is not empty or whoever it is may not repair. ``operator`` is not asked for:
    the password says who it is.
    """
    del operator
    home, target, desk_clock = Home(home_folder), Home(new_home), DeskClock(clock or SystemClock())
    kept = _slots(home)
    with Tries(home.tries_file, desk_clock).one():
        keys = {opening.file_key: opening.slot.operator for opening in slots.openings(kept, password)}
        if not keys:
            raise WrongKey
    return _with_one_of(keys, kept, home, target, desk_clock, progress)


def _with_one_of(
    keys: Mapping[bytes, str], kept: slots.Slots, home: Home, target: Home, clock: DeskClock, progress: Progress
) -> Salvaged:
    """Try each key: while a new one is taken into use there are slots of both."""
    trouble: FileDamaged | None = None
    for key, who in keys.items():
        lend = partial(_lend, home, target, key, kept.office)
        try:
            done = salvage(home, target, Means(key, who, kept, clock, lend, _make_keys), progress)
        except FileDamaged as damaged:
            trouble = damaged
        else:
            _want_right(target, key, who, clock)
            return done
    raise trouble or WrongKey


def _want_right(target: Home, key: bytes, who: str, clock: Clock) -> None:
    """Take what was salvaged away again from somebody who is known in it and may not repair.

    Only there can it be asked: the damaged file itself may not tell. Who is not known there may, for want of others.
    """
    store = Store.open(target.office_file, key, now=clock.now)
    try:
        role = next((one.role for one in Operators(store).all() if one.id == who), None)
    finally:
        store.close()
    try:
        if role is not None:
            Rights(role).require("repair")
    except NotAllowed:
        shutil.rmtree(target.folder, ignore_errors=True)
        raise


def _slots(home: Home) -> slots.Slots:
    copies = slots.whole_copies(home.slot_files)
    if copies:
        return copies[0]
    found = newest_slots(home.backups)
    if found is None:
        raise FileDamaged("两份钥匙文件都读不出来，备份里也没有")
    return found.slots


def _lend(home: Home, target: Home, key: bytes, office: str) -> Mapping[str, list[dict[str, Any]]]:
    """Read the small tables out of the newest backup of this office that opens with this key; nothing without one."""
    for backup in backups_in(home.backups, office):
        if backup.about is None or backup.about.key_id != slots.key_id(key):
            continue
        try:
            return _read(backup.path, target, key)
        except Refused:
            continue
    return {}


def _read(backup: Path, target: Home, key: bytes) -> Mapping[str, list[dict[str, Any]]]:
    path = target.temporary / LENT
    try:
        extract(backup, path)
        return read_foundation(path, key)
    finally:
        shutil.rmtree(target.temporary, ignore_errors=True)
        target.temporary.mkdir(parents=True, exist_ok=True)


def _make_keys(write: "Writing") -> bool:
    lost = secret(write.store, "sign_key") is None
    make_office_keys(write)
    return lost
