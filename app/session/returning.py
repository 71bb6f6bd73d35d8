"""Restoring where no office is open: to a new home, or in the place of a data file that is damaged or gone."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.backups.blobs_back import BlobsBack
from app.backups.container import read_about
from app.backups.damage import reading_a_backup
from app.backups.restoring import Restored, refuse_where_an_office_is, restore_into
from app.backups.unlocking import Given, unlock_here, unlock_there
from app.core.home import Home
from app.core.progress import SILENT, Progress
from app.operators.tries import Tries

if TYPE_CHECKING:
    from app.backups.unlocking import Unlocked
    from app.core.clock import Clock


def restore_to(
    new_home: Path, source: Path, given: Given, *, clock: "Clock", progress: Progress = SILENT
) -> Restored:
    """Restore a backup on another PC, or into another folder, with a password or a recovery code of its own.

    Raises ``Refused``: an office is there already, a wrong password or code, damage, no room. Nothing is made then.
    """
    home = Home(new_home)
    refuse_where_an_office_is(home)
    with reading_a_backup():
        unlocked = unlock_there(read_about(source), given)
    return _restored(home, source, unlocked, clock, progress)


def restore_here(
    home_folder: Path, source: Path, given: Given, *, clock: "Clock", progress: Progress = SILENT
) -> Restored:
    """Restore a backup in the place of a data file that cannot be opened, which is kept aside whole.

    Raises ``Refused``: another office's backup, a wrong password (counted and waited for as at the login), damage.
    """
    home = Home(home_folder)
    with reading_a_backup():
        about = read_about(source)
    with Tries(home.tries_file, clock).one():
        unlocked = unlock_here(home, about, given)
    return _restored(home, source, unlocked, clock, progress)


def _restored(home: Home, source: Path, unlocked: "Unlocked", clock: "Clock", progress: Progress) -> Restored:
    from app.privacy.emptying import erase_again

    bring_back = BlobsBack(home, clock)
    return restore_into(
        home, source, unlocked, clock=clock, bring_back=bring_back, erase_again=erase_again, progress=progress
    )
