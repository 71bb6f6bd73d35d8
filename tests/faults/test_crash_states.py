"""FAULTS §8, test 1: recorded writes replayed as power cuts, in every state that the disk may be left in.

The whole suite judges some of them for each operation; with ``test.py --all`` at least 20,000 different ones. The last
tests prove that the replay can fail: the same operations on a disk that is not waited for lose what was told.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.operations import OPERATIONS, record_operation
from tests.faults.replay import Report, replay

FEW, MANY = 48, 20_000
WORDS = sorted(word for word in OPERATIONS if not word.endswith("carelessly"))
ALIKE = frozenset({"month", "publish", "edit", "remove", "reopen", "undo"})
"""Written as an entry or a case is, which the suite judges each time."""


@pytest.mark.parametrize("word", [pytest.param(one, marks=pytest.mark.heavy) if one in ALIKE else one for one in WORDS])
def test_no_power_cut_takes_what_was_told_or_leaves_half_of_the_rest(
    tmp_path: Path, word: str, record_property: Callable[[str, object], None]
) -> None:
    _judge(word, FEW, tmp_path, record_property)


@pytest.mark.heavy
@pytest.mark.parametrize("word", WORDS)
def test_twenty_thousand_power_cuts(tmp_path: Path, word: str, record_property: Callable[[str, object], None]) -> None:
    _judge(word, MANY, tmp_path, record_property)


@pytest.mark.parametrize(
    ("word", "loss"),
    [
        ("register-carelessly", "saved and told up to entry"),
        ("password-carelessly", "neither password"),
        pytest.param("found-carelessly", "is gone", marks=pytest.mark.heavy),
        pytest.param("backup-carelessly", "the backup", marks=pytest.mark.heavy),
    ],
)
def test_the_replay_finds_what_is_told_before_the_disk_has_it(tmp_path: Path, word: str, loss: str) -> None:
    report = _replayed(word, FEW, tmp_path)
    assert report.bad
    assert any(loss in bad.why for bad in report.shown), report.shown


def _judge(word: str, wanted: int, scratch: Path, keep: Callable[[str, object], None]) -> None:
    report = _replayed(word, wanted, scratch)
    keep("states", report.judged)
    assert report.bad == 0, report.shown
    assert report.judged >= wanted
    assert report.told


def _replayed(word: str, wanted: int, scratch: Path) -> Report:
    return replay(record_operation(word, scratch), wanted, scratch)
