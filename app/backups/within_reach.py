"""The backups within reach of somebody who has no open office: in a folder, and one folder below it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.backups.listing import backups_in
from app.backups.record_kinds import held_words
from app.backups.restoring import shown_moment

if TYPE_CHECKING:
    from app.backups.facts import Backup
    from app.core.clock import Clock

MOST_FOLDERS = 200
BESIDE = ("households", "notices", "settings")
"""Kinds of records that say little about which backup is the one that is looked for."""


class Reached(msgspec.Struct, frozen=True):
    """One backup in words; ``trouble`` says why it cannot be used, else it is empty."""

    path: Path
    moment: str
    unit: str
    holds: str
    trouble: str = ""


def backups_within_reach(folder: Path, clock: "Clock", office: str = "") -> Sequence[Reached]:
    """Give them, the newest first, damaged ones with what is wrong; only those of ``office`` where it is named."""
    found = [backup for one in (folder, *_below(folder)) for backup in backups_in(one, office)]
    return [_told(backup, clock) for backup in sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)]


def _below(folder: Path) -> Iterator[Path]:
    """Give the folders just below: on a stick the backups seldom lie at the top."""
    with suppress(OSError), os.scandir(folder) as entries:
        for count, entry in enumerate(entries):
            if count >= MOST_FOLDERS:
                return
            if entry.is_dir(follow_symlinks=False):
                yield folder / entry.name


def _told(backup: "Backup", clock: "Clock") -> Reached:
    if backup.about is None:
        return Reached(backup.path, backup.name, "", "", backup.trouble)
    held = "，".join(held_words(backup.about.rows, BESIDE)) or "还没有记录"
    return Reached(backup.path, shown_moment(backup.about, clock), backup.about.unit, held)
