"""Backups of a fresh station, and what can go wrong around them."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.backups.service import Backups
from app.session import Session

Small = Callable[[int], "Iterator[None]"]


@pytest.fixture(autouse=True)
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine stand where the clerk's clock does: names of files tell local time."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def backups(session: Session) -> Backups:
    """Give the backups of a fresh station."""
    return session.backups


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give an empty folder as a second place."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """Let no file of this process grow past ``most`` bytes: a disk that is full in the middle of writing."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def change(session: Session, value: str = "0455-5550112") -> None:
    """Write something, so that the journal moves."""
    session.settings.change("station.phone", value)


def flip(path: Path, at: int = -5000) -> None:
    """Turn one bit of a file round."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
