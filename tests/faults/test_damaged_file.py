"""A data file that the disk spoiled (FAULTS 19): always noticed, never wrong data shown, never a crash, a way told."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import FixedClock
from app.core.errors import FileDamaged, Refused
from app.core.home import Home
from app.opening import open_session
from app.session import Session
from db.connection import identifier
from db.log_state import log_path
from tests.conftest import PASSWORD
from tests.faults.damage import SPOILS, Spoil, spoil

Rows = dict[str, dict[str, dict[str, Any]]]
SOME = 2
"""So many places are hit in the whole suite; ``test.py --all`` hits 64."""


def rows_of(session: Session) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Read every owned table, as far as it is given out."""
    for table in sorted(session.store.tables):
        try:
            yield table, session.store.rows(f"SELECT * FROM {identifier(table)}")  # noqa: S608 - our own table's name
        except FileDamaged:
            continue


@pytest.fixture(scope="module")
def truth(village_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Read what is right, once."""
    home = tmp_path_factory.mktemp("truth") / "village"
    shutil.copytree(village_home, home)
    session = open_session(home, PASSWORD)
    found = {table: {row["id"]: row for row in rows} for table, rows in rows_of(session)}
    session.close()
    return found


def judge(home: Path, truth: Rows, clock: FixedClock, *, may_be_sound: bool = False) -> None:
    """Open, read and check a spoiled office; raises where a wrong value was given out or nothing was noticed."""
    try:
        session = open_session(home, PASSWORD, clock=clock)
    except FileDamaged:
        return  # noticed, and refused with its advice
    try:
        for table, rows in rows_of(session):
            for row in rows:
                assert row == truth[table][row["id"]], table
        findings = session.check()
    finally:
        session.close()
    if not may_be_sound:
        assert any(found.is_fault for found in findings)
    assert all(found.advice for found in findings)


@pytest.mark.parametrize("how", SPOILS)
def test_a_spoiled_data_file_is_noticed(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, how: Spoil
) -> None:
    sweep(village_home, tmp_path, truth, clock, how, range(SOME))


@pytest.mark.heavy
@pytest.mark.parametrize("how", SPOILS)
def test_a_spoiled_data_file_is_noticed_wherever_it_was_hit(
    village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, how: Spoil
) -> None:
    sweep(village_home, tmp_path, truth, clock, how, range(SOME, 64))


def sweep(village_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, how: Spoil, seeds: range) -> None:
    for seed in seeds:
        home = Home(tmp_path / f"village{seed}")
        shutil.copytree(village_home, home.folder)
        changed = spoil(home.office_file, how, seed)
        judge(home.folder, truth, clock, may_be_sound=not changed)
        shutil.rmtree(home.folder)


@pytest.fixture(scope="module")
def cut_home(village_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Leave an office as a power cut does: a log of some actions beside its file."""
    folder = tmp_path_factory.mktemp("cut")
    shutil.copytree(village_home, folder / "alive")
    session = open_session(folder / "alive", PASSWORD)
    for number in range(12):
        with session.store.writing(reason="试") as write:
            write.insert("households", {"number": f"K{number}", "head_name": "甲"})
    shutil.copytree(session.home.folder, folder / "cut")
    session.close()
    return folder / "cut"


@pytest.mark.parametrize("how", SPOILS)
def test_a_spoiled_log_loses_its_end_and_nothing_else(
    cut_home: Path, tmp_path: Path, truth: Rows, clock: FixedClock, how: Spoil
) -> None:
    """What is read is a beginning of what was written; where a saved step was lost in the middle it is told."""
    for seed in range(SOME):
        home = Home(tmp_path / f"cut{seed}")
        shutil.copytree(cut_home, home.folder)
        spoil(log_path(home.office_file), how, seed)
        session = open_session(home.folder, PASSWORD, clock=clock)
        assert session.ending is not None
        kept = session.store.rows("SELECT number FROM households WHERE number LIKE 'K%' ORDER BY n")
        assert [row["number"] for row in kept] == [f"K{number}" for number in range(len(kept))]
        assert len(kept) >= 11 or "日志文件坏了" in session.ending.words or how.__name__.startswith("cut")
        assert session.check() == []
        session.close()
        shutil.rmtree(home.folder)


@pytest.mark.parametrize("how", SPOILS)
def test_a_spoiled_backup_is_never_restored_from(village: Session, clock: FixedClock, how: Spoil) -> None:
    backup = village.backups.now("clerk")
    whole = backup.path.read_bytes()
    for seed in range(2 * SOME):
        if spoil(backup.path, how, seed):
            with pytest.raises(Refused):
                village.backups.verify(backup)
        backup.path.write_bytes(whole)
    village.backups.verify(backup)
