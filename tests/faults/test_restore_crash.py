"""A restore that is cut off at any step leaves the old office or the restored one, whole (FAULTS §8.6, §8.8).

Steps are those that Python takes on files; the writes of the database itself are replayed in ``test_crash_states``.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from app.backups.container import read_about
from app.backups.restoring import restore_into
from app.backups.unlocking import Given, unlock_here, unlock_there
from app.core.clock import FixedClock
from app.core.errors import Refused
from app.core.home import Home
from app.session import Session
from db.errors import FileDamaged
from tests.app.backups.restores import add_case, back_up, change_file_key, faults, numbers, open_again, restoring
from tests.conftest import MORNING, PASSWORD
from tests.faults.failing_files import EACH, FailingFiles, failing

OLD, RESTORED = {"2026-00001", "2026-00002"}, {"2026-00001"}
KILLED = 9 << 8


class Scene:
    """A station, closed, with a backup under a former file key and a case that came later."""

    def __init__(self, session: Session, folder: Path) -> None:
        """Make it in ``folder``; every try works on a copy."""
        self.folder = folder
        add_case(session.store, "2026-00001")
        self.backup = back_up(session, folder / "backups")
        add_case(session.store, "2026-00002")
        change_file_key(session)
        shutil.move(session.home.folder, folder / "home")

    def copied(self, target: Path) -> Home:
        """Give a fresh copy of the home."""
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder / "home", target)
        return Home(target)


@pytest.fixture
def scene(session: Session, tmp_path: Path) -> Scene:
    """Make the scene once for a test."""
    (tmp_path / "scene").mkdir()
    return Scene(session, tmp_path / "scene")


def in_place(home: Home, backup: Path) -> None:
    """Restore over the open office."""
    session = open_again(home.folder)
    try:
        restoring(session).whole(backup)
    finally:
        session.close()


def kept_aside(home: Home, backup: Path) -> None:
    """Restore over an open office whose file cannot be backed up."""
    session = open_again(home.folder)
    try:
        restoring(session, trouble=FileDamaged("坏了一页")).whole(backup)
    finally:
        session.close()


def over_closed(home: Home, backup: Path) -> None:
    """Restore over a closed office, as where its file is damaged."""
    unlocked = unlock_here(home, read_about(backup), Given(PASSWORD))
    restore_into(home, backup, unlocked, clock=FixedClock(MORNING))


Operation = Callable[[Home, Path], None]
OPERATIONS = (in_place, pytest.param(kept_aside, marks=pytest.mark.heavy), over_closed)


def look(home: Home) -> set[str]:
    """Open the office as the next start does, and give what is there; the file must be sound."""
    again = open_again(home.folder)
    try:
        assert faults(again) == []
        assert not home.restoring.exists()
        found = numbers(again)
        assert found in (OLD, RESTORED)
        letter = again.store.letter
        assert letter == ("B" if found == RESTORED else "")
        return found
    finally:
        again.close()


def kept_offices(home: Home, scratch: Path) -> Iterator[set[str]]:
    """Open every file that was kept aside, and give what is in it."""
    for kept in home.folder.glob("office-kept-*.czdb"):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        for copy in home.slot_files:
            shutil.copy(copy, scratch)
        shutil.copy(kept, scratch / "office.czdb")
        again = open_again(scratch)
        yield numbers(again)
        again.close()


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    ("forever", "code"), [(False, errno.EIO), pytest.param(True, errno.ENOSPC, marks=pytest.mark.heavy)]
)
@pytest.mark.parametrize("each", EACH)
def test_a_disk_that_fails_at_any_step(
    scene: Scene, tmp_path: Path, operation: Operation, forever: bool, code: int, each: int
) -> None:
    seen = set()
    for at in range(1, 500, each):
        home = scene.copied(tmp_path / "home")
        files = FailingFiles(at, forever=forever, code=code)
        with failing(files):
            try:
                operation(home, scene.backup)
                done = True
            except (Refused, OSError):
                done = False
        found = look(home)
        seen.add(frozenset(found))
        assert not done or found == RESTORED, (at, files.names[at - 1 :])
        if operation is not in_place and found == RESTORED:
            assert list(kept_offices(home, tmp_path / "kept")) == [OLD], (at, files.names)
        if files.steps < at:
            assert done
            break
    else:
        pytest.fail("the restore never ended without a fault")
    assert seen == {frozenset(OLD), frozenset(RESTORED)}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("each", EACH)
def test_a_process_that_dies_at_any_step(scene: Scene, tmp_path: Path, operation: Operation, each: int) -> None:
    seen = set()
    for at in range(1, 500, each):
        home = scene.copied(tmp_path / "home")
        child = os.fork()
        if child == 0:
            with failing(FailingFiles(at, dies=True)):
                operation(home, scene.backup)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert status in (0, KILLED)
        found = look(home)
        seen.add(frozenset(found))
        if operation is not in_place and found == RESTORED:
            assert list(kept_offices(home, tmp_path / "kept")) == [OLD], at
        if status == 0:
            assert found == RESTORED
            break
    else:
        pytest.fail("the restore never ended without a fault")
    assert seen == {frozenset(OLD), frozenset(RESTORED)}


@pytest.mark.parametrize("each", EACH)
def test_a_new_home_that_was_cut_off_is_made_again_or_stands(session: Session, tmp_path: Path, each: int) -> None:
    add_case(session.store, "2026-00001")
    backup = back_up(session, tmp_path / "stick")
    about = read_about(backup)
    for at in range(1, 500, each):
        home = Home(tmp_path / f"new-{at}")
        unlocked = unlock_there(about, Given(PASSWORD))
        files = FailingFiles(at, forever=True)
        with failing(files):
            try:
                restore_into(home, backup, unlocked, clock=FixedClock(MORNING))
                done = True
            except (Refused, OSError):
                done = False
        if not home.is_set_up():
            assert not done
            restore_into(home, backup, unlocked, clock=FixedClock(MORNING))
        assert look(home) == RESTORED
        if files.steps < at:
            assert done
            return
    pytest.fail("the restore never ended without a fault")


def opened_and_left(home: Home) -> None:
    """Open the office and leave it."""
    open_again(home.folder).close()


def try_it(run: Callable[[], object], at: int) -> None:
    """Do something on a disk that fails from a step on; it may be refused."""
    with failing(FailingFiles(at, forever=True)), suppress(Refused, OSError):
        run()


@pytest.mark.heavy
def test_cut_off_twice(scene: Scene, tmp_path: Path) -> None:
    """The switch is cut off, and so is the opening that wants to finish it (FAULTS §8.8)."""
    home, counting = scene.copied(tmp_path / "probe"), FailingFiles(0)
    with failing(counting):
        kept_aside(home, scene.backup)
    for first in range(counting.steps - 25, counting.steps):
        for second in range(1, 14):
            home = scene.copied(tmp_path / "home")
            try_it(partial(kept_aside, home, scene.backup), first)
            try_it(partial(opened_and_left, home), second)
            assert look(home) in (OLD, RESTORED)
