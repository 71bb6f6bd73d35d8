"""FAULTS §8, tests 3 and 26: kill -9 of the real program, headless and window; its lock never blocks the next."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.killing import Killed
from tests.faults.scenes import station

SOME, MANY = 5, 10
HEAVY_SEEDS = 25
"""25 seeds × 10 kills × (headless, window) are 500."""


@pytest.mark.parametrize("kill", [Killed.kill_door, pytest.param(Killed.kill_window, marks=pytest.mark.heavy)])
def test_a_killed_program_loses_nothing_it_told(tmp_path: Path, kill: Callable[[Killed], None]) -> None:
    _kill(tmp_path, kill, SOME, seed=1)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(HEAVY_SEEDS))
@pytest.mark.parametrize("kill", [Killed.kill_door, Killed.kill_window])
def test_five_hundred_kills(
    tmp_path: Path, kill: Callable[[Killed], None], seed: int, record_property: Callable[[str, object], None]
) -> None:
    record_property("kills", _kill(tmp_path, kill, MANY, seed))


def _kill(folder: Path, kill: Callable[[Killed], None], wanted: int, seed: int) -> int:
    killed = Killed(folder, station(folder), seed)
    while killed.kills < wanted:
        kill(killed)
        assert list(killed.findings(deep=killed.kills % SOME == 0)) == []
    assert killed.cases
    return killed.kills
