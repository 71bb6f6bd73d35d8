"""FAULTS §8, tests 23, 25, 26: a second program, somebody else's lock on the file, a lock whose owner is dead."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from app.core.clock import FixedClock
from app.core.errors import OfficeLocked
from app.opening import open_session
from app.people.facts import TypedResident
from app.session import Session
from tests.faults.judges import Facts, all_rows
from tests.faults.lived import MORNING, PASSWORD
from tests.faults.recording import ROOT, environ_of_child
from tests.faults.rivals import Rounds
from tests.faults.scenes import station

STRANGER = """
import sys
from pathlib import Path
from db.connection import connect
connection = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return station(tmp_path)


def test_one_of_several_programs_wins(tmp_path: Path, facts: Facts) -> None:
    _play(tmp_path, 8)


@pytest.mark.heavy
def test_one_of_several_programs_wins_a_hundred_times(tmp_path: Path, facts: Facts) -> None:
    _play(tmp_path, 100)


def _play(folder: Path, rounds: int) -> None:
    command = [sys.executable, "-m", "tests.faults.rivals", str(folder / "home"), str(rounds), "7"]
    ended = subprocess.run(command, cwd=ROOT, env=environ_of_child(), check=True, capture_output=True, timeout=300)
    played = msgspec.json.decode(ended.stdout, type=Rounds)
    assert played.winners == [1] * rounds
    assert played.sentences
    assert all("正被另一个程序使用" in sentence for sentence in played.sentences), played.sentences


def test_a_lock_of_a_dead_owner_is_no_lock(tmp_path: Path, facts: Facts) -> None:
    (tmp_path / "home" / "office.lock").write_text("PID 1\n")
    open_session(tmp_path / "home", PASSWORD, clock=FixedClock(MORNING)).close()


@contextmanager
def stranger(session: Session) -> "Iterator[subprocess.Popen[str]]":
    """Let another process hold the file's write lock until a line is written to it."""
    command = [sys.executable, "-c", STRANGER, str(session.store.path), session.store.key.hex()]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environ_of_child(), stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.communicate("\n")


@pytest.fixture
def session(tmp_path: Path, facts: Facts) -> Iterator[Session]:
    made = open_session(tmp_path / "home", PASSWORD, clock=FixedClock(MORNING))
    yield made
    made.close()


def test_somebody_elses_lock_is_waited_for(session: Session) -> None:
    with stranger(session) as other:
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()  # it lets go at some moment while we wait
        session.people.register(TypedResident(name="等到了"), session.operator.id)
    assert session.people.named("等到了")


def test_somebody_elses_lasting_lock_is_told_and_nothing_is_lost(session: Session) -> None:
    session.store.writer.execute("PRAGMA busy_timeout = 300")
    before = all_rows(session.store)
    with stranger(session), pytest.raises(OfficeLocked, match="数据没有改动"):
        session.people.register(TypedResident(name="没等到"), session.operator.id)
    assert all_rows(session.store) == before
    session.people.register(TypedResident(name="后来"), session.operator.id)
    assert session.people.named("后来")


@pytest.mark.heavy
def test_a_lock_of_thirty_seconds(session: Session) -> None:
    with stranger(session), pytest.raises(OfficeLocked):
        session.people.register(TypedResident(name="没等到"), session.operator.id)
    session.people.register(TypedResident(name="后来"), session.operator.id)
    assert not session.people.named("没等到")
