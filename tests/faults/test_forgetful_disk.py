"""FAULTS §8, tests 1, 9–13: a disk that forgets what was not synced, fails, fills up, turns read-only, writes short.

Needs FUSE, gcc and root: runs with ``test.py --all``, and fails where anything of it is missing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.disk_runs import Fault, run_on_disk
from tests.faults.forgetful_disk import ForgetfulDisk
from tests.faults.operations import OPERATIONS, for_other_runs, record_operation

pytestmark = pytest.mark.heavy

WORDS = sorted(word for word in OPERATIONS if not word.endswith("carelessly"))
LONG = {"found", "hand-over", "migrate", "restore", "import"}
"""Words with many hundred changes: every seventh of them is enough for a night."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[ForgetfulDisk]:
    content = tmp_path / "content"
    (content / "folder").mkdir(parents=True)
    (content / "folder" / "kept").write_bytes(b"kept")
    made = ForgetfulDisk(tmp_path, content)
    yield made
    made.close()


def test_the_disk_forgets_what_was_not_synced(disk: ForgetfulDisk) -> None:
    folder = disk.mounted / "folder"
    (folder / "kept").write_bytes(b"other")
    (folder / "new").write_bytes(b"new")
    disk.cut_power()
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("kept", b"kept")]


@pytest.mark.parametrize(
    ("words", "why"), [("fail 10", "Input/output"), ("fill 10", "No space"), ("readonly 1", "Read-only")]
)
def test_the_disk_fails_as_it_is_told(disk: ForgetfulDisk, words: str, why: str) -> None:
    disk.command(words)
    with (disk.mounted / "folder" / "kept").open("r+b", buffering=0) as stream:
        taken = stream.write(b"1234567890")
        with pytest.raises(OSError, match=why):
            stream.write(b"1")
    assert taken == 10
    assert disk.was_touched()
    disk.command("heal")
    (disk.mounted / "folder" / "kept").write_bytes(b"well again")


@pytest.mark.parametrize("word", WORDS)
def test_the_power_is_cut_at_every_change(
    tmp_path: Path, word: str, record_property: Callable[[str, object], None]
) -> None:
    record_property("cuts", _runs(word, [Fault("cut", 7 if word in LONG else 1)], tmp_path))


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("words", ["fail", "fill", "readonly"])
def test_the_disk_gives_up_anywhere(
    tmp_path: Path, word: str, words: str, record_property: Callable[[str, object], None]
) -> None:
    step = 11 if words == "readonly" else 37_123
    record_property("faults", _runs(word, [Fault(words, step * (7 if word in LONG else 1))], tmp_path))


@pytest.mark.parametrize("word", WORDS)
def test_a_disk_that_takes_half_of_each_write_keeps_it_all(tmp_path: Path, word: str) -> None:
    _runs(word, [Fault("short")], tmp_path)


def test_a_disk_that_lies_is_found_out(tmp_path: Path) -> None:
    recorded = for_other_runs(record_operation("register", tmp_path))
    (outcome,) = run_on_disk(recorded, 1, [Fault("lie")], tmp_path)
    assert any("saved and told" in broken.why for broken in outcome.bad)


def _runs(word: str, faults: list[Fault], scratch: Path) -> int:
    outcomes = run_on_disk(for_other_runs(record_operation(word, scratch)), 1, faults, scratch)
    for outcome in outcomes:
        assert not outcome.bad, (outcome.fault, outcome.bad[:5])
    return sum(outcome.runs for outcome in outcomes)
